/**
 * AssemblyScript, compiled to the bytes in prints.generated.ts by scripts/build-prints.mjs; not part of the TypeScript build.
 *
 * Passes over UTF-8 bytes. The characters that count are written one behind the other, folded, JSON escapes undone or left out; over
 * them hashes of the last ones are made: of one place in STRIDE for results, of every place for arguments. Another pass looks for
 * tokens worth following where digits or an at sign stand. What prints are from stands in tables in the same memory, so that a call
 * that shares nothing is told without a word to the caller.
 */

import { findCues } from './cues.as';
import { CLASSES, SIXTETS } from './encoded.as';
import {
  BLANKS,
  condense,
  DENSE,
  DENSE_ENDS,
  ENDS,
  endText,
  FLAGS,
  FOLDS,
  FRONTS,
  GEARS,
  gearOf,
  hashOfEight,
  OUT,
  PACKS,
  RUN_CHARS,
  RUNS,
  SHARES,
  SHARING,
  SOURCE,
  TAILS,
  TOKENS,
  VALUES,
  valueCount,
} from './fold.as';
import { takeOwn } from './table.as';
import { findToken, tokenPrint, tokenTo } from './tokens.as';

export { digest, mayStandFor, sift } from './sift.as';
export { beginOwn, countShares, moveAll, put, putAll, sweep } from './table.as';

const STRIDE: i32 = 8;
const DENSE_CHARS: i32 = 65536;

/** Where things stand, by the number printer.ts gives them. */
export function placeOf(what: i32): usize {
  switch (what) {
    case 0:
      return FOLDS;
    case 1:
      return BLANKS;
    case 2:
      return GEARS;
    case 3:
      return PACKS;
    case 4:
      return FRONTS;
    case 5:
      return CLASSES;
    case 6:
      return SIXTETS;
    case 7:
      return ENDS;
    case 8:
      return DENSE_ENDS;
    case 9:
      return TAILS;
    case 10:
      return FLAGS;
    case 11:
      return OUT;
    case 12:
      return SOURCE;
    case 13:
      return SHARES;
    case 14:
      return SHARING;
    default:
      return __heap_base;
  }
}

/**
 * Keeps one run in STRIDE, half as many of what stands far behind. The beginning of a value is kept whatever stands before, so that the
 * same value leaves the same prints, and so is its end, so that short values are found whole.
 * @returns how many prints stand at `OUT`
 */
function printRuns(): i32 {
  let count = 0;
  let kept = RUN_CHARS - STRIDE;
  let start = 0;
  let last: u32 = 0;
  let lastAt = 0;
  for (let value = 0; value <= valueCount && count < RUNS; value++) {
    const end: i32 = load<i32>(VALUES + ((<usize>value) << 2));
    const whole = start + RUN_CHARS;
    while (count < RUNS) {
      const stride = kept < DENSE_CHARS ? STRIDE : 2 * STRIDE;
      let next = kept + stride;
      // The first whole run of the value comes before its turn.
      if (whole > kept && whole < next) next = whole;
      if (next > end) {
        const ends = value < valueCount ? end - start >= RUN_CHARS && end > kept : end > kept && end >= RUN_CHARS;
        if (!ends) break;
        next = end;
      }
      const place = DENSE + <usize>next;
      // Neighbours have half of their characters in common.
      const first = next - 8 === lastAt ? last : hashOfEight(place - 8);
      last = hashOfEight(place);
      lastAt = next;
      store<u32>(OUT + ((<usize>count) << 2), (first << 16) + last);
      count += 1;
      kept = next;
      if (next === end) break;
    }
    start = end;
  }
  return count;
}

/** @param count  prints that stand at `OUT` @returns how many stand there with those of the tokens */
function printTokens(from: usize, to: usize, count: i32): i32 {
  const most = count + TOKENS;
  for (let at = from; count < most && findToken(at, to); at = tokenTo) {
    if (tokenPrint === 0) continue;
    store<u32>(OUT + ((<usize>count) << 2), tokenPrint);
    count += 1;
  }
  return count;
}

/** Prints the result that stands at `SOURCE`. @returns how many prints stand at `OUT` */
export function printResult(length: i32): i32 {
  const end = SOURCE + <usize>length;
  endText(end);
  condense(SOURCE, end, DENSE, DENSE, VALUES);
  return printTokens(SOURCE, end, printRuns());
}

/** Where the result that was printed last may ask its reader for something. */
export function cuesIn(length: i32): i32 {
  return findCues(SOURCE, SOURCE + <usize>length);
}

let hash: u32 = 0;
let chars: i32 = 0;

/** Rolling hash at the end of what `printEvery` read. */
export function tailHash(): u32 {
  return hash;
}

/** Folded characters it read, those before included. */
export function tailChars(): i32 {
  return chars;
}

/** A print for every run of some folded characters. @returns how many stand at `OUT` */
function printAll(from: usize, end: usize): i32 {
  let at = from;
  let rolled = hash;
  for (; at < end && chars < RUN_CHARS - 1; at++) {
    rolled = (rolled << 2) + gearOf(at);
    chars += 1;
  }
  let place = OUT;
  chars += i32(end - at);
  for (; at < end; at++) {
    rolled = (rolled << 2) + gearOf(at);
    store<u32>(place, rolled);
    place += 4;
  }
  hash = rolled;
  return i32((place - OUT) >> 2);
}

/**
 * Prints every run of the short text at `SOURCE`.
 * @param before  hash of the text it goes on from, @param charsBefore  and how many characters that knows
 * @returns how many prints stand at `OUT`, one for every whole run
 */
export function printEvery(length: i32, before: u32, charsBefore: i32): i32 {
  hash = before;
  chars = charsBefore;
  const end = SOURCE + <usize>length;
  endText(end);
  return printAll(DENSE, condense(SOURCE, end, DENSE, DENSE, VALUES));
}

/** Takes every run and token of the values at `SOURCE` for what the call itself said. */
export function takeValues(count: i32): void {
  const end = SOURCE + <usize>load<u32>(ENDS + ((<usize>count) << 2));
  endText(end);
  for (let value = 0; value < count; value++) {
    const from = SOURCE + <usize>load<u32>(ENDS + ((<usize>value) << 2));
    const to = SOURCE + <usize>load<u32>(ENDS + ((<usize>(value + 1)) << 2));
    const dense = condense(from, to, DENSE, DENSE, VALUES);
    hash = 0;
    chars = 0;
    // As many at a time as there is room for.
    for (let at = DENSE; at < dense; at += RUNS) takeOwn(printAll(at, min(dense, at + RUNS)));
    takeOwn(printTokens(from, to, 0));
  }
}
