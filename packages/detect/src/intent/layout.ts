/** Where the tables of intent.as.ts stand in its memory, and the numbers both sides must agree on. */
export const LAYOUT = {
  classes: 1040,
  folds: 1296,
  norms: 1552,
  leet: 1812,
  results: 2080,
  masks: 2304,
  inverses: 3328,
  nibbles: 3840,
  boundaryHashes: 3920,
  weights: 12_864,
} as const;

/** Buckets of the weight table; each holds one signed byte per head. */
export const BUCKET_BITS = 17;
export const BUCKETS = 1 << BUCKET_BITS;
export const HEADS = ['result', 'definition'] as const;
export type Head = (typeof HEADS)[number];

/** Letters of a word that are its stem. */
export const STEM_BYTES = 5;
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

export const FNV_PRIME = 0x01000193;
export const MIX_A = 0x85ebca6b | 0;
const BOUNDARY_BASE = 200;
/** What stands for a boundary where a word's hash would. */
export const boundaryHash = (id: number): number => Math.imul(id + BOUNDARY_BASE, MIX_A);

/** Letters that four words take together, and those that a block of bytes has room for. */
const STEPS = 12;
const BLOCK_BYTES = 64;

/** For each length of a word the bytes of sixteen that are its own. */
export const lengthMasks = (): Uint8Array =>
  Uint8Array.from({ length: BLOCK_BYTES * 16 }, (_, at) => (at % 16 < at >> 4 ? 255 : 0));

/** For each length of a word what takes back the steps that were too many: those of the word, and those of its stem. */
export function stepInverses(): Int32Array {
  // The inverse by Newton's method: each turn has twice as many bits right.
  let inverse = FNV_PRIME;
  for (let turn = 0; turn < 5; turn++) inverse = Math.imul(inverse, 2 - Math.imul(FNV_PRIME, inverse));
  const back = (steps: number): number => (steps > 0 ? Math.imul(back(steps - 1), inverse) : 1);
  return Int32Array.from({ length: BLOCK_BYTES * 2 }, (_, at) => back((at % 2 === 0 ? STEPS : STEM_BYTES) - (at >> 1)));
}

/** High halves of bytes, low halves, and the bit that both have in the tables: letters, digits, what may be a boundary, joiners. */
const NIBBLES: readonly (readonly [readonly number[], readonly number[], number])[] = [
  [[4, 6], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15], 1],
  [[5, 7], [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 2],
  [[3], [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], 4],
  [[2], [1, 2, 3, 8, 9, 10, 13, 14], 8],
  [[3], [10, 11, 12, 13, 14, 15], 16],
  [[5, 7], [11, 12, 13, 14], 32],
  [[0, 6], [0, 10, 13], 64],
  [[2], [7], 128],
];

/** Bits of letters and digits, and of what may be a boundary. */
const ALPHANUMERIC = 1 | 2 | 4;
const MAYBE_BOUNDARY = 8 | 16 | 32 | 64;

/**
 * What kind of byte it is, by its low half, then by its high half; both have the bit. Behind them, in sixteen bytes each, the bits of
 * a half, of letters and digits, and of boundaries.
 */
export function nibbleKinds(): Uint8Array {
  const kinds = new Uint8Array(80).fill(15, 32, 48).fill(ALPHANUMERIC, 48, 64).fill(MAYBE_BOUNDARY, 64, 80);
  for (const [high, low, bit] of NIBBLES) {
    for (const half of low) kinds[half] = (kinds[half] ?? 0) | bit;
    for (const half of high) kinds[16 + half] = (kinds[16 + half] ?? 0) | bit;
  }
  return kinds;
}

/** What each byte is as a boundary; nought for none. */
export function boundaryHashes(): Int32Array {
  return Int32Array.from(byteClasses(), (kind) =>
    kind > BYTE_CLASS.BOUNDARY ? boundaryHash(kind - BYTE_CLASS.BOUNDARY) : 0,
  );
}
