/**
 * AssemblyScript, compiled to the bytes in intent-wasm.generated.ts by scripts/build-wasm.mjs; not part of the TypeScript
 * build. The same arithmetic, written to be read, stands in reference.ts; a test holds the two equal.
 *
 * One pass over UTF-8 bytes. Words are folded and hashed; each looks up five weights per head (itself, after its
 * neighbour, after the word before that, its stem, its stem after its neighbour's) in one table of byte pairs. Sums over the last
 * 24 and the last 64 words, taken every eight words, are the scores of windows; the greatest is the text's.
 */

const FEATURES_SHIFT: u32 = 15;
const FNV_BASIS: i32 = <i32>0x811c9dc5;
const FNV_PRIME: i32 = 0x01000193;
const MIX_A: i32 = <i32>0x85ebca6b;
const MIX_B: i32 = <i32>0xc2b2ae35;
const LONG_WORD: i32 = 0x01234567;
const WORD_BYTES_MAX: i32 = 24;
const STEM_BYTES: i32 = 5;
const BOUNDARY_BASE: i32 = 200;

const SPACE: u8 = 0;
const LETTER: u8 = 1;
const JOINER: u8 = 2;
const MULTI: u8 = 3;
/** Classes from here on are boundaries; the rest is which. */
const BOUNDARY: u8 = 16;

/** Scratch and tables; see classifier.ts for the layout. */
const SCRATCH: usize = 1024;
const CLASSES: usize = 1040;
const FOLDS: usize = 1296;
const NORMS: usize = 1552;
const LEET: usize = 1812;
const RING: usize = 1824;
const RESULTS: usize = 2080;
const WEIGHTS: usize = 2304;

/** Score of a text without words. */
const NOTHING: f32 = -1e9;
const RING_MASK: i32 = 15;
const SHORT_BLOCKS: i32 = 3;
const LONG_BLOCKS: i32 = 8;

let scaleResult: f32 = 0;
let scaleDefinition: f32 = 0;
let biasResultShort: f32 = 0;
let biasResultLong: f32 = 0;
let biasDefinitionShort: f32 = 0;
let biasDefinitionLong: f32 = 0;

// The word being read.
let length: i32 = 0;
let hash: i32 = 0;
let stem: i32 = 0;
let last: i32 = 0;
let joining: bool = false;
// A character of several bytes being read.
let lead: i32 = 0;
let second: i32 = 0;
let wanted: i32 = 0;
// What was before.
let previous: i32 = 0;
let earlier: i32 = 0;
let previousStem: i32 = 0;
// Position in the text of the first byte of the current run.
let offset: i32 = 0;
let words: i32 = 0;
let wordEnd: i32 = 0;
let inString: bool = false;
let sumResult: i32 = 0;
let sumDefinition: i32 = 0;

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

/** Forgets the best windows of earlier texts and starts a text. */
export function begin(): void {
  note(RESULTS, NOTHING, 0, 0);
  note(RESULTS + 12, NOTHING, 0, 0);
  startText();
}

function startText(): void {
  length = 0;
  joining = false;
  wanted = 0;
  previous = boundaryHash(4);
  earlier = previous;
  previousStem = 0;
  offset = 0;
  words = 0;
  sumResult = 0;
  sumDefinition = 0;
  store<i32>(RING, 0, 0);
  store<i32>(RING, 0, 4);
  store<i32>(RING, 0, 8);
}

/** Ends the text: what was begun is counted, the windows at its end are judged. */
export function endText(): void {
  if (length > 0) endWord(offset);
  if ((words & 7) !== 0) judge();
  startText();
}

function boundaryHash(id: i32): i32 {
  return (id + BOUNDARY_BASE) * MIX_A;
}

function lookUp(value: i32, feature: i32): i32 {
  let h = (value ^ (feature * <i32>0x9e3779b1)) * MIX_A;
  h ^= <i32>(<u32>h >> 15);
  h *= MIX_B;
  return <i32>load<u16>(WEIGHTS + ((<usize>(<u32>h >> FEATURES_SHIFT)) << 1));
}

function endWord(end: i32): void {
  let h = hash;
  let s = stem;
  if (length > WORD_BYTES_MAX) {
    h = LONG_WORD;
    s = LONG_WORD;
  } else if (length < STEM_BYTES) {
    s = h;
  }
  countWord(h, s, end);
  length = 0;
  joining = false;
}

function countWord(h: i32, s: i32, end: i32): void {
  wordEnd = end;
  const a = lookUp(h, 1);
  const b = lookUp((previous * 31) ^ h, 2);
  const c = lookUp((earlier * FNV_PRIME) ^ (h * 7), 3);
  const d = lookUp(s, 4);
  const e = lookUp((previousStem * 31) ^ s, 5);
  sumResult += <i32>(<i8>a) + <i32>(<i8>b) + <i32>(<i8>c) + <i32>(<i8>d) + <i32>(<i8>e);
  sumDefinition +=
    <i32>(<i8>(a >> 8)) + <i32>(<i8>(b >> 8)) + <i32>(<i8>(c >> 8)) + <i32>(<i8>(d >> 8)) + <i32>(<i8>(e >> 8));
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
}

function note(at: usize, score: f32, start: i32, end: i32): void {
  store<f32>(at, score, 0);
  store<i32>(at, start, 4);
  store<i32>(at, end, 8);
}

function boundary(id: i32, end: i32): void {
  if (length > 0) endWord(end);
  const h = boundaryHash(id);
  if (previous !== h) {
    earlier = previous;
    previous = h;
  }
}

function letter(c: i32): void {
  if (length === 0) hash = FNV_BASIS;
  last = c;
  if (length < WORD_BYTES_MAX) hash = (hash ^ c) * FNV_PRIME;
  length += 1;
  if (length === STEM_BYTES) stem = hash;
}

/** Reads a run of ASCII letters and digits; returns where it ends. */
function letters(from: usize, end: usize): usize {
  let p = from;
  let n = length;
  let h = n === 0 ? FNV_BASIS : hash;
  let before = n === 0 ? 0 : last;
  do {
    const raw = load<u8>(p);
    if (load<u8>(CLASSES + raw) !== LETTER) break;
    let c = <i32>load<u8>(FOLDS + raw);
    p += 1;
    if (c === 48) {
      // A number is one digit: which one it is says nothing. A digit behind a letter stands for one, as in leet.
      if (before === 48) continue;
      if (n > 0) c = <i32>load<u8>(LEET + (raw - 48));
    }
    before = c;
    if (n < WORD_BYTES_MAX) h = (h ^ c) * FNV_PRIME;
    n += 1;
    if (n === STEM_BYTES) stem = h;
  } while (p < end);
  hash = h;
  last = before;
  length = n;
  return p;
}

/** A character of several bytes is complete. */
function character(third: i32, end: i32): void {
  if (lead < 0xe0) {
    if (lead === 0xc2) {
      if (length > 0) endWord(end);
      return;
    }
    let low = third;
    let high = lead;
    // Capitals of Latin-1 and Cyrillic.
    if (high === 0xc3 && low >= 0x80 && low <= 0x9e) low += 0x20;
    else if (high === 0xd0 && low >= 0x90 && low <= 0x9f) low += 0x20;
    else if (high === 0xd0 && low >= 0xa0 && low <= 0xaf) {
      high = 0xd1;
      low -= 0x20;
    }
    letter(high);
    letter(low);
    return;
  }
  if (lead === 0xe2 && second === 0x80) {
    // The typographic apostrophe joins as the plain one does.
    if (third === 0x99 && length > 0) joining = true;
    else boundary(5, end);
    return;
  }
  if ((lead === 0xe3 && second === 0x80) || (lead === 0xef && second >= 0xbc && second <= 0xbd)) {
    boundary(1, end);
    return;
  }
  if (lead >= 0xe3 && lead <= 0xe9) {
    // Han and kana are written without blanks: each character is a word.
    if (length > 0) endWord(end);
    const h = (((((FNV_BASIS ^ lead) * FNV_PRIME) ^ second) * FNV_PRIME) ^ third) * FNV_PRIME;
    countWord(h, h, end);
    return;
  }
  letter(lead);
  letter(second);
  letter(third);
}

/** Reads bytes of the current text; words and characters may go on in the next call. */
export function feed(from: usize, size: i32): void {
  const end = from + <usize>size;
  const base = offset - <i32>from;
  let p = from;
  while (p < end) {
    const c = <i32>load<u8>(p);
    p += 1;
    const at = base + <i32>p;
    if (wanted > 0) {
      wanted -= 1;
      if (wanted === 0) character(c, at);
      else if (wanted === 1) second = c;
      continue;
    }
    const kind = load<u8>(CLASSES + c);
    if (kind === LETTER) {
      joining = false;
      p = letters(p - 1, end);
      continue;
    }
    if (kind === JOINER && length > 0 && !joining) {
      joining = true;
      continue;
    }
    if (joining) {
      // The apostrophe closed a quotation.
      boundary(5, at - 1);
      joining = false;
    }
    if (kind === SPACE) {
      if (length > 0) endWord(at - 1);
    } else if (kind === MULTI) {
      lead = c;
      wanted = c >= 0xe0 ? 2 : 1;
    } else {
      boundary(kind === JOINER ? 5 : <i32>(kind - BOUNDARY), at - 1);
    }
  }
  offset = base + <i32>end;
}

/**
 * Reads raw JSON: every string is a text of its own, its escapes undone, everything else is passed over. State is kept from
 * call to call. Returns how many bytes were taken: fewer only when an escape is cut off at the end and `final` is false.
 */
export function feedJson(from: usize, size: i32, final: bool): i32 {
  const end = from + <usize>size;
  let p = from;
  while (p < end) {
    if (!inString) {
      while (p < end && load<u8>(p) !== 34) p += 1;
      if (p === end) break;
      p += 1;
      inString = true;
      continue;
    }
    const start = p;
    let c: u8 = 0;
    while (p < end) {
      c = load<u8>(p);
      if (c === 34 || c === 92) break;
      p += 1;
    }
    if (p > start) feed(start, <i32>(p - start));
    if (p === end) break;
    if (c === 34) {
      endText();
      inString = false;
      p += 1;
      continue;
    }
    const left = <i32>(end - p);
    if (left < 12 && !final && escapeIsCut(p, left)) break;
    p += readEscape(p, left);
  }
  return <i32>(p - from);
}

export function beginJson(): void {
  begin();
  inString = false;
}

/** True when the escape starting at `p` may go on past the `left` bytes at hand, counting a following low surrogate. */
function escapeIsCut(p: usize, left: i32): bool {
  if (left < 2) return true;
  if (load<u8>(p, 1) !== 117) return false;
  if (left < 6) return true;
  return (hex4(p + 2) & 0xfc00) === 0xd800;
}

/** Reads the character that the escape at `p` stands for; returns the length of the escape. */
function readEscape(p: usize, left: i32): i32 {
  if (left < 2) return left;
  if (load<u8>(p, 1) !== 117 || left < 6) {
    store<u8>(SCRATCH, unescaped(load<u8>(p, 1)));
    feed(SCRATCH, 1);
    return 2;
  }
  const unit = hex4(p + 2);
  const pair = (unit & 0xfc00) === 0xd800 && left >= 12 && load<u8>(p, 6) === 92 && load<u8>(p, 7) === 117;
  if (pair && (hex4(p + 8) & 0xfc00) === 0xdc00) {
    // What lies beyond the basic plane is a boundary whatever it is.
    store<u8>(SCRATCH, 0xf0);
    feed(SCRATCH, 1);
    return 12;
  }
  feed(SCRATCH, putUnit((unit & 0xf800) === 0xd800 ? 0xfffd : unit));
  return 6;
}

function putUnit(c: i32): i32 {
  if (c < 0x80) {
    store<u8>(SCRATCH, <u8>c);
    return 1;
  }
  if (c < 0x800) {
    store<u8>(SCRATCH, <u8>(0xc0 | (c >> 6)));
    store<u8>(SCRATCH, <u8>(0x80 | (c & 63)), 1);
    return 2;
  }
  store<u8>(SCRATCH, <u8>(0xe0 | (c >> 12)));
  store<u8>(SCRATCH, <u8>(0x80 | ((c >> 6) & 63)), 1);
  store<u8>(SCRATCH, <u8>(0x80 | (c & 63)), 2);
  return 3;
}

function unescaped(c: u8): u8 {
  if (c === 110) return 10;
  if (c === 116) return 9;
  if (c === 114) return 13;
  if (c === 98) return 8;
  if (c === 102) return 12;
  return c;
}

function hex4(p: usize): i32 {
  return (
    (hexValue(load<u8>(p)) << 12) |
    (hexValue(load<u8>(p, 1)) << 8) |
    (hexValue(load<u8>(p, 2)) << 4) |
    hexValue(load<u8>(p, 3))
  );
}

function hexValue(c: u8): i32 {
  return c <= 57 ? (c - 48) & 15 : ((c | 32) - 87) & 15;
}
