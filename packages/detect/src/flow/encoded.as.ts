/** AssemblyScript, part of prints.as.ts: whether a text may stand for another in hex or base64. */

/** Shortest encoded text that is read: what it says has eight characters and more. */
export const ENCODED_MIN: i32 = 12;
const HEX_DIGITS_MIN: usize = 16;
/** Of so many bytes of a reading none may be a control character. */
const CHECKED_BYTES: i32 = 512;
/** Of so many characters of a reading one may be none. */
const BROKEN_IN: i32 = 20;
const EQUALS: u32 = 0x3d;

const IN_BASE64: u32 = 1;
const HEX_DIGIT: u32 = 2;
/** Stands in a text that is nothing but hex. */
const IN_HEX: u32 = 4;
/** Stands in a text that is nothing but lines of base64. */
const IN_BLOCK: u32 = 8;
/** What each byte may stand in; filled by encoded.ts. */
export const CLASSES: usize = memory.data(256, 16);
/** What each digit of base64 is worth; 255 for all else. */
export const SIXTETS: usize = memory.data(256, 16);

/** Bytes read, of them broken, the last one, and how many may be broken. */
let read: i32 = 0;
let broken: i32 = 0;
let previous: u32 = 0;
let brokenMax: i32 = 0;

// @inline
function isOf(kind: u32, byte: u32): bool {
  return (load<u8>(CLASSES + <usize>byte) & kind) !== 0;
}

function isAllOf(kind: u32, from: usize, to: usize): bool {
  let at = from;
  while (at < to && isOf(kind, load<u8>(at))) at += 1;
  return at === to;
}

/** @param bytes  there are at most */
function beginReading(bytes: i32): void {
  read = 0;
  broken = 0;
  previous = 0;
  brokenMax = bytes / BROKEN_IN;
}

/** Reads a byte. @returns false once what was read can be no text any more */
function goesOn(byte: u32): bool {
  const before = previous;
  previous = byte;
  read += 1;
  if (byte < 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) return read > CHECKED_BYTES;
  const isTail = byte >= 0x80 && byte < 0xc0;
  // A byte that begins a character and has none after it, one that ends a character none began, one that is in no text.
  if ((before >= 0xc2 && before < 0xf5 && !isTail) || (isTail && before < 0x80)) broken += 1;
  if (byte === 0xc0 || byte === 0xc1 || byte >= 0xf5) broken += 1;
  return broken <= brokenMax;
}

function mayReadBase64(from: usize, to: usize): bool {
  beginReading((i32(to - from) * 3) / 4);
  let bits: u32 = 0;
  let held = 0;
  for (let at = from; at < to; at++) {
    const byte: u32 = load<u8>(at);
    if (byte === EQUALS) return true;
    const sixtet: u32 = load<u8>(SIXTETS + <usize>byte);
    if (sixtet > 63) continue;
    bits = ((bits << 6) | sixtet) & 0xffff;
    held += 6;
    if (held < 8) continue;
    held -= 8;
    if (!goesOn((bits >> held) & 0xff)) return false;
  }
  return true;
}

function mayReadHex(from: usize, to: usize): bool {
  beginReading(i32(to - from) / 2);
  // The nought of `0x` is none of the digits.
  let at = load<u8>(from) === 0x30 && (load<u8>(from + 1) | 0x20) === 0x78 ? from + 2 : from;
  let high: u32 = 16;
  for (; at < to; at++) {
    const byte: u32 = load<u8>(at);
    if (!isOf(HEX_DIGIT, byte)) continue;
    const digit = byte < 0x40 ? byte - 0x30 : (byte | 0x20) - 0x57;
    if (high > 15) high = digit;
    else {
      if (!goesOn(high * 16 + digit)) return false;
      high = 16;
    }
  }
  return true;
}

function hasHexPart(from: usize, to: usize): bool {
  for (let at = from; at + HEX_DIGITS_MIN <= to; ) {
    // A part that begins here or later has this place in it, or begins behind it.
    const probe = at + HEX_DIGITS_MIN - 1;
    if (!isOf(HEX_DIGIT, load<u8>(probe))) {
      at = probe + 1;
      continue;
    }
    let start = probe;
    while (start > at && isOf(HEX_DIGIT, load<u8>(start - 1))) start -= 1;
    let end = probe + 1;
    while (end < to && isOf(HEX_DIGIT, load<u8>(end))) end += 1;
    if (end - start >= HEX_DIGITS_MIN && mayReadHex(start, end)) return true;
    at = end + 1;
  }
  return false;
}

/** Which of sixteen bytes may stand in base64. */
// @inline
function base64Mask(at: usize): u32 {
  const block = v128.load(at);
  const lower = v128.or(block, i8x16.splat(0x20));
  const letters = i8x16.lt_u(i8x16.sub(lower, i8x16.splat(0x61)), i8x16.splat(26));
  const digits = i8x16.lt_u(i8x16.sub(block, i8x16.splat(0x30)), i8x16.splat(10));
  const plus = v128.or(i8x16.eq(block, i8x16.splat(0x2b)), i8x16.eq(block, i8x16.splat(0x2f)));
  const dash = v128.or(i8x16.eq(block, i8x16.splat(0x2d)), i8x16.eq(block, i8x16.splat(0x5f)));
  return i8x16.bitmask(v128.or(v128.or(letters, digits), v128.or(plus, dash)));
}

/** Where the next run of twelve and more begins; not before `to` when there is none. There is slack behind the end. */
function nextRun(from: usize, to: usize): usize {
  let near = base64Mask(from);
  for (let at = from; at + <usize>ENCODED_MIN <= to; at += 16) {
    const far = base64Mask(at + 16);
    const both = near | (far << 16);
    const two = both & (both >> 1);
    const four = two & (two >> 2);
    const runs = four & (four >> 4) & (four >> 8);
    if ((runs & 0xffff) !== 0) return at + <usize>ctz<u32>(runs);
    near = far;
  }
  return to;
}

/**
 * Says yes too often, never too rarely; long words and ids look like base64 and are told by their first bytes, which are no text.
 * Linear; nearly free for words shorter than twelve characters.
 */
export function mayBeEncoded(from: usize, to: usize): bool {
  let parts = 0;
  for (let start = nextRun(from, to); start + <usize>ENCODED_MIN <= to; ) {
    let end = start + 1;
    while (end < to && isOf(IN_BASE64, load<u8>(end))) end += 1;
    if (i32(end - start) >= ENCODED_MIN) {
      parts += 1;
      if (mayReadBase64(start, end) || hasHexPart(start, end)) return true;
    }
    start = nextRun(end, to);
  }
  if (parts > 1 && isAllOf(IN_BLOCK, from, to) && mayReadBase64(from, to)) return true;
  return to - from >= HEX_DIGITS_MIN && isAllOf(IN_HEX, from, to) && mayReadHex(from, to);
}
