/** AssemblyScript, part of intent.as.ts: weights of words, sums of windows, the best of them and those that leave doubt. */

import { BOUNDARIES, dropWords, endOf, forgetWords, HASHES, hashWords, STEMS, wordCount } from './words.as';

const FEATURES_SHIFT: i32 = 15;
const FNV_PRIME: i32 = 0x01000193;
const MIX_A: i32 = <i32>0x85ebca6b;
const MIX_B: i32 = <i32>0xc2b2ae35;
const GOLDEN: i32 = <i32>0x9e3779b1;
const BOUNDARY_BASE: i32 = 200;

/** See layout.ts. */
const NORMS: usize = 1552;
const RING: usize = 1824;
const RESULT: usize = 2080;
/** Of the last word that was counted, in the last lane: its hash, what stands before it, its stem. */
const LAST: usize = 12688;
/** Of four words where their weights stand, one feature after the other. */
const PLACES: usize = 12736;

/** Score of a text without words. */
const NOTHING: f32 = -1e9;
const RING_MASK: i32 = 15;
const BLOCK_WORDS: i32 = 8;
const SHORT_BLOCKS: i32 = 3;
const LONG_BLOCKS: i32 = 8;
/** Ends of windows that are kept; one more is counted. */
const DOUBTS_MAX: i32 = 1024;

/** Of the head that is asked about. */
let weights: usize = 0;
let scale: f32 = 0;
let biasShort: f32 = 0;
let biasLong: f32 = 0;
let doubt: f32 = 0;

/** Room for the ends of windows that leave doubt. */
let doubtsAt: usize = 0;

let words: i32 = 0;
let wordEnd: i32 = 0;
let sum: i32 = 0;
let doubts: i32 = 0;

export function configure(doubtsRoom: usize): void {
  doubtsAt = doubtsRoom;
}

/**
 * Chooses the head that is asked about.
 * @param at its weights, one byte for each bucket
 * @param least the score from which on the ends of windows are kept
 */
export function choose(at: usize, step: f32, short: f32, long: f32, least: f32): void {
  weights = at;
  scale = step;
  biasShort = short;
  biasLong = long;
  doubt = least;
}

/** How many windows left doubt; more than are kept when there were more. */
export function doubtCount(): i32 {
  return doubts;
}

export function forgetWindows(): void {
  forgetWords();
  note(NOTHING, 0, 0);
  doubts = 0;
}

export function startWords(): void {
  const beginning = i32x4.splat(boundaryHash(4));
  v128.store(LAST, beginning);
  v128.store(LAST, beginning, 16);
  v128.store(LAST, i32x4.splat(0), 32);
  words = 0;
  sum = 0;
  store<i32>(RING, 0, 0);
  store<i32>(RING, 0, 4);
}

export function boundaryHash(id: i32): i32 {
  return (id + BOUNDARY_BASE) * MIX_A;
}

/** Counts the words that are held. @param isLast  all of them: nothing follows; otherwise what a whole block of words has */
export function countWords(isLast: bool): void {
  hashWords();
  const count = wordCount();
  let at = 0;
  while (at < count) {
    const many = min(BLOCK_WORDS, count - at);
    if (many < BLOCK_WORDS && !isLast) break;
    const end = at + many;
    let word = at;
    for (; word + 4 <= end; word += 4) sum += weighFour(word);
    for (; word < end; word++) sum += weigh(word);
    words += many;
    at += many;
    wordEnd = endOf(at - 1);
    judge();
  }
  if (isLast) forgetWords();
  else dropWords(at);
}

/** Where the weights of four words stand for a feature. */
// @inline
function place(values: v128, feature: i32, table: v128): void {
  let h = i32x4.mul(v128.xor(values, i32x4.splat(feature * GOLDEN)), i32x4.splat(MIX_A));
  h = i32x4.mul(v128.xor(h, i32x4.shr_u(h, FEATURES_SHIFT)), i32x4.splat(MIX_B));
  v128.store(PLACES + ((<usize>(feature - 1)) << 4), i32x4.add(i32x4.shr_u(h, FEATURES_SHIFT), table));
}

/** The weights of one of four words. */
// @inline
function weightsAt(word: usize): i32 {
  return (
    <i32>load<i8>(<usize>load<u32>(PLACES + word)) +
    <i32>load<i8>(<usize>load<u32>(PLACES + word, 16)) +
    (<i32>load<i8>(<usize>load<u32>(PLACES + word, 32)) +
      <i32>load<i8>(<usize>load<u32>(PLACES + word, 48)) +
      <i32>load<i8>(<usize>load<u32>(PLACES + word, 64)))
  );
}

// @inline
function lookUp(value: i32, feature: i32): i32 {
  let h = (value ^ (feature * GOLDEN)) * MIX_A;
  h ^= <i32>(<u32>h >> FEATURES_SHIFT);
  return <i32>load<i8>(weights + <usize>(<u32>(h * MIX_B) >> FEATURES_SHIFT));
}

/** Adds up the weights of a word. */
function weigh(word: i32): i32 {
  const at = (<usize>word) << 2;
  const h = load<i32>(at, HASHES);
  const s = load<i32>(at, STEMS);
  const hBefore = load<i32>(LAST, 12);
  const boundary = load<i32>(at << 1, BOUNDARIES + 4);
  const earliest = load<i32>(at << 1, BOUNDARIES);
  const previous = boundary === 0 ? hBefore : boundary;
  const behind = boundary === 0 || boundary === hBefore ? load<i32>(LAST, 28) : hBefore;
  const earlier = earliest === 0 ? behind : earliest;
  const sBefore = load<i32>(LAST, 44);
  store<i32>(LAST, h, 12);
  store<i32>(LAST, previous, 28);
  store<i32>(LAST, s, 44);
  return (
    lookUp(h, 1) +
    lookUp((previous * 31) ^ h, 2) +
    lookUp((earlier * FNV_PRIME) ^ (h * 7), 3) +
    lookUp(s, 4) +
    lookUp((sBefore * 31) ^ s, 5)
  );
}

/** Adds up the weights of four words, as {@link weigh} does those of one. */
function weighFour(word: i32): i32 {
  const at = (<usize>word) << 2;
  const h = v128.load(HASHES + at);
  const s = v128.load(STEMS + at);
  const first = v128.load(BOUNDARIES + (at << 1));
  const second = v128.load(BOUNDARIES + (at << 1) + 16);
  const hBefore = i32x4.shuffle(v128.load(LAST), h, 3, 4, 5, 6);
  const sBefore = i32x4.shuffle(v128.load(LAST, 32), s, 3, 4, 5, 6);
  // What stands before a word: the last boundary, or the word before it.
  const boundary = i32x4.shuffle(first, second, 1, 3, 5, 7);
  const isNone = i32x4.eq(boundary, i32x4.splat(0));
  const previous = v128.bitselect(hBefore, boundary, isNone);
  // And before that: the boundary before the last, the word before the boundary, or what stands before that word.
  const earliest = i32x4.shuffle(first, second, 0, 2, 4, 6);
  const previousBefore = i32x4.shuffle(v128.load(LAST, 16), previous, 3, 4, 5, 6);
  const isSame = v128.or(isNone, i32x4.eq(boundary, hBefore));
  const behind = v128.bitselect(previousBefore, hBefore, isSame);
  const earlier = v128.bitselect(behind, earliest, i32x4.eq(earliest, i32x4.splat(0)));
  v128.store(LAST, h);
  v128.store(LAST, previous, 16);
  v128.store(LAST, s, 32);

  const table = i32x4.splat(<i32>weights);
  place(h, 1, table);
  place(v128.xor(times31(previous), h), 2, table);
  place(v128.xor(i32x4.mul(earlier, i32x4.splat(FNV_PRIME)), i32x4.sub(i32x4.shl(h, 3), h)), 3, table);
  place(s, 4, table);
  place(v128.xor(times31(sBefore), s), 5, table);
  return weightsAt(0) + weightsAt(4) + (weightsAt(8) + weightsAt(12));
}

function times31(values: v128): v128 {
  return i32x4.sub(i32x4.shl(values, 5), values);
}

/** Judges the windows that end here and notes the sum for those that will begin here. */
function judge(): void {
  const block = (words + 7) >> 3;
  window(max(0, block - SHORT_BLOCKS), biasShort);
  if (block > SHORT_BLOCKS) window(max(0, block - LONG_BLOCKS), biasLong);
  const at = RING + ((<usize>(block & RING_MASK)) << 3);
  store<i32>(at, sum, 0);
  store<i32>(at, wordEnd, 4);
}

function window(from: i32, bias: f32): void {
  const at = RING + ((<usize>(from & RING_MASK)) << 3);
  const norm = load<f32>(NORMS + ((<usize>(words - (from << 3))) << 2));
  const score = <f32>(sum - load<i32>(at, 0)) * norm * scale + bias;
  if (score > load<f32>(RESULT, 0)) note(score, load<i32>(at, 4), wordEnd);
  if (score < doubt || doubts > DOUBTS_MAX) return;
  if (doubts < DOUBTS_MAX) store<i32>(doubtsAt + ((<usize>doubts) << 2), wordEnd);
  doubts += 1;
}

function note(score: f32, start: i32, end: i32): void {
  store<f32>(RESULT, score, 0);
  store<i32>(RESULT, start, 4);
  store<i32>(RESULT, end, 8);
}
