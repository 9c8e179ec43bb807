import { ENCODED_MIN, mayBeEncoded } from './encoded.js';
import { BACKSLASH, RUN_CHARS } from './fold.js';
import {
  BACKWARDS_AT,
  BLOCK_BYTES,
  DENSE_AT,
  OUT_AT,
  printer,
  SLACK_BYTES,
  SOURCE_AT,
  SOURCE_BYTES_MAX,
  TOKENS_MAX,
  VALUES_AT,
} from './printer.js';
import type { Tail } from './runs.js';
import type { SentLeaf } from './texts.js';

/** Prints something is known of. */
export interface Sought {
  has(print: number): boolean;
}

/** What of a call is worth a closer look. */
export interface Sifted {
  readonly suspects: readonly SentLeaf[];
  /** All values read as one text are. */
  readonly isWholeSuspect: boolean;
}

const PERCENT = /%[0-9a-fA-F]{2}/;
/** Bytes of UTF-8 a unit of UTF-16 has at most. */
const UNIT_BYTES_MAX = 3;

let ends = new Uint32Array(257);

/**
 * Tells the values that may share something with what is sought, as they are, read backwards, encoded, or all as one text, from the many
 * that share nothing. Says yes too often, never too rarely. Some 10 ns a character.
 */
export function sift(leaves: readonly SentLeaf[], sought: Sought): Sifted {
  const total = load(leaves);
  if (total < 0) return { suspects: leaves, isWholeSuspect: true };
  const { wasm, source } = printer();
  wasm.turnRound(SOURCE_AT, total, BACKWARDS_AT);
  // Every run of a value is one of the whole.
  const hasRun = meetsRun(SOURCE_AT, total, sought);
  const hasTurned = meetsRun(BACKWARDS_AT, total, sought);
  const isSuspect = (from: number, to: number): boolean => {
    const length = to - from;
    const turnedAt = BACKWARDS_AT + total - to;
    return (
      (hasRun && meetsRun(SOURCE_AT + from, length, sought)) ||
      (hasTurned && length >= ENCODED_MIN && meetsRun(turnedAt, length, sought)) ||
      meetsToken(SOURCE_AT + from, length, sought) ||
      (length >= ENCODED_MIN && meetsToken(turnedAt, length, sought)) ||
      mayBeEncoded(source, from, to)
    );
  };
  let hasPercent = false;
  const suspects = leaves.filter(({ text }, index) => {
    const isEscaped = text.includes('%') && PERCENT.test(text);
    hasPercent ||= isEscaped;
    return isEscaped || isSuspect(ends[index] ?? 0, ends[index + 1] ?? 0);
  });
  const isAlone = leaves.length === 1;
  return { suspects, isWholeSuspect: hasRun || hasTurned || hasPercent || (!isAlone && isSuspect(0, total)) };
}

/** Whether a text may stand for something that is sought when it is read backwards or decoded from one of its first characters on. */
export function mayStandFor(text: string, skipMax: number, sought: Sought): boolean {
  const { wasm, source } = printer();
  const total = loadText(text, 0);
  if (total !== text.length) return true;
  source.fill(0, total, total + SLACK_BYTES);
  wasm.turnRound(SOURCE_AT, total, BACKWARDS_AT);
  if (meetsRun(BACKWARDS_AT, total, sought)) return true;
  for (let skip = 0; skip <= skipMax; skip += 1) {
    if (text.includes('%') || mayBeEncoded(source, skip, total) || meetsToken(BACKWARDS_AT, total - skip, sought))
      return true;
  }
  return false;
}

/** Prints of a short text that goes on where another ended: `count` of them for `length` characters, the first without one. */
export function piecePrints(
  text: string,
  before: Tail,
): { prints: Uint32Array; count: number; length: number; tail: Tail } {
  const { wasm, source, out } = printer();
  const bytes = loadText(text, 0);
  source.fill(0, bytes, bytes + SLACK_BYTES);
  wasm.beginRuns(before.hash, before.chars);
  const count = wasm.printEvery(SOURCE_AT, bytes, OUT_AT, DENSE_AT, VALUES_AT);
  const chars = wasm.tailChars();
  return {
    prints: out,
    count,
    length: chars - before.chars,
    tail: { hash: wasm.tailHash(), chars: Math.min(chars, RUN_CHARS) },
  };
}

/** Puts values one behind the other. @returns their bytes; -1 where they cannot be told apart or are too many */
function load(leaves: readonly SentLeaf[]): number {
  const { source } = printer();
  if (ends.length <= leaves.length) ends = new Uint32Array(leaves.length + 1);
  let at = 0;
  for (let index = 0; index < leaves.length; index += 1) {
    const written = loadText(leaves[index]?.text ?? '', at);
    // A backslash would take the first letter of the next value with it.
    if (written < 0 || (written > 0 && source[at + written - 1] === BACKSLASH)) return -1;
    at += written;
    ends[index + 1] = at;
  }
  source.fill(0, at, at + SLACK_BYTES);
  return at;
}

const loadText = (text: string, at: number): number =>
  text.length * UNIT_BYTES_MAX > SOURCE_BYTES_MAX - at ? -1 : printer().source.write(text, at);

function meetsRun(from: number, length: number, sought: Sought): boolean {
  const { wasm, out } = printer();
  wasm.beginRuns(0, 0);
  for (let done = 0; done < length; done += BLOCK_BYTES) {
    const count = wasm.printEvery(from + done, Math.min(BLOCK_BYTES, length - done), OUT_AT, DENSE_AT, VALUES_AT);
    for (let index = 0; index < count; index += 1) if (sought.has(out[index] ?? 0)) return true;
  }
  return false;
}

function meetsToken(from: number, length: number, sought: Sought): boolean {
  const { wasm, out } = printer();
  const count = wasm.printTokens(from, length, OUT_AT, TOKENS_MAX);
  for (let index = 0; index < count; index += 1) if (sought.has(out[index] ?? 0)) return true;
  return false;
}
