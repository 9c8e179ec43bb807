import { type Concept, LEXICON } from './lexicon.js';
import { normalize } from './normalize.js';

/** A concept seen at `[start, end)` of a normalised text. */
export interface Mention {
  readonly concept: Concept;
  readonly start: number;
  readonly end: number;
}

const SPACE = 32;
const UNDERSCORE = 95;
/** Scripts from here on are written without blanks, or glue endings to words: a phrase may begin and end anywhere in them. */
const UNSPACED_FROM = 0x2e80;
const REST_UNITS_MAX = 40;
const STAR = 42;

/** What a word is made of, below {@link UNSPACED_FROM}. */
const WORD_UNITS = Uint8Array.from({ length: UNSPACED_FROM }, (_, code) =>
  code === UNDERSCORE || /[\p{L}\p{N}]/u.test(String.fromCharCode(code)) ? 1 : 0,
);
const isWord = (code: number): boolean => code < UNSPACED_FROM && WORD_UNITS[code] === 1;

/**
 * The phrases as a tree. Nearly every node leads on in one way, so its edges lie in one hash table: 200 KB instead of the 20 MB of
 * a row for every node. Built when a definition is first read.
 */
class Tree {
  /** Where to go on after the rest of a word; by node, {@link NONE} for nowhere. */
  readonly rests: Uint16Array;
  /** By node, the place in `lists` of what a phrase that ends there speaks of; 0 where none ends. */
  private readonly ended: Uint16Array;
  private readonly lists: (readonly Concept[] | undefined)[] = [undefined];
  private readonly placesOfLists = new Map<string, number>();
  /** `node << 16 | unit` to node; 0 for a free place, which is no key, since no edge leads from the first node. */
  private readonly keys: Uint32Array;
  private readonly targets: Uint16Array;
  private nodes = ROOT + 1;

  /** @param nodesMax at most 65,535 */
  constructor(nodesMax: number) {
    const places = 2 ** Math.ceil(Math.log2(nodesMax * 2));
    this.rests = new Uint16Array(nodesMax);
    this.ended = new Uint16Array(nodesMax);
    this.keys = new Uint32Array(places);
    this.targets = new Uint16Array(places);
  }

  get size(): number {
    return this.nodes;
  }

  step(node: number, unit: number): number {
    return this.targets[this.placeOf(node, unit)] ?? NONE;
  }

  /** The node that `unit` leads to, made where there is none. */
  grow(node: number, unit: number): number {
    const place = this.placeOf(node, unit);
    if (this.targets[place] === NONE) {
      this.keys[place] = keyOf(node, unit);
      this.targets[place] = this.nodes++;
    }
    return this.targets[place] ?? NONE;
  }

  conceptsAt(node: number): readonly Concept[] | undefined {
    return this.lists[this.ended[node] ?? 0];
  }

  endPhrase(node: number, concept: Concept): void {
    const before = this.conceptsAt(node) ?? [];
    if (before.includes(concept)) return;
    const list = [...before, concept];
    const name = list.join();
    const place = this.placesOfLists.get(name) ?? this.lists.push(list) - 1;
    this.placesOfLists.set(name, place);
    this.ended[node] = place;
  }

  growRest(node: number): number {
    if (this.rests[node] === NONE) this.rests[node] = this.nodes++;
    return this.rests[node] ?? NONE;
  }

  /** Where the edge stands, or the free place where it would. */
  private placeOf(node: number, unit: number): number {
    const { keys } = this;
    const key = keyOf(node, unit);
    const last = keys.length - 1;
    let place = (Math.imul(key, GOLDEN) >>> 15) & last;
    while (keys[place] !== key && keys[place] !== 0) place = (place + 1) & last;
    return place;
  }
}

const NONE = 0;
const ROOT = 1;
/** Knuth's multiplier: spreads keys that differ in a few bits. */
const GOLDEN = 0x9e3779b1;
const keyOf = (node: number, unit: number): number => ((node << 16) | unit) >>> 0;

function compile(): Tree {
  const phrases = (Object.entries(LEXICON) as [Concept, readonly string[]][]).flatMap(([concept, lines]) =>
    lines.flatMap((line) => line.split('|').map((phrase) => ({ concept, text: normalize(phrase).text }))),
  );
  const units = phrases.reduce((sum, { text }) => sum + text.length, 0);
  // Once to count the nodes that phrases share, once more into tables of their size.
  return plant(phrases, plant(phrases, units + 2).size);
}

function plant(phrases: readonly { readonly concept: Concept; readonly text: string }[], nodesMax: number): Tree {
  const tree = new Tree(nodesMax);
  for (const { concept, text } of phrases) {
    let node = ROOT;
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      node = unit === STAR ? tree.growRest(node) : tree.grow(node, unit);
    }
    tree.endPhrase(node, concept);
  }
  return tree;
}

let tree: Tree | null = null;

/** Every phrase of the lexicon in a normalised text, the longest for each concept at each place. Linear: a phrase is short. */
export function findPhrases(text: string): Mention[] {
  tree ??= compile();
  const finder = new Finder(tree, text);
  for (let start = 0; start < text.length; start++) finder.from(start);
  return finder.mentions;
}

class Finder {
  readonly mentions: Mention[] = [];
  private readonly ends = new Map<Concept, number>();

  constructor(
    private readonly tree: Tree,
    private readonly text: string,
  ) {}

  from(start: number): void {
    const code = this.text.charCodeAt(start);
    const edge = this.tree.step(ROOT, code);
    if (edge === NONE) return;
    if (start > 0 && isWord(code) && isWord(this.text.charCodeAt(start - 1))) return;
    this.ends.clear();
    this.follow(start + 1, edge);
    for (const [concept, end] of this.ends) this.mentions.push({ concept, start, end });
  }

  private follow(from: number, first: number): void {
    const { text, tree } = this;
    let node = first;
    for (let at = from; node !== NONE; at++) {
      const code = at < text.length ? text.charCodeAt(at) : SPACE;
      const ended = tree.conceptsAt(node);
      if (ended !== undefined && !(isWord(code) && isWord(text.charCodeAt(at - 1)))) {
        for (const concept of ended) this.ends.set(concept, at);
      }
      const rest = tree.rests[node] ?? NONE;
      if (rest !== NONE) this.followRest(at, rest);
      if (at >= text.length) return;
      const next = tree.step(node, code);
      node = next === NONE && code === UNDERSCORE ? tree.step(node, SPACE) : next;
    }
  }

  private followRest(from: number, node: number): void {
    const { text } = this;
    const limit = Math.min(text.length, from + REST_UNITS_MAX);
    let at = from;
    while (at < limit && isWord(text.charCodeAt(at))) at += 1;
    for (const concept of this.tree.conceptsAt(node) ?? [])
      this.ends.set(concept, Math.max(this.ends.get(concept) ?? 0, at));
    const next = this.tree.step(node, SPACE);
    if (next !== NONE && text.charCodeAt(at) === SPACE) this.follow(at + 1, next);
  }
}
