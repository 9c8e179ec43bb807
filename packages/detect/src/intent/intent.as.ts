/**
 * AssemblyScript, compiled to the bytes in intent-wasm.generated.ts by scripts/build-wasm.mjs; not part of the TypeScript
 * build. The same arithmetic, written to be read, stands in reference.ts; a test holds the two equal.
 *
 * One pass over UTF-8 bytes. Words are folded and hashed; each looks up five weights of a head (itself, after its
 * neighbour, after the word before that, its stem, its stem after its neighbour's) in a table of bytes. Sums over the last
 * 24 and the last 64 words, taken every eight words, are the scores of windows; the greatest is the text's.
 *
 * Words of ASCII letters alone and numbers, most of most texts, are found 64 bytes at a time (plain.as.ts), all others byte by byte
 * here. Both are kept (words.as.ts) and hashed and weighed four at a time.
 */

import { after, undoEscapes } from '../scan/json.as';
import { plainWords } from './plain.as';
import { boundaryHash, countWords, forgetWindows, startWords } from './windows.as';
import { addBoundary, addHashed, hashWords, isFull, readFrom, wordCount } from './words.as';

export { choose, configure, doubtCount } from './windows.as';

const FNV_BASIS: i32 = <i32>0x811c9dc5;
const FNV_PRIME: i32 = 0x01000193;
const LONG_WORD: i32 = 0x01234567;
/** A number, whichever: one digit. */
const NUMBER: i32 = (FNV_BASIS ^ 48) * FNV_PRIME;
const WORD_BYTES_MAX: i32 = 24;
const STEM_BYTES: i32 = 5;
/** So few bytes are read one by one. */
const SHORT_BYTES: usize = 24;

const SPACE: u8 = 0;
const LETTER: u8 = 1;
const JOINER: u8 = 2;
const MULTI: u8 = 3;
/** Classes from here on are boundaries; the rest is which. */
const BOUNDARY: u8 = 16;
const QUOTE: i32 = 5;
const DOUBLE_QUOTE: u8 = 34;

/** Tables; see layout.ts. */
const CLASSES: usize = 1040;
const FOLDS: usize = 1296;
const LEET: usize = 1812;

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
// Position in the text of the first byte of the current run.
let offset: i32 = 0;
let inString: bool = false;
/** Room for what a chunk of JSON says. */
let decoded: usize = 0;

export function configureJson(at: usize): void {
  decoded = at;
}

/** Forgets the best windows of earlier texts and starts a text. */
export function begin(): void {
  forgetWindows();
  startText();
}

function startText(): void {
  length = 0;
  joining = false;
  wanted = 0;
  offset = 0;
  startWords();
}

/** Ends the text: what was begun is counted, the windows at its end are judged. */
export function endText(): void {
  if (length > 0) endWord(offset);
  countWords(true);
  startText();
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
  addHashed(h, s, end);
  length = 0;
  joining = false;
}

function boundary(id: i32, end: i32): void {
  if (length > 0) endWord(end);
  addBoundary(wordCount(), boundaryHash(id));
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
    else boundary(QUOTE, end);
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
    addHashed(h, h, end);
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
  readFrom(base);
  while (p < end) {
    if (isFull()) countWords(false);
    if (length === 0 && wanted === 0 && !joining && end - p >= SHORT_BYTES) {
      p = plainWords(p, end, NUMBER);
      if (p === end) break;
      if (isFull()) continue;
    }
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
      boundary(QUOTE, at - 1);
      joining = false;
    }
    if (kind === SPACE) {
      if (length > 0) endWord(at - 1);
    } else if (kind === MULTI) {
      lead = c;
      wanted = c >= 0xe0 ? 2 : 1;
    } else {
      boundary(kind === JOINER ? QUOTE : <i32>(kind - BOUNDARY), at - 1);
    }
  }
  offset = base + <i32>end;
  // What the words were read from will be written over.
  hashWords();
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
      while (p < end && load<u8>(p) !== DOUBLE_QUOTE) p += 1;
      if (p === end) break;
      p += 1;
      inString = true;
      continue;
    }
    const stop = undoEscapes(p, end, decoded, DOUBLE_QUOTE, final);
    feed(decoded, <i32>(stop - decoded));
    p = after;
    if (p === end || load<u8>(p) !== DOUBLE_QUOTE) break;
    endText();
    inString = false;
    p += 1;
  }
  return <i32>(p - from);
}

export function beginJson(): void {
  begin();
  inString = false;
}
