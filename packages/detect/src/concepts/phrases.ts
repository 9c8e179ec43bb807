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
const NONE = 0;

/** What a word is made of, below {@link UNSPACED_FROM}. */
const WORD_UNITS = Uint8Array.from({ length: UNSPACED_FROM }, (_, code) =>
  code === UNDERSCORE || /[\p{L}\p{N}]/u.test(String.fromCharCode(code)) ? 1 : 0,
);
const isWord = (code: number): boolean => code < UNSPACED_FROM && WORD_UNITS[code] === 1;

/**
 * The phrases as a tree in flat tables: an edge is found by `node * width + class of the unit`. About 2 MB, built once when a
 * definition is first read.
 */
interface Tree {
  /** Class of a unit; 0 for units in no phrase. */
  readonly classes: Uint16Array;
  readonly width: number;
  readonly edges: Uint16Array;
  /** Node to go on with after the rest of a word; 0 for none. */
  readonly rests: Uint16Array;
  readonly concepts: readonly (readonly Concept[] | undefined)[];
}

/** A tree while it is built. */
interface Branch {
  readonly id: number;
  readonly next: Map<number, Branch>;
  rest: Branch | null;
  readonly concepts: Concept[];
}

function grow(): Branch[] {
  const all: Branch[] = [];
  const branch = (): Branch => {
    const made: Branch = { id: all.length, next: new Map(), rest: null, concepts: [] };
    all.push(made);
    return made;
  };
  // The first is no node: 0 stands for none.
  branch();
  const root = branch();
  for (const [concept, lines] of Object.entries(LEXICON) as [Concept, readonly string[]][]) {
    for (const phrase of lines.flatMap((line) => line.split('|'))) {
      let node = root;
      for (const char of normalize(phrase).text) {
        if (char === '*') {
          node.rest ??= branch();
          node = node.rest;
        } else {
          const known = node.next.get(char.charCodeAt(0)) ?? branch();
          node.next.set(char.charCodeAt(0), known);
          node = known;
        }
      }
      if (!node.concepts.includes(concept)) node.concepts.push(concept);
    }
  }
  return all;
}

const ROOT = 1;

function compile(): Tree {
  const branches = grow();
  const classes = new Uint16Array(65_536);
  let width = 1;
  for (const { next } of branches) {
    for (const unit of next.keys()) if (classes[unit] === 0) classes[unit] = width++;
  }
  const edges = new Uint16Array(branches.length * width);
  const rests = new Uint16Array(branches.length);
  for (const { id, next, rest } of branches) {
    for (const [unit, to] of next) edges[id * width + (classes[unit] ?? 0)] = to.id;
    rests[id] = rest?.id ?? NONE;
  }
  return {
    classes,
    width,
    edges,
    rests,
    concepts: branches.map(({ concepts }) => (concepts.length === 0 ? undefined : concepts)),
  };
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
    const edge = this.step(ROOT, code);
    if (edge === NONE) return;
    if (start > 0 && isWord(code) && isWord(this.text.charCodeAt(start - 1))) return;
    this.ends.clear();
    this.follow(start + 1, edge);
    for (const [concept, end] of this.ends) this.mentions.push({ concept, start, end });
  }

  private step(node: number, code: number): number {
    const { edges, width, classes } = this.tree;
    const unit = classes[code] ?? 0;
    return unit === 0 ? NONE : (edges[node * width + unit] ?? NONE);
  }

  private follow(from: number, first: number): void {
    const { text } = this;
    const { concepts, rests } = this.tree;
    let node = first;
    for (let at = from; node !== NONE; at++) {
      const code = at < text.length ? text.charCodeAt(at) : SPACE;
      const ended = concepts[node];
      if (ended !== undefined && !(isWord(code) && isWord(text.charCodeAt(at - 1)))) {
        for (const concept of ended) this.ends.set(concept, at);
      }
      const rest = rests[node] ?? NONE;
      if (rest !== NONE) this.followRest(at, rest);
      if (at >= text.length) return;
      const next = this.step(node, code);
      node = next === NONE && code === UNDERSCORE ? this.step(node, SPACE) : next;
    }
  }

  private followRest(from: number, node: number): void {
    const { text } = this;
    const limit = Math.min(text.length, from + REST_UNITS_MAX);
    let at = from;
    while (at < limit && isWord(text.charCodeAt(at))) at += 1;
    for (const concept of this.tree.concepts[node] ?? [])
      this.ends.set(concept, Math.max(this.ends.get(concept) ?? 0, at));
    const next = this.step(node, SPACE);
    if (next !== NONE && text.charCodeAt(at) === SPACE) this.follow(at + 1, next);
  }
}
