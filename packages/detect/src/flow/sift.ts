import { RUN_CHARS } from './fold.js';
import type { PrintTable } from './print-table.js';
import { printer, SOURCE_BYTES_MAX } from './printer.js';
import type { Tail } from './runs.js';
import type { Sent, SentLeaf } from './sent.js';

/** Tables with the prints that are looked for. */
export interface Sought {
  /** Of results that are followed. */
  readonly results: PrintTable;
  /** Of sentences that asked for something; null where nobody remembers these. */
  readonly sentences: PrintTable | null;
}

/** What of a text may share something: itself, itself read backwards, what it says when it is decoded. Bits of one word. */
export const AS_IT_IS = 1;
export const TURNED_ROUND = 2;
export const DECODED = 4;
export const ANYHOW = AS_IT_IS | TURNED_ROUND | DECODED;
const GOING_ON = 8;

/** A value that is worth a closer look, in some of its readings. */
export interface Suspect {
  readonly leaf: SentLeaf;
  readonly as: number;
}

/** What of a call is worth a closer look. */
export interface Sifted {
  readonly suspects: readonly Suspect[];
  /** Readings in which all values that are data, put together, are; 0 for none. */
  readonly whole: number;
  /** The printer holds what {@link hasMetOn} says. */
  readonly isTold: boolean;
}

const PERCENT = /%[0-9a-fA-F]{2}/;
const utf8 = new TextEncoder();

/** What sift.as.ts says of all values. */
const UNTELLABLE = 1;
const SUSPECT = 2;
const HAS_PERCENT = 4;
const WHOLE_SHIFT = 4;

const CLEAN: Sifted = { suspects: [], whole: 0, isTold: true };

/**
 * Tells the values that may share something with what is sought, as they are, read backwards, encoded, or all as one text, from the many
 * that share nothing. Says yes too often, never too rarely. One pass of the printer, some 5 ns a character.
 * @param bytes  what {@link Sent.load} said
 */
export function sift(sent: Sent, bytes: number, { results, sentences }: Sought): Sifted {
  const { sorted, leaves, apart } = sent;
  const said =
    bytes < 0
      ? UNTELLABLE
      : printer().wasm.sift(sorted.length, apart, results.at, results.bits, sentences?.at ?? 0, sentences?.bits ?? 0);
  if (said === 0) return CLEAN;
  if ((said & UNTELLABLE) !== 0)
    return { suspects: leaves.map((leaf) => ({ leaf, as: ANYHOW })), whole: ANYHOW, isTold: false };
  const hasPercent = (said & HAS_PERCENT) !== 0;
  const suspects = hasPercent || (said & SUSPECT) !== 0 ? suspectsOf(sent, hasPercent) : CLEAN.suspects;
  const isEscaped = hasPercent && suspects.some(({ leaf }) => PERCENT.test(leaf.text));
  return { suspects, whole: (said >> WHOLE_SHIFT) | (isEscaped ? DECODED : 0), isTold: true };
}

/** In the order of the arguments. */
function suspectsOf({ sorted, leaves, apart }: Sent, hasPercent: boolean): readonly Suspect[] {
  const { flags } = printer();
  const suspects: Suspect[] = [];
  sorted.forEach((leaf, index) => {
    const isEscaped = hasPercent && PERCENT.test(leaf.text);
    const as = ((flags[index] ?? 0) & ANYHOW) | (isEscaped ? DECODED : 0);
    if (as !== 0) suspects.push({ leaf, as });
  });
  if (apart === 0) return suspects;
  return leaves.flatMap((leaf) => suspects.filter((suspect) => suspect.leaf === leaf));
}

/** Whether a value shares a run with what is sought, together with what stood before it at its place. */
export const hasMetOn = (index: number): boolean => ((printer().flags[index] ?? 0) & GOING_ON) !== 0;

/**
 * Whether a text may stand for something that is sought when it is read backwards; and from which of so many first characters on it may
 * when it is decoded.
 */
export function mayStandFor(
  text: string,
  skipsMax: number,
  { results, sentences }: Sought,
): { readonly isTurned: boolean; readonly skips: readonly number[] } {
  const { wasm } = printer();
  const total = loadText(text);
  const all = Array.from({ length: skipsMax }, (_, skip) => skip);
  if (total !== text.length || text.includes('%')) return { isTurned: true, skips: all };
  const { at = 0, bits = 0 } = sentences ?? {};
  const said = wasm.mayStandFor(total, skipsMax, results.at, results.bits, at, bits);
  return { isTurned: (said & 1) !== 0, skips: all.filter((skip) => (said & (2 << skip)) !== 0) };
}

/** Prints of a short text that goes on where another ended: `count` of them for `length` characters, the first without one. */
export function piecePrints(
  text: string,
  before: Tail,
): { prints: Uint32Array; count: number; length: number; tail: Tail } {
  const { wasm, out } = printer();
  const count = wasm.printEvery(Math.max(0, loadText(text)), before.hash, before.chars);
  const chars = wasm.tailChars();
  return {
    prints: out,
    count,
    length: chars - before.chars,
    tail: { hash: wasm.tailHash(), chars: Math.min(chars, RUN_CHARS) },
  };
}

/** @returns its bytes; -1 where they are too many */
function loadText(text: string): number {
  if (text.length > SOURCE_BYTES_MAX) return -1;
  const { read, written } = utf8.encodeInto(text, printer().source);
  return read === text.length ? (written ?? -1) : -1;
}
