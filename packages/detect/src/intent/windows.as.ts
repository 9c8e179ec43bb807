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
const RESULTS: usize = 2080;
const WEIGHTS: usize = 2304;

/** Score of a text without words. */
const NOTHING: f32 = -1e9;
const RING_MASK: i32 = 15;
const SHORT_BLOCKS: i32 = 3;
const LONG_BLOCKS: i32 = 8;
/** Ends of windows that are kept per head; one more is counted. */
const DOUBTS_MAX: i32 = 1024;

let scaleResult: f32 = 0;
let scaleDefinition: f32 = 0;
let biasResultShort: f32 = 0;
let biasResultLong: f32 = 0;
let biasDefinitionShort: f32 = 0;
let biasDefinitionLong: f32 = 0;
let doubtResult: f32 = 0;
let doubtDefinition: f32 = 0;
let doubtsAt: usize = 0;

// What was before.
let previous: i32 = 0;
let earlier: i32 = 0;
let previousStem: i32 = 0;

let words: i32 = 0;
let wordEnd: i32 = 0;
let sumResult: i32 = 0;
let sumDefinition: i32 = 0;
let doubtsResult: i32 = 0;
let doubtsDefinition: i32 = 0;

export function configure(
  resultScale: f32,
  definitionScale: f32,
  resultShort: f32,
  resultLong: f32,
  definitionShort: f32,
  definitionLong: f32,
): void {
  scaleResult = resultScale;
  scaleDefinition = definitionScale;
  biasResultShort = resultShort;
  biasResultLong = resultLong;
  biasDefinitionShort = definitionShort;
  biasDefinitionLong = definitionLong;
}

/** Scores from which on the ends of windows are kept, first those of the one head and then those of the other. */
export function configureDoubts(result: f32, definition: f32, at: usize): void {
  doubtResult = result;
  doubtDefinition = definition;
  doubtsAt = at;
}

/** How many windows left doubt; more than are kept when there were more. */
export function doubtCount(head: i32): i32 {
  return head === 0 ? doubtsResult : doubtsDefinition;
}

export function forgetWindows(): void {
  note(RESULTS, NOTHING, 0, 0);
  note(RESULTS + 12, NOTHING, 0, 0);
  doubtsResult = 0;
  doubtsDefinition = 0;
}

export function startWords(): void {
  previous = boundaryHash(4);
  earlier = previous;
  previousStem = 0;
  words = 0;
  sumResult = 0;
  sumDefinition = 0;
  store<i32>(RING, 0, 0);
  store<i32>(RING, 0, 4);
  store<i32>(RING, 0, 8);
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
  return <i32>load<i16>(WEIGHTS + ((<usize>(<u32>h >> FEATURES_SHIFT)) << 1));
}

export function countWord(h: i32, s: i32, end: i32): void {
  wordEnd = end;
  const a = lookUp(h, 1);
  const b = lookUp((previous * 31) ^ h, 2);
  const c = lookUp((earlier * FNV_PRIME) ^ (h * 7), 3);
  const d = lookUp(s, 4);
  const e = lookUp((previousStem * 31) ^ s, 5);
  sumResult += <i32>(<i8>a) + <i32>(<i8>b) + <i32>(<i8>c) + <i32>(<i8>d) + <i32>(<i8>e);
  sumDefinition += (a >> 8) + (b >> 8) + (c >> 8) + (d >> 8) + (e >> 8);
  earlier = previous;
  previous = h;
  previousStem = s;
  words += 1;
  if ((words & 7) === 0) judge();
}

/** Judges the windows that end here and notes the sums for those that will begin here. */
function judge(): void {
  const end = wordEnd;
  const block = (words + 7) >> 3;
  window(max(0, block - SHORT_BLOCKS), end, biasResultShort, biasDefinitionShort);
  if (block > SHORT_BLOCKS) window(max(0, block - LONG_BLOCKS), end, biasResultLong, biasDefinitionLong);
  const at = RING + ((<usize>(block & RING_MASK)) << 4);
  store<i32>(at, sumResult, 0);
  store<i32>(at, sumDefinition, 4);
  store<i32>(at, end, 8);
}

function window(from: i32, end: i32, biasResult: f32, biasDefinition: f32): void {
  const at = RING + ((<usize>(from & RING_MASK)) << 4);
  const norm = load<f32>(NORMS + ((<usize>(words - (from << 3))) << 2));
  const result = <f32>(sumResult - load<i32>(at, 0)) * norm * scaleResult + biasResult;
  const definition = <f32>(sumDefinition - load<i32>(at, 4)) * norm * scaleDefinition + biasDefinition;
  if (result > load<f32>(RESULTS, 0)) note(RESULTS, result, load<i32>(at, 8), end);
  if (definition > load<f32>(RESULTS, 12)) note(RESULTS + 12, definition, load<i32>(at, 8), end);
  if (result >= doubtResult) doubtsResult = keepDoubt(doubtsAt, doubtsResult, end);
  if (definition >= doubtDefinition) {
    doubtsDefinition = keepDoubt(doubtsAt + (DOUBTS_MAX << 2), doubtsDefinition, end);
  }
}

function note(at: usize, score: f32, start: i32, end: i32): void {
  store<f32>(at, score, 0);
  store<i32>(at, start, 4);
  store<i32>(at, end, 8);
}

function keepDoubt(log: usize, count: i32, end: i32): i32 {
  if (count > DOUBTS_MAX) return count;
  if (count < DOUBTS_MAX) store<i32>(log + ((<usize>count) << 2), end);
  return count + 1;
}
