/** Where the tables of intent.as.ts stand in its memory, and the numbers both sides must agree on. */
export const LAYOUT = {
  classes: 1040,
  folds: 1296,
  norms: 1552,
  leet: 1812,
  results: 2080,
  weights: 2304,
} as const;

/** Buckets of the weight table; each holds one signed byte per head. */
export const BUCKET_BITS = 17;
export const BUCKETS = 1 << BUCKET_BITS;
export const HEADS = ['result', 'definition'] as const;
export type Head = (typeof HEADS)[number];

export const BLOCK_WORDS = 8;
export const SHORT_BLOCKS = 3;
export const LONG_BLOCKS = 8;

const SPACE = 0;
const LETTER = 1;
const JOINER = 2;
const MULTI = 3;
const BOUNDARY = 16;
export const BYTE_CLASS = { SPACE, LETTER, JOINER, MULTI, BOUNDARY } as const;

/** Id of a boundary for a character above the basic plane: an emoji, mostly. */
const BOUNDARY_ASTRAL = 9;
const BOUNDARIES = ['.!', '?', ':;', '\n\r', '"`', '<>', '[]{}()', '|', '*#=~-'];

/** Class of each byte: letters and digits, the apostrophe, first bytes of longer characters, boundaries by kind. */
export function byteClasses(): Uint8Array {
  const classes = new Uint8Array(256).fill(SPACE);
  for (let byte = 0; byte < 128; byte++) if (/[A-Za-z0-9]/.test(String.fromCharCode(byte))) classes[byte] = LETTER;
  BOUNDARIES.forEach((chars, index) => {
    for (const char of chars) classes[char.charCodeAt(0)] = BOUNDARY + index + 1;
  });
  classes["'".charCodeAt(0)] = JOINER;
  classes.fill(MULTI, 0xc2, 0xf0);
  classes.fill(BOUNDARY + BOUNDARY_ASTRAL, 0xf0);
  return classes;
}

/** Letters without case, digits without value. */
export function byteFolds(): Uint8Array {
  return Uint8Array.from({ length: 256 }, (_, byte) => {
    const char = String.fromCharCode(byte);
    if (/[0-9]/.test(char)) return 48;
    return /[A-Z]/.test(char) ? byte + 32 : byte;
  });
}

/** The letter each digit looks like; those that look like none stay a digit. */
export const leetLetters = (): Uint8Array => Buffer.from('oizeasgtbg');

/** What the sum over so many words is multiplied with: windows of different length are compared. */
export function lengthNorms(): Float32Array {
  return Float32Array.from({ length: LONG_BLOCKS * BLOCK_WORDS + 1 }, (_, words) => 1 / Math.sqrt(Math.max(8, words)));
}
