/** AssemblyScript, part of prints.as.ts: tells the values of a call that may share something with what is known from those that share nothing. */

import { ENCODED_MIN, mayBeEncoded } from './encoded.as';
import {
  BACKSLASH,
  BACKWARDS,
  condense,
  DENSE,
  DENSE_ENDS,
  ENDS,
  ESCAPE_BYTES,
  endText,
  FLAGS,
  gearOf,
  RUN_CHARS,
  SOURCE,
  sawEscape,
  sawPercent,
  sawWide,
  seeNothing,
  TAILS,
  TURNED,
  turnRound,
  turnRoundAscii,
  VALUES,
} from './fold.as';
import { isKnown, meetsRun as meetsRunOf } from './table.as';
import { findToken, tokenPrint, tokenTo, turnedPrint } from './tokens.as';

const LETTER_U: u32 = 0x75;
/** What is said of a text: what of it may share something, as sift.ts names it. */
const AS_IT_IS: i32 = 1;
const TURNED_ROUND: i32 = 2;
const DECODED: i32 = 4;
/** Of a value: with what stood before it. */
const GOING_ON: i32 = 8;
/** Of all values: they cannot be told apart; some are suspect; one may have percent signs. What is said of the whole stands above. */
const UNTELLABLE: i32 = 1;
const SUSPECT: i32 = 2;
const PERCENT: i32 = 4;
const WHOLE_SHIFT: i32 = 4;

let table: usize = 0;
let bits: i32 = 0;
let other: usize = 0;
let otherBits: i32 = 0;

function isSought(print: u32): bool {
  return (table !== 0 && isKnown(table, bits, print)) || (other !== 0 && isKnown(other, otherBits, print));
}

/** Whether a run of folded characters is known. */
function meetsRun(dense: usize, end: usize): bool {
  return (
    (table !== 0 && meetsRunOf(table, bits, dense, end)) || (other !== 0 && meetsRunOf(other, otherBits, dense, end))
  );
}

/** Which of its tokens are known: as they are, and read from their end where that is wanted. */
function meetsToken(from: usize, to: usize, isTurned: bool): i32 {
  let said = 0;
  for (let at = from; findToken(at, to); at = tokenTo) {
    if (tokenPrint !== 0 && isSought(tokenPrint)) said |= AS_IT_IS;
    if (!isTurned) continue;
    const turned = turnedPrint();
    if (turned !== 0 && isSought(turned)) said |= TURNED_ROUND;
  }
  return said;
}

/** What a text may share but for its runs. */
function mayShare(from: usize, to: usize): i32 {
  const isLong = i32(to - from) >= ENCODED_MIN;
  const isOdd = (sawEscape | sawWide) !== 0;
  let said = meetsToken(from, to, isLong && !isOdd);
  if (!isLong) return said;
  if (mayBeEncoded(from, to)) said |= DECODED;
  if (!isOdd) return said;
  turnRound(from, to - from, BACKWARDS);
  endText(BACKWARDS + to - from);
  return meetsToken(BACKWARDS, BACKWARDS + to - from, false) !== 0 ? said | TURNED_ROUND : said;
}

/** Folds a text read from its end. @returns where that ends */
function turn(from: usize, to: usize, dense: usize, denseEnd: usize): usize {
  if ((sawEscape | sawWide) === 0) {
    turnRoundAscii(dense, denseEnd - dense, TURNED);
    return TURNED + denseEnd - dense;
  }
  turnRound(from, to - from, BACKWARDS);
  endText(BACKWARDS + to - from);
  return condense(BACKWARDS, BACKWARDS + to - from, TURNED, TURNED, VALUES);
}

/** Goes on with what stood before a value of the same place. @returns whether a run over the border is known */
function goesOn(tail: usize, dense: usize, end: usize): bool {
  let hash = load<u32>(tail);
  const chars = load<i32>(tail + 4);
  let found = false;
  // Further on its runs are its own.
  let at = i32(end - dense) > 2 * RUN_CHARS ? end - RUN_CHARS : dense;
  const border = min(end, dense + RUN_CHARS - 1);
  if (chars > 0) {
    let run = hash;
    let seen = chars;
    for (let near = dense; near < border; near++) {
      run = (run << 2) + gearOf(near);
      seen += 1;
      found = found || (seen >= RUN_CHARS && isSought(run));
    }
  }
  for (; at < end; at++) hash = (hash << 2) + gearOf(at);
  store<u32>(tail, hash);
  store<i32>(tail + 4, min(RUN_CHARS, chars + i32(end - dense)));
  return found;
}

/** Whether an escape at the end of a value would take from the next one. */
function isCutOff(from: usize, to: usize): bool {
  for (let at = max(from, to - ESCAPE_BYTES + 1); at < to; at++) {
    if (load<u8>(at) === BACKSLASH && (at + 1 === to || load<u8>(at + 1) === LETTER_U)) return true;
  }
  return false;
}

/** Folds the values. @returns false where they cannot be told apart */
function condenseValues(count: i32): bool {
  seeNothing();
  let place = DENSE;
  store<u32>(DENSE_ENDS, 0);
  for (let value = 0; value < count; value++) {
    const from = SOURCE + <usize>load<u32>(ENDS + ((<usize>value) << 2));
    const to = SOURCE + <usize>load<u32>(ENDS + ((<usize>(value + 1)) << 2));
    place = condense(from, to, DENSE, place, VALUES);
    if (sawEscape !== 0 && isCutOff(from, to)) return false;
    store<u32>(DENSE_ENDS + ((<usize>(value + 1)) << 2), u32(place - DENSE));
  }
  return true;
}

/**
 * @param count  values at `SOURCE`, the last `apart` of which are not read as one text with the others
 * @returns bits for the whole; what is said of each value stands at `FLAGS`, what stands before the next of its place at `TAILS`
 */
export function sift(count: i32, apart: i32, known: usize, knownBits: i32, more: usize, moreBits: i32): i32 {
  table = known;
  bits = knownBits;
  other = more;
  otherBits = moreBits;
  const end = SOURCE + <usize>load<u32>(ENDS + ((<usize>count) << 2));
  endText(end);
  if (!condenseValues(count)) return UNTELLABLE;
  const denseEnd = DENSE + <usize>load<u32>(DENSE_ENDS + ((<usize>count) << 2));
  // Every run of a value is one of the whole.
  const hasRun = meetsRun(DENSE, denseEnd);
  const hasTurned = meetsRun(TURNED, turn(SOURCE, end, DENSE, denseEnd));
  let said = sawPercent !== 0 ? PERCENT : 0;
  for (let value = 0; value < count; value++) {
    const from = SOURCE + <usize>load<u32>(ENDS + ((<usize>value) << 2));
    const to = SOURCE + <usize>load<u32>(ENDS + ((<usize>(value + 1)) << 2));
    const dense = DENSE + <usize>load<u32>(DENSE_ENDS + ((<usize>value) << 2));
    const denseTo = DENSE + <usize>load<u32>(DENSE_ENDS + ((<usize>(value + 1)) << 2));
    let is = mayShare(from, to);
    if (hasRun && meetsRun(dense, denseTo)) is |= AS_IT_IS | GOING_ON;
    if (hasTurned && i32(to - from) >= ENCODED_MIN && meetsRun(TURNED, turn(from, to, dense, denseTo)))
      is |= TURNED_ROUND;
    if ((is & ~GOING_ON) !== 0) said |= SUSPECT;
    if (goesOn(TAILS + ((<usize>value) << 3), dense, denseTo)) is |= GOING_ON;
    store<u8>(FLAGS + <usize>value, is);
  }
  const joined = count - apart;
  if (joined < 2) return said;
  let whole = mayShare(SOURCE, SOURCE + <usize>load<u32>(ENDS + ((<usize>joined) << 2)));
  if (hasRun) whole |= AS_IT_IS;
  if (hasTurned) whole |= TURNED_ROUND;
  return said | (whole << WHOLE_SHIFT);
}

/**
 * What a text at `SOURCE` may stand for.
 * @returns 1 when it may share something read from its end; 2 when it may be encoded, 4 when it may be from its second character on,
 * and so on for so many
 */
export function mayStandFor(length: usize, skips: i32, known: usize, knownBits: i32, more: usize, moreBits: i32): i32 {
  table = known;
  bits = knownBits;
  other = more;
  otherBits = moreBits;
  endText(SOURCE + length);
  turnRound(SOURCE, length, BACKWARDS);
  endText(BACKWARDS + length);
  const isTurned =
    meetsRun(TURNED, condense(BACKWARDS, BACKWARDS + length, TURNED, TURNED, VALUES)) ||
    meetsToken(BACKWARDS, BACKWARDS + length, false) !== 0;
  let said = i32(isTurned);
  for (let skip = 0; skip < skips && <usize>skip < length; skip++) {
    if (mayBeEncoded(SOURCE + <usize>skip, SOURCE + length)) said |= 2 << skip;
  }
  return said;
}

/** Tells calls with other values apart: a digest of all that stands at `SOURCE`. */
export function digest(length: usize): u32 {
  endText(SOURCE + length);
  const factor: u64 = ((<u64>0xff51afd7) << 32) | 0xed558ccd;
  let hash: u64 = factor ^ length;
  for (let at: usize = 0; at < length; at += 8) {
    hash = (hash ^ load<u64>(SOURCE + at)) * factor;
    hash ^= hash >> 32;
  }
  return u32(hash);
}
