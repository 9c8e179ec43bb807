/** AssemblyScript, part of intent.as.ts: weights of words, sums of windows, the best of them and those that leave doubt. */

const FEATURES_SHIFT: u32 = 15;
const FNV_PRIME: i32 = 0x01000193;
const MIX_A: i32 = <i32>0x85ebca6b;
const MIX_B: i32 = <i32>0xc2b2ae35;
const GOLDEN: i32 = <i32>0x9e3779b1;
const BOUNDARY_BASE: i32 = 200;

/** See layout.ts. */
const NORMS: usize = 1552;
const RING: usize = 1824;
const RESULT: usize = 2080;

/** Score of a text without words. */
const NOTHING: f32 = -1e9;
const RING_MASK: i32 = 15;
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

// What was before.
let previous: i32 = 0;
let earlier: i32 = 0;
let previousStem: i32 = 0;

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
  note(NOTHING, 0, 0);
  doubts = 0;
}

export function startWords(): void {
  previous = boundaryHash(4);
  earlier = previous;
  previousStem = 0;
  words = 0;
  sum = 0;
  store<i32>(RING, 0, 0);
  store<i32>(RING, 0, 4);
}

/** Judges the windows at the end of the text. */
export function endWords(): void {
  if ((words & 7) !== 0) judge();
}

function boundaryHash(id: i32): i32 {
  return (id + BOUNDARY_BASE) * MIX_A;
}

/** What stands between two words as a neighbour of theirs. */
export function countBoundary(id: i32): void {
  const h = boundaryHash(id);
  if (previous !== h) {
    earlier = previous;
    previous = h;
  }
}

function lookUp(value: i32, feature: i32): i32 {
  let h = (value ^ (feature * GOLDEN)) * MIX_A;
  h ^= <i32>(<u32>h >> 15);
  h *= MIX_B;
  return <i32>load<i8>(weights + <usize>(<u32>h >> FEATURES_SHIFT));
}

export function countWord(h: i32, s: i32, end: i32): void {
  wordEnd = end;
  sum +=
    lookUp(h, 1) +
    lookUp((previous * 31) ^ h, 2) +
    lookUp((earlier * FNV_PRIME) ^ (h * 7), 3) +
    lookUp(s, 4) +
    lookUp((previousStem * 31) ^ s, 5);
  earlier = previous;
  previous = h;
  previousStem = s;
  words += 1;
  if ((words & 7) === 0) judge();
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
