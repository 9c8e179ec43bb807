import { type Concept, LEXICON } from './lexicon.js';
import { normalize } from './normalize.js';

/** A concept seen at `[start, end)` of a normalised text. */
export interface Mention {
  readonly concept: Concept;
  readonly start: number;
  readonly end: number;
}

/** Node of the tree of phrases, one edge per unit. */
interface Node {
  readonly edges: Map<number, Node>;
  /** Where a phrase goes on after the rest of a word. */
  rest: Node | null;
  concepts: Concept[];
}

const SPACE = 32;
const UNDERSCORE = 95;
/** Scripts from here on are written without blanks, or glue endings to words: a phrase may begin and end anywhere in them. */
const UNSPACED_FROM = 0x2e80;

const nodeOf = (): Node => ({ edges: new Map(), rest: null, concepts: [] });

const isWord = (code: number): boolean =>
  (code >= 97 && code <= 122) ||
  (code >= 48 && code <= 57) ||
  code === UNDERSCORE ||
  (code >= 0xaa &&
    code < UNSPACED_FROM &&
    code !== 0xbf &&
    code !== 0xab &&
    code !== 0xbb &&
    !(code >= 0x2010 && code <= 0x205e));

function compile(): Node {
  const root = nodeOf();
  for (const [concept, lines] of Object.entries(LEXICON) as [Concept, readonly string[]][]) {
    for (const phrase of lines.flatMap((line) => line.split('|'))) add(root, concept, phrase);
  }
  return root;
}

function add(root: Node, concept: Concept, phrase: string): void {
  let node = root;
  for (const char of normalize(phrase).text) {
    if (char === '*') {
      node.rest ??= nodeOf();
      node = node.rest;
      continue;
    }
    const code = char.charCodeAt(0);
    const next = node.edges.get(code) ?? nodeOf();
    node.edges.set(code, next);
    node = next;
  }
  if (!node.concepts.includes(concept)) node.concepts.push(concept);
}

const ROOT = compile();

/** Every phrase of the lexicon in a normalised text, the longest for each concept at each place. */
export function findPhrases(text: string): Mention[] {
  const mentions: Mention[] = [];
  const ends = new Map<Concept, number>();
  for (let start = 0; start < text.length; start++) {
    const code = text.charCodeAt(start);
    const edge = ROOT.edges.get(code);
    if (edge === undefined) continue;
    if (code < UNSPACED_FROM && start > 0 && isWord(text.charCodeAt(start - 1)) && isWord(code)) continue;
    ends.clear();
    follow(text, start + 1, edge, ends);
    for (const [concept, end] of ends) mentions.push({ concept, start, end });
  }
  return mentions;
}

function follow(text: string, from: number, first: Node, ends: Map<Concept, number>): void {
  let node: Node | undefined = first;
  for (let at = from; node !== undefined; at++) {
    const code = at < text.length ? text.charCodeAt(at) : SPACE;
    const last = text.charCodeAt(at - 1);
    const ended = last >= UNSPACED_FROM || !isWord(last) || !isWord(code);
    if (ended) for (const concept of node.concepts) ends.set(concept, at);
    if (node.rest !== null) followRest(text, at, node.rest, ends);
    if (at >= text.length) return;
    node = node.edges.get(code) ?? (code === UNDERSCORE ? node.edges.get(SPACE) : undefined);
  }
}

const REST_UNITS_MAX = 40;

function followRest(text: string, from: number, node: Node, ends: Map<Concept, number>): void {
  let at = from;
  const limit = Math.min(text.length, from + REST_UNITS_MAX);
  while (at < limit && isWord(text.charCodeAt(at))) at += 1;
  for (const concept of node.concepts) ends.set(concept, Math.max(ends.get(concept) ?? 0, at));
  const next = node.edges.get(SPACE);
  if (next !== undefined && text.charCodeAt(at) === SPACE) follow(text, at + 1, next, ends);
}
