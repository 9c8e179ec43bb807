/** Folded characters a run has: what the 32 bits of a rolling hash reach back to, two bits a character. */
export const RUN_CHARS = 16;
/** Of so many neighbouring runs of a result one is kept. A shared text of `RUN_CHARS + STRIDE - 1` characters is found for certain. */
export const STRIDE = 8;
/** Folded characters a token has. */
export const TOKEN_CHARS_MIN = 6;
export const TOKEN_CHARS_MAX = 64;

export const BACKSLASH = 0x5c;
export const LETTER_U = 0x75;

/** A character that counts stands for itself, in lower case; 0 is what is left out: white space, punctuation, control characters. */
export const FOLD: Uint8Array = foldTable();
/** A random word for each folded character. */
export const GEAR: Int32Array = gearTable();

/** What becomes of a character that is left out. */
export const BREAK = 0;
/** Stands inside tokens: `a-b`, `x@y.z`. */
export const JOINER = 1;
/** Between digits it joins, elsewhere it breaks: `4111 1111`. */
export const SPACE = 2;
/** Ends a quoted value. */
export const QUOTE = 3;
export const KIND: Uint8Array = kindTable();

/** Escapes that stand for white space; the letter goes with the backslash. */
export const isBlankEscape = (code: number): boolean =>
  code === 0x6e || code === 0x72 || code === 0x74 || code === 0x62 || code === 0x66;

/** How a print is told to other processes: its bits spread. Never 0. */
export const toShared = (print: number): number => {
  const spread = Math.imul(print ^ (print >>> 15), 0x2c1b3c6d);
  return (spread ^ (spread >>> 13)) >>> 0 || 1;
};

/** The print another process meant. */
export const fromShared = (shared: number): number => {
  const spread = Math.imul(shared ^ (shared >>> 13) ^ (shared >>> 26), 0x64ea2d65);
  return (spread ^ (spread >>> 15) ^ (spread >>> 30)) >>> 0;
};

export const TOKEN_SEED = 0x811c9dc5;
export const addToToken = (hash: number, folded: number): number => Math.imul(hash ^ folded, 0x01000193);
/** Print of a token. They share a table with runs and must not be taken for one. */
export const tokenPrint = (hash: number, length: number): number =>
  (Math.imul(hash ^ length, 0x297a2d39) ^ 0x5bd1e995) >>> 0 || 1;

/**
 * Whether so short a text is worth following by itself: an address, a number, a key; not a word. Digits decide, because words
 * have none.
 */
export const isTelling = (length: number, digits: number, isAddress: boolean): boolean =>
  length >= TOKEN_CHARS_MIN && length <= TOKEN_CHARS_MAX && (isAddress || digits >= 4 || (digits >= 2 && length >= 8));

/** UTF-8 of a code point. */
export function utf8OfPoint(point: number): readonly number[] {
  if (point < 0x80) return [point];
  if (point < 0x800) return [0xc0 | (point >> 6), 0x80 | (point & 63)];
  if (point < 0x10000) return [0xe0 | (point >> 12), 0x80 | ((point >> 6) & 63), 0x80 | (point & 63)];
  return [0xf0 | (point >> 18), 0x80 | ((point >> 12) & 63), 0x80 | ((point >> 6) & 63), 0x80 | (point & 63)];
}

function foldTable(): Uint8Array {
  const table = new Uint8Array(256);
  for (let code = 0x30; code <= 0x39; code += 1) table[code] = code;
  for (let code = 0x61; code <= 0x7a; code += 1) {
    table[code] = code;
    table[code - 0x20] = code;
  }
  for (let code = 0x80; code < 0x100; code += 1) table[code] = code;
  return table;
}

function gearTable(): Int32Array {
  const table = new Int32Array(256);
  let state = 0x9e3779b9;
  for (let index = 0; index < 256; index += 1) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    table[index] = state;
  }
  return table;
}

function kindTable(): Uint8Array {
  const table = new Uint8Array(256).fill(BREAK);
  for (const char of '-_.@+/') table[char.charCodeAt(0)] = JOINER;
  for (const char of ' ()') table[char.charCodeAt(0)] = SPACE;
  for (const char of `"'`) table[char.charCodeAt(0)] = QUOTE;
  return table;
}
