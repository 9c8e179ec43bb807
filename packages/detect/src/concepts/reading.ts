import type { Concept } from './lexicon.js';
import { BREAK, normalize } from './normalize.js';
import { findPhrases, type Mention } from './phrases.js';

const READ_UNITS_MAX = 65_536;
/** Shorter texts are types, names and units. */
const READ_UNITS_MIN = 10;
const SENTENCE_UNITS_MAX = 1200;
const ABBREVIATION = /(?:\b(?:e\.g|i\.e|etc|vs|no|approx|incl)|\b[a-z])$/;
const NONE: readonly Mention[] = [];

/** A sentence with what is spoken of in it. `start` and `end` are places in the text that was read. */
export class Sentence {
  private readonly byConcept: Map<Concept, Mention[]> | null;

  /**
   * @param text lower case, without accents; mentions count from its start
   */
  constructor(
    readonly index: number,
    readonly start: number,
    readonly end: number,
    readonly text: string,
    mentions: readonly Mention[],
  ) {
    this.byConcept = mentions.length === 0 ? null : new Map();
    for (const mention of mentions) {
      const list = this.byConcept?.get(mention.concept);
      if (list === undefined) this.byConcept?.set(mention.concept, [mention]);
      else list.push(mention);
    }
  }

  has(concept: Concept): boolean {
    return this.byConcept?.has(concept) === true;
  }

  all(concept: Concept): readonly Mention[] {
    return this.byConcept?.get(concept) ?? NONE;
  }

  /** A mention of `first` with one of `then` behind it, at most `units` between them. */
  follows(first: Concept, then: Concept, units: number): boolean {
    return this.all(first).some((one) =>
      this.all(then).some((other) => other.start >= one.end && other.start - one.end <= units),
    );
  }

  /** One of each, in either order, at most `units` between them. */
  near(one: Concept, other: Concept, units: number): boolean {
    return this.follows(one, other, units) || this.follows(other, one, units);
  }
}

let lastText: string | null = null;
let lastSentences: readonly Sentence[] = [];

/**
 * Reads a text sentence by sentence, linear; the first 65,536 units count. The last text is remembered, since several
 * detectors ask for the same one.
 */
export function readSentences(text: string): readonly Sentence[] {
  if (text.length < READ_UNITS_MIN) return [];
  if (text === lastText) return lastSentences;
  lastSentences = split(text.length > READ_UNITS_MAX ? text.slice(0, READ_UNITS_MAX) : text);
  lastText = text;
  return lastSentences;
}

function split(written: string): Sentence[] {
  const { text, at } = normalize(written);
  const mentions = findPhrases(text);
  const sentences: Sentence[] = [];
  let from = 0;
  let next = 0;
  for (let i = 0; i <= text.length; i++) {
    if (i < text.length && i - from < SENTENCE_UNITS_MAX && !endsAt(text, i)) continue;
    const to = Math.min(i + 1, text.length);
    const inside: Mention[] = [];
    for (let mention = mentions[next]; mention !== undefined && mention.start < to; mention = mentions[++next])
      inside.push({ concept: mention.concept, start: mention.start - from, end: mention.end - from });
    const part = text.slice(from, to);
    if (part.trim() !== '')
      sentences.push(new Sentence(sentences.length, at[from] ?? 0, at[to] ?? written.length, part, inside));
    from = to;
  }
  return sentences;
}

const ENDS = new Set([...`${BREAK}。！？；.!?;`].map((char) => char.charCodeAt(0)));
const CLOSING = new Set([...` ${BREAK}"')]>`].map((char) => char.charCodeAt(0)));

function endsAt(text: string, i: number): boolean {
  const code = text.charCodeAt(i);
  if (!ENDS.has(code)) return false;
  if (code === 10 || code > 127) return true;
  if (i + 1 < text.length && !CLOSING.has(text.charCodeAt(i + 1))) return false;
  return code !== 46 || !ABBREVIATION.test(text.slice(Math.max(0, i - 7), i));
}
