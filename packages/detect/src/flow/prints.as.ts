/**
 * AssemblyScript, compiled to the bytes in prints.generated.ts by scripts/build-prints.mjs; not part of the TypeScript build.
 *
 * Passes over UTF-8 bytes. The characters that count are written one behind the other, folded, JSON escapes undone or left out;
 * over them hashes of the last ones are made: of one place in STRIDE for results, of every place for arguments. Another pass looks
 * for tokens worth following where digits or an at sign stand. What folds to what is
 * in fold.ts, which fills the tables.
 */

const RUN_CHARS: i32 = 16;
const STRIDE: i32 = 8;
const TOKEN_CHARS_MIN: i32 = 6;
const TOKEN_CHARS_MAX: i32 = 64;
const DENSE_CHARS: i32 = 65536;
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
let valueCount: i32 = 0;
/** Folded characters so far, of a text that comes in blocks. */
let chars: i32 = 0;

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

function hexOf(byte: u32): i32 {
  if (isDigit(byte)) return byte - 0x30;
  const lower = byte | 0x20;
  return lower - 0x61 < 6 ? lower - 0x57 : -1;
}

/** Writes what counts of the character an escape stands for, as UTF-8; halves of pairs each on their own. @returns where it ends */
function condenseEscape(at: usize, place: usize): usize {
  let code = 0;
  for (let i: usize = 0; i < 4; i++) {
    const digit = hexOf(load<u8>(at + i));
    if (digit < 0) return place;
    code = (code << 4) | digit;
  }
  if (code < 0x80) {
    const folded = foldOf(code);
    store<u8>(place, folded);
    return place + <usize>u32(folded >= CHAR);
  }
  if (code < 0x800) {
    store<u8>(place, 0xc0 | (code >> 6));
    store<u8>(place + 1, 0x80 | (code & 63));
    return place + 2;
  }
  store<u8>(place, 0xe0 | (code >> 12));
  store<u8>(place + 1, 0x80 | ((code >> 6) & 63));
  store<u8>(place + 2, 0x80 | (code & 63));
  return place + 3;
}

/** Writes the characters of a text that count, without the others. @returns how many; sets `valueCount` */
function condense(source: usize, length: usize, dense: usize, values: usize): usize {
  const end = source + length;
  let at = source;
  let place = dense;
  let value = values;
  while (at < end) {
    const byte: u32 = load<u8>(at);
    if (byte === BACKSLASH) {
      at += 1;
      const next: u32 = load<u8>(at);
      if (next === 0x75) {
        place = condenseEscape(at + 1, place);
        at += 5;
      } else if (load<u8>(BLANKS + <usize>next) !== 0) at += 1;
      continue;
    }
    const folded = foldOf(byte);
    store<u8>(place, folded);
    place += <usize>u32(folded >= CHAR);
    store<u32>(value, u32(place - dense));
    value += <usize>(u32(folded === QUOTE) << 2);
    at += 1;
  }
  store<u32>(value, u32(place - dense));
  valueCount = i32((value - values) >> 2);
  return place - dense;
}

/** Hash of the eight characters before a place. */
function hashOfEight(before: usize): u32 {
  let sum: u32 = 0;
  for (let i: usize = 0; i < 8; i++) sum = (sum << 2) + load<u32>(GEARS + ((<usize>load<u8>(before - 8 + i)) << 2));
  return sum;
}

/**
 * Keeps one run in STRIDE, half as many of what stands far behind. The beginning of a value is kept whatever stands before, so that the
 * same value leaves the same prints, and so is its end, so that short values are found whole.
 * @param dense  room for the characters, @param values  and for the ends of values
 * @returns how many prints stand at `out`; there is room for `most` and one more
 */
export function printRuns(source: usize, length: usize, out: usize, most: i32, dense: usize, values: usize): i32 {
  condense(source, length, dense, values);
  let count = 0;
  let kept = RUN_CHARS - STRIDE;
  let start = 0;
  let last: u32 = 0;
  let lastAt = 0;
  for (let value = 0; value <= valueCount && count < most; value++) {
    const end: i32 = load<i32>(values + ((<usize>value) << 2));
    const whole = start + RUN_CHARS;
    while (count < most) {
      const stride = kept < DENSE_CHARS ? STRIDE : 2 * STRIDE;
      let next = kept + stride;
      // The first whole run of the value comes before its turn.
      if (whole > kept && whole < next) next = whole;
      if (next > end) {
        const ends = value < valueCount ? end - start >= RUN_CHARS && end > kept : end > kept && end >= RUN_CHARS;
        if (!ends) break;
        next = end;
      }
      const place = dense + <usize>next;
      const first = next - 8 === lastAt ? last : hashOfEight(place - 8);
      last = hashOfEight(place);
      lastAt = next;
      const hash = (first << 16) + last;
      store<u32>(out + ((<usize>count) << 2), mixRun(hash));
      count += 1;
      kept = next;
      if (next === end) break;
    }
    start = end;
  }
  return count;
}

/** Begins a text that `printEvery` is given block by block. @param before  hash of the text it goes on from, if it does */
export function beginRuns(before: u32, charsBefore: i32): void {
  hash = before;
  chars = charsBefore;
}

/** Rolling hash at the end of what was read. */
export function tailHash(): u32 {
  return hash;
}

/** Folded characters read, those before included. */
export function tailChars(): i32 {
  return chars;
}

/**
 * @param dense  room for the characters, @param values  and for the ends of values
 * @returns how many prints stand at `out`, one for every whole run of the block; there is room for `length`
 */
export function printEvery(source: usize, length: usize, out: usize, dense: usize, values: usize): i32 {
  const end = dense + condense(source, length, dense, values);
  let at = dense;
  let rolled = hash;
  for (; at < end && chars < RUN_CHARS - 1; at++) {
    rolled = (rolled << 2) + load<u32>(GEARS + ((<usize>load<u8>(at)) << 2));
    chars += 1;
  }
  let place = out;
  chars += i32(end - at);
  for (; at < end; at++) {
    rolled = (rolled << 2) + load<u32>(GEARS + ((<usize>load<u8>(at)) << 2));
    store<u32>(place, mixRun(rolled));
    place += 4;
  }
  hash = rolled;
  return i32((place - out) >> 2);
}

/** Writes a text from its end to its beginning; the bytes of one character stay in their order. */
export function turnRound(source: usize, length: usize, out: usize): void {
  let end = source + length;
  let place = out;
  while (end > source) {
    let start = end - 1;
    const last: u32 = load<u8>(start);
    if (last < 0x80) {
      store<u8>(place, last);
      place += 1;
      end = start;
      continue;
    }
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
