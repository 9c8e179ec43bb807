/**
 * AssemblyScript, part of intent.as.ts: the words that were read and not yet counted, and their hashes, four words at a time.
 *
 * A word's hash is FNV-1a over its letters. Four words take every step together, whatever their lengths: a letter that is not there
 * is nought, and steps that were too many, each of them a multiplication alone, are taken back by one with the inverse.
 */

/** See layout.ts. */
const MASKS: usize = 2304;
const INVERSES: usize = 3328;
/** By the place of a word, four bytes each: where it ends in the text, its letters, its hash, and that of its stem. */
const ENDS: usize = 4992;
const LENGTHS: usize = 6272;
export const HASHES: usize = 7552;
export const STEMS: usize = 8832;
/** Eight bytes each: the last two boundaries that stand between the word before and it, nought for none. */
export const BOUNDARIES: usize = 10112;

/** Words that are kept, those of one block of bytes behind them included. */
const WORDS_MAX: i32 = 256;

const FNV_BASIS: i32 = <i32>0x811c9dc5;
const FNV_PRIME: i32 = 0x01000193;
const LONG_WORD: i32 = 0x01234567;
const WORD_BYTES_MAX: i32 = 24;
/** Letters that four words take together. */
const STEPS: i32 = 12;

let count: i32 = 0;
/** Of them so many have their hashes. */
let hashed: i32 = 0;
/** What is added to an address to have the place in the text. */
let base: i32 = 0;

export function wordCount(): i32 {
  return count;
}

export function isFull(): bool {
  return count >= WORDS_MAX;
}

/** @param difference  between places in the text and addresses, for the words that follow */
export function readFrom(difference: i32): void {
  base = difference;
}

/** Forgets all words, and the boundaries behind them. */
export function forgetWords(): void {
  for (let word = 0; word <= count; word++) store<u64>((<usize>word) << 3, 0, BOUNDARIES);
  count = 0;
  hashed = 0;
}

/** Forgets the first words, of which all have their hashes. */
export function dropWords(taken: i32): void {
  const rest = count - taken;
  for (let word = 0; word < rest; word++) {
    const to = (<usize>word) << 2;
    const from = (<usize>(taken + word)) << 2;
    store<i32>(to, load<i32>(from, ENDS), ENDS);
    store<i32>(to, load<i32>(from, HASHES), HASHES);
    store<i32>(to, load<i32>(from, STEMS), STEMS);
  }
  for (let word = 0; word <= rest; word++)
    store<u64>((<usize>word) << 3, load<u64>((<usize>(taken + word)) << 3, BOUNDARIES), BOUNDARIES);
  for (let word = rest + 1; word <= count; word++) store<u64>((<usize>word) << 3, 0, BOUNDARIES);
  count = rest;
  hashed = rest;
}

export function endOf(word: i32): i32 {
  return load<i32>((<usize>word) << 2, ENDS);
}

/** Adds a word of which the hashes are known. */
export function addHashed(h: i32, s: i32, end: i32): void {
  const word = (<usize>count) << 2;
  store<i32>(word, end, ENDS);
  store<i32>(word, 0, LENGTHS);
  store<i32>(word, h, HASHES);
  store<i32>(word, s, STEMS);
  hashed += <i32>(hashed === count);
  count += 1;
}

/** Adds words of letters. @param starts  one bit each where they begin, and @param ends  where they end, behind `from` */
export function addPlain(starts: u64, ends: u64, from: usize): void {
  const at = base + <i32>from;
  let word = (<usize>count) << 2;
  let begin = starts;
  let end = ends;
  count += <i32>popcnt(starts);
  while (begin !== 0) {
    const to = <i32>ctz(end);
    store<i32>(word, at + to, ENDS);
    store<i32>(word, to - <i32>ctz(begin), LENGTHS);
    begin &= begin - 1;
    end &= end - 1;
    word += 4;
  }
}

/** Says what a word's hashes are. @param word  its place */
export function setHashes(word: i32, h: i32, s: i32): void {
  const at = (<usize>word) << 2;
  store<i32>(at, 0, LENGTHS);
  store<i32>(at, h, HASHES);
  store<i32>(at, s, STEMS);
}

/** Puts a boundary behind the word before the one that stands at a place or will. Of the same one after another one counts. */
export function addBoundary(word: i32, h: i32): void {
  const at = (<usize>word) << 3;
  const pair = load<u64>(at, BOUNDARIES);
  const moved = (pair >> 32) | ((<u64>(<u32>h)) << 32);
  store<u64>(at, select(moved, pair, <i32>(h !== 0) & <i32>(h !== <i32>(pair >> 32))), BOUNDARIES);
}

/** Hashes the words that have no hash. What they were read from is to be where it was. */
export function hashWords(): void {
  if (hashed === count) return;
  // The last four may be fewer.
  v128.store((<usize>count) << 2, i32x4.splat(0), LENGTHS);
  v128.store((<usize>count) << 2, i32x4.splat(base + <i32>MASKS), ENDS);
  for (let word = hashed; word < count; word += 4) hashFour((<usize>word) << 2);
  hashed = count;
}

/** The letters of a word without case, nought behind it. */
function lettersOf(word: usize): v128 {
  const length = <usize>load<i32>(word, LENGTHS);
  const from = <usize>(load<i32>(word, ENDS) - base) - length;
  return v128.and(v128.or(v128.load(from), i8x16.splat(32)), v128.load(MASKS + (length << 4)));
}

function inversesOf(word: usize): usize {
  return INVERSES + ((<usize>load<i32>(word, LENGTHS)) << 3);
}

function step(h: v128, letters: v128): v128 {
  return i32x4.mul(v128.xor(h, letters), i32x4.splat(FNV_PRIME));
}

function fourSteps(before: v128, letters: v128): v128 {
  const low = i32x4.splat(255);
  let h = step(before, v128.and(letters, low));
  h = step(h, v128.and(i32x4.shr_u(letters, 8), low));
  h = step(h, v128.and(i32x4.shr_u(letters, 16), low));
  return step(h, i32x4.shr_u(letters, 24));
}

function hashFour(word: usize): void {
  const first = lettersOf(word);
  const second = lettersOf(word + 4);
  const third = lettersOf(word + 8);
  const fourth = lettersOf(word + 12);
  // Rows of letters become columns.
  const low = i32x4.shuffle(first, second, 0, 4, 1, 5);
  const low2 = i32x4.shuffle(third, fourth, 0, 4, 1, 5);
  const high = i32x4.shuffle(first, second, 2, 6, 3, 7);
  const high2 = i32x4.shuffle(third, fourth, 2, 6, 3, 7);
  let h = fourSteps(i32x4.splat(FNV_BASIS), i64x2.shuffle(low, low2, 0, 2));
  const middle = i64x2.shuffle(low, low2, 1, 3);
  let s = step(h, v128.and(middle, i32x4.splat(255)));
  h = fourSteps(fourSteps(h, middle), i64x2.shuffle(high, high2, 0, 2));

  let inverses = v128.load64_zero(inversesOf(word));
  inverses = v128.load64_lane(inversesOf(word + 4), inverses, 1);
  let inverses2 = v128.load64_zero(inversesOf(word + 8));
  inverses2 = v128.load64_lane(inversesOf(word + 12), inverses2, 1);
  h = i32x4.mul(h, i32x4.shuffle(inverses, inverses2, 0, 2, 4, 6));
  s = i32x4.mul(s, i32x4.shuffle(inverses, inverses2, 1, 3, 5, 7));

  const lengths = v128.load(word, LENGTHS);
  const isKnown = i32x4.eq(lengths, i32x4.splat(0));
  v128.store(word, v128.bitselect(v128.load(word, HASHES), h, isKnown), HASHES);
  v128.store(word, v128.bitselect(v128.load(word, STEMS), s, isKnown), STEMS);
  if (v128.any_true(i32x4.gt_s(lengths, i32x4.splat(STEPS)))) for (let i: usize = 0; i < 16; i += 4) hashLong(word + i);
}

/** Hashes a word again that has more letters than steps were taken for. */
function hashLong(word: usize): void {
  const length = load<i32>(word, LENGTHS);
  if (length <= STEPS) return;
  const from = <usize>(load<i32>(word, ENDS) - base - length);
  let h = FNV_BASIS;
  if (length <= WORD_BYTES_MAX) {
    for (let i = 0; i < length; i++) h = (h ^ <i32>(load<u8>(from + <usize>i) | 32)) * FNV_PRIME;
  } else {
    h = LONG_WORD;
    store<i32>(word, LONG_WORD, STEMS);
  }
  store<i32>(word, h, HASHES);
}
