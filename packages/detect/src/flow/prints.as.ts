/**
 * AssemblyScript, compiled to the bytes in prints.generated.ts by scripts/build-prints.mjs; not part of the TypeScript build.
 *
 * Passes over UTF-8 bytes, JSON escapes undone or left out on the way. The first rolls a hash over the last folded
 * characters and keeps one in STRIDE, for results; the second keeps every one, for arguments. Neither has a branch that depends
 * on the text, but for `\u`. The third looks for tokens worth following where digits or an at sign stand. What folds to what is
 * in fold.ts, which fills the tables.
 */

const RUN_CHARS: i32 = 16;
const STRIDE: i32 = 8;
const TOKEN_CHARS_MIN: i32 = 6;
const TOKEN_CHARS_MAX: i32 = 64;
const DENSE_BYTES: usize = 65536;
const FOLDS: usize = 0;
const BLANKS: usize = 256;
const GEARS: usize = 512;
const TOKEN_SEED: u32 = 0x811c9dc5;
const TOKEN_PRIME: u32 = 0x01000193;
const CHAR: u32 = 0x30;
const JOINER: u32 = 1;
const SPACE: u32 = 2;
const QUOTE: u32 = 3;
const BACKSLASH: u32 = 0x5c;
const AT: u32 = 0x40;

let hash: u32 = 0;
let inValue: i32 = 0;
let since: i32 = 0;
/** Folded characters so far, and whether a backslash was the last one: of a text that comes in blocks. */
let chars: i32 = 0;
let wasEscape: u32 = 0;

function mixRun(value: u32): u32 {
  const spread: u32 = (value ^ (value >> 15)) * 0x2c1b3c6d;
  const mixed = spread ^ (spread >> 13);
  return mixed === 0 ? 1 : mixed;
}

function foldOf(byte: u32): u32 {
  return load<u8>(FOLDS + <usize>byte);
}

function isDigit(byte: u32): bool {
  return byte - 0x30 < 10;
}

function roll(folded: u32): void {
  hash = (hash << 2) + load<u32>(GEARS + ((<usize>folded) << 2));
  inValue += 1;
  since += 1;
}

function hexOf(byte: u32): i32 {
  if (isDigit(byte)) return byte - 0x30;
  const lower = byte | 0x20;
  return lower - 0x61 < 6 ? lower - 0x57 : -1;
}

/** Rolls over the character an escape stands for, as UTF-8; halves of pairs each on their own. */
function rollEscape(at: usize): void {
  let code = 0;
  for (let i: usize = 0; i < 4; i++) {
    const digit = hexOf(load<u8>(at + i));
    if (digit < 0) return;
    code = (code << 4) | digit;
  }
  if (code < 0x80) {
    const folded = foldOf(code);
    if (folded >= CHAR) roll(folded);
  } else if (code < 0x800) {
    roll(0xc0 | (code >> 6));
    roll(0x80 | (code & 63));
  } else {
    roll(0xe0 | (code >> 12));
    roll(0x80 | ((code >> 6) & 63));
    roll(0x80 | (code & 63));
  }
}

/** @returns how many prints stand at `out`; there is room for `most` and one more */
export function printRuns(source: usize, length: usize, out: usize, most: i32): i32 {
  const end = source + length;
  const dense = source + DENSE_BYTES;
  let count = 0;
  let escaped: u32 = 0;
  let at = source;
  hash = 0;
  inValue = 0;
  // The first run is whole when it has all its characters.
  since = STRIDE - RUN_CHARS;
  while (at < end && count < most) {
    const byte: u32 = load<u8>(at);
    if (u32(byte === 0x75) & escaped) {
      rollEscape(at + 1);
      at += 5;
      escaped = 0;
      continue;
    }
    const folded: u32 = foldOf(byte);
    const counts = u32(folded >= CHAR) & ~(escaped & load<u8>(BLANKS + <usize>byte));
    hash = select<u32>((hash << 2) + load<u32>(GEARS + ((<usize>folded) << 2)), hash, counts);
    inValue += counts;
    since += counts;
    const quote = u32(folded === QUOTE);
    // The beginning of a value is kept whatever stands before, so that the same value leaves the same prints, and so is its end,
    // so that short values are found whole.
    const stride = at < dense ? STRIDE : 2 * STRIDE;
    const begins = counts & (u32(since >= stride) | (u32(inValue === RUN_CHARS) & u32(since > 0)));
    const ends = quote & u32(inValue >= RUN_CHARS) & u32(since > 0);
    store<u32>(out + ((<usize>count) << 2), hash);
    const keep = begins | ends;
    count += keep;
    since = select<i32>(0, since, keep);
    inValue = select<i32>(0, inValue, quote);
    escaped = u32(byte === BACKSLASH);
    at += 1;
  }
  if (since > 0 && count < most) {
    store<u32>(out + ((<usize>count) << 2), hash);
    count += 1;
  }
  for (let i = 0; i < count; i++) {
    const place = out + ((<usize>i) << 2);
    store<u32>(place, mixRun(load<u32>(place)));
  }
  return count;
}

/** Begins a text that `printEvery` is given block by block. @param before  hash of the text it goes on from, if it does */
export function beginRuns(before: u32, charsBefore: i32): void {
  hash = before;
  chars = charsBefore;
  wasEscape = 0;
}

/** Rolling hash at the end of what was read. */
export function tailHash(): u32 {
  return hash;
}

/** Folded characters read, those before included. */
export function tailChars(): i32 {
  return chars;
}

/** @returns how many prints stand at `out`, one for every whole run of the block; there is room for `length` and one more */
export function printEvery(source: usize, length: usize, out: usize): i32 {
  const end = source + length;
  let place = out;
  let at = source;
  let escaped = wasEscape;
  while (at < end) {
    const byte: u32 = load<u8>(at);
    if (u32(byte === 0x75) & escaped) {
      inValue = 0;
      rollEscape(at + 1);
      chars += inValue;
      store<u32>(place, mixRun(hash));
      place += <usize>(u32(chars >= RUN_CHARS) << 2);
      at += 5;
      escaped = 0;
      continue;
    }
    const folded: u32 = foldOf(byte);
    const counts = u32(folded >= CHAR) & ~(escaped & load<u8>(BLANKS + <usize>byte));
    hash = select<u32>((hash << 2) + load<u32>(GEARS + ((<usize>folded) << 2)), hash, counts);
    chars += counts;
    store<u32>(place, mixRun(hash));
    place += <usize>((counts & u32(chars >= RUN_CHARS)) << 2);
    escaped = u32(byte === BACKSLASH);
    at += 1;
  }
  wasEscape = escaped;
  return i32((place - out) >> 2);
}

/** Writes a text from its end to its beginning; the bytes of one character stay in their order. */
export function turnRound(source: usize, length: usize, out: usize): void {
  let end = source + length;
  let place = out;
  while (end > source) {
    let start = end - 1;
    while (start > source && (load<u8>(start) & 0xc0) === 0x80) start -= 1;
    for (let at = start; at < end; at++) {
      store<u8>(place, load<u8>(at));
      place += 1;
    }
    end = start;
  }
}

/** Where the next digit or at sign stands; blocks of 16 without one cost next to nothing. There is slack behind the end. */
function nextSign(from: usize, end: usize): usize {
  let at = from;
  while (at < end) {
    const block = v128.load(at);
    const digits = i8x16.lt_u(i8x16.sub(block, i8x16.splat(0x30)), i8x16.splat(10));
    const mask = i8x16.bitmask(v128.or(digits, i8x16.eq(block, i8x16.splat(0x40))));
    if (mask !== 0) return at + <usize>ctz<i32>(mask);
    at += 16;
  }
  return end;
}

/** The beginning of the token a sign stands in; not before `floor`. */
function tokenStart(sign: usize, floor: usize): usize {
  let at = sign;
  while (at > floor) {
    const kind = foldOf(load<u8>(at - 1));
    if (kind < CHAR && kind !== JOINER) break;
    at -= 1;
  }
  // The letter of `\n` is no part of it.
  const isEscaped = at > floor && load<u8>(at - 1) === BACKSLASH;
  return isEscaped && load<u8>(BLANKS + <usize>load<u8>(at)) !== 0 ? at + 1 : at;
}

/** @returns how many prints of tokens stand at `out`; there is room for `most` */
export function printTokens(source: usize, bytes: usize, out: usize, most: i32): i32 {
  const end = source + bytes;
  let count = 0;
  let at = nextSign(source, end);
  let floor = source;
  while (at < end && count < most) {
    let token: u32 = TOKEN_SEED;
    let length = 0;
    let digits = 0;
    let isAddress = false;
    let previous: u32 = 0;
    at = tokenStart(at, floor);
    for (; at < end; at++) {
      const byte: u32 = load<u8>(at);
      const folded = foldOf(byte);
      if (folded >= CHAR) {
        token = (token ^ folded) * TOKEN_PRIME;
        length += 1;
        digits += i32(folded < 0x3a);
        previous = byte;
      } else if (folded === JOINER) {
        if (byte === AT) isAddress = length > 0;
        previous = byte;
      } else if (!(folded === SPACE && isDigit(previous) && isDigit(load<u8>(at + 1)))) {
        break;
      }
    }
    const fits = length >= TOKEN_CHARS_MIN && length <= TOKEN_CHARS_MAX;
    if (fits && (isAddress || digits >= 4 || (digits >= 2 && length >= 8))) {
      store<u32>(out + ((<usize>count) << 2), mixRun(((token ^ length) * 0x297a2d39) ^ 0x5bd1e995));
      count += 1;
    }
    floor = at;
    at = nextSign(at, end);
  }
  return count;
}
