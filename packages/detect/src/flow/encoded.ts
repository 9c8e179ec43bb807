/** Shortest encoded text that is read: what it says has eight characters and more. */
export const ENCODED_MIN = 12;
const HEX_DIGITS_MIN = 16;
/** Of so many bytes of a reading none may be a control character. */
const CHECKED_BYTES = 512;
/** Of so many characters of a reading one may be none. */
const BROKEN_IN = 20;

const IN_BASE64 = 1;
const HEX_DIGIT = 2;
/** Stands in a text that is nothing but hex. */
const IN_HEX = 4;
/** Stands in a text that is nothing but lines of base64. */
const IN_BLOCK = 8;
const CLASS = classTable();
const SIXTETS = sixtetTable();
const EQUALS = 0x3d;

/**
 * Whether a text may stand for another in hex or base64. Says yes too often, never too rarely; long words and ids look like base64 and
 * are told by their first bytes, which are no text. Linear; of words shorter than twelve characters only the end is looked at.
 */
export function mayBeEncoded(bytes: Uint8Array, from: number, to: number): boolean {
  let parts = 0;
  for (let at = from; at + ENCODED_MIN <= to; ) {
    // A run of twelve that begins here or later has this place in it, or begins behind it.
    const probe = at + ENCODED_MIN - 1;
    if (!isOf(IN_BASE64, bytes[probe])) {
      at = probe + 1;
      continue;
    }
    let start = probe;
    while (start > at && isOf(IN_BASE64, bytes[start - 1])) start -= 1;
    let end = probe + 1;
    while (end < to && isOf(IN_BASE64, bytes[end])) end += 1;
    if (end - start >= ENCODED_MIN) {
      parts += 1;
      if (mayReadBase64(bytes, start, end) || hasHexPart(bytes, start, end)) return true;
    }
    at = end + 1;
  }
  if (parts > 1 && isAllOf(IN_BLOCK, bytes, from, to) && mayReadBase64(bytes, from, to)) return true;
  return to - from >= HEX_DIGITS_MIN && isAllOf(IN_HEX, bytes, from, to) && mayReadHex(bytes, from, to);
}

const isOf = (kind: number, byte = 0): boolean => ((CLASS[byte] ?? 0) & kind) !== 0;

function isAllOf(kind: number, bytes: Uint8Array, from: number, to: number): boolean {
  let at = from;
  while (at < to && isOf(kind, bytes[at])) at += 1;
  return at === to;
}

function hasHexPart(bytes: Uint8Array, from: number, to: number): boolean {
  let start = from;
  for (let at = from; at <= to; at += 1) {
    if (at < to && isOf(HEX_DIGIT, bytes[at])) continue;
    if (at - start >= HEX_DIGITS_MIN && mayReadHex(bytes, start, at)) return true;
    start = at + 1;
  }
  return false;
}

function mayReadBase64(bytes: Uint8Array, from: number, to: number): boolean {
  const reading = new Reading((to - from) * 0.75);
  let bits = 0;
  let held = 0;
  for (let at = from; at < to; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte === EQUALS) return true;
    const sixtet = SIXTETS[byte] ?? -1;
    if (sixtet < 0) continue;
    bits = ((bits << 6) | sixtet) & 0xffff;
    held += 6;
    if (held < 8) continue;
    held -= 8;
    if (!reading.goesOn((bits >> held) & 0xff)) return false;
  }
  return true;
}

function mayReadHex(bytes: Uint8Array, from: number, to: number): boolean {
  const reading = new Reading((to - from) * 0.5);
  // The nought of `0x` is none of the digits.
  let at = bytes[from] === 0x30 && ((bytes[from + 1] ?? 0) | 0x20) === 0x78 ? from + 2 : from;
  let high = -1;
  for (; at < to; at += 1) {
    const byte = bytes[at] ?? 0;
    if (!isOf(HEX_DIGIT, byte)) continue;
    const digit = byte < 0x40 ? byte - 0x30 : (byte | 0x20) - 0x57;
    if (high < 0) high = digit;
    else {
      if (!reading.goesOn(high * 16 + digit)) return false;
      high = -1;
    }
  }
  return true;
}

/** Reads bytes until they can be no text any more. */
class Reading {
  private read = 0;
  private broken = 0;
  private previous = 0;
  private readonly brokenMax: number;

  /** @param bytes  there are at most */
  constructor(bytes: number) {
    this.brokenMax = bytes / BROKEN_IN;
  }

  goesOn(byte: number): boolean {
    const { previous } = this;
    this.previous = byte;
    this.read += 1;
    if (byte < 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) return this.read > CHECKED_BYTES;
    const isTail = byte >= 0x80 && byte < 0xc0;
    // A byte that begins a character and has none after it, one that ends a character none began, one that is in no text.
    if ((previous >= 0xc2 && previous < 0xf5 && !isTail) || (isTail && previous < 0x80)) this.broken += 1;
    if (byte === 0xc0 || byte === 0xc1 || byte >= 0xf5) this.broken += 1;
    return this.broken <= this.brokenMax;
  }
}

function classTable(): Uint8Array {
  const table = new Uint8Array(256);
  const mark = (chars: string, kind: number): void => {
    for (const char of chars) table[char.charCodeAt(0)] = (table[char.charCodeAt(0)] ?? 0) | kind;
  };
  mark('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/_-', IN_BASE64 | IN_BLOCK);
  mark('0123456789abcdefABCDEF', HEX_DIGIT | IN_HEX);
  mark(':xX', IN_HEX);
  mark(' \t\n\v\f\r', IN_HEX | IN_BLOCK);
  mark('=', IN_BLOCK);
  // White space of other scripts is among these.
  for (let byte = 0x80; byte < 0x100; byte += 1) table[byte] = IN_HEX | IN_BLOCK;
  return table;
}

function sixtetTable(): Int8Array {
  const table = new Int8Array(256).fill(-1);
  const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  [...digits].forEach((char, value) => {
    table[char.charCodeAt(0)] = value;
  });
  table[0x2d] = 62;
  table[0x5f] = 63;
  return table;
}
