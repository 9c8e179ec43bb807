import {
  BACKSLASH,
  BRACE_CLOSE,
  BRACE_OPEN,
  BRACKET_CLOSE,
  BRACKET_OPEN,
  COLON,
  COMMA,
  keyEquals,
  QUOTE,
  SPACE,
} from './bytes.js';

/** Bytes `[start, end)`. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * Span of the value at an RFC 6901 pointer, null when nothing is there. Cost is linear in the bytes before the value's end.
 * @param bytes  JSON that {@link parseJson} accepted; for anything else the answer means nothing
 */
export const locate = (bytes: Buffer, pointer: string): Span | null => {
  let at = skipSpace(bytes, 0);
  for (let slash = 0; slash < pointer.length; ) {
    const next = pointer.indexOf('/', slash + 1);
    const end = next < 0 ? pointer.length : next;
    const found = descend(bytes, at, unescapeToken(pointer.slice(slash + 1, end)));
    if (found === null) return null;
    at = found;
    slash = end;
  }
  return { start: at, end: skipValue(bytes, at) };
};

/**
 * Spans of the items of the array at `pointer`, in order; empty when no array is there. Removing an item means removing its
 * span and one comma, see {@link keepElements}.
 * @param bytes  JSON that {@link parseJson} accepted
 */
export const elementSpans = (bytes: Buffer, pointer: string): Span[] => {
  const array = locate(bytes, pointer);
  if (array === null || bytes[array.start] !== BRACKET_OPEN) return [];
  const spans: Span[] = [];
  let at = skipSpace(bytes, array.start + 1);
  while (at < array.end && bytes[at] !== BRACKET_CLOSE) {
    const end = skipValue(bytes, at);
    if (end === at) break;
    spans.push({ start: at, end });
    at = skipSeparator(bytes, end);
  }
  return spans;
};

/** A step of an RFC 6901 pointer as the name it means. */
export const unescapeToken = (token: string): string =>
  token.includes('~') ? token.replaceAll('~1', '/').replaceAll('~0', '~') : token;

const descend = (bytes: Buffer, at: number, token: string): number | null => {
  if (bytes[at] === BRACE_OPEN) return findMember(bytes, at, token);
  if (bytes[at] === BRACKET_OPEN && /^(0|[1-9]\d{0,8})$/.test(token)) return findItem(bytes, at, Number(token));
  return null;
};

const findMember = (bytes: Buffer, object: number, key: string): number | null => {
  let at = skipSpace(bytes, object + 1);
  while (at < bytes.length && bytes[at] !== BRACE_CLOSE) {
    const keyEnd = skipString(bytes, at);
    const value = skipSpace(bytes, skipSpace(bytes, keyEnd) + 1);
    if (keyEquals(bytes, at, keyEnd, key)) return value;
    at = skipSeparator(bytes, skipValue(bytes, value));
  }
  return null;
};

const findItem = (bytes: Buffer, array: number, index: number): number | null => {
  let at = skipSpace(bytes, array + 1);
  for (let i = 0; at < bytes.length && bytes[at] !== BRACKET_CLOSE; i++) {
    if (i === index) return at;
    const end = skipValue(bytes, at);
    if (end === at) return null;
    at = skipSeparator(bytes, end);
  }
  return null;
};

export const skipSpace = (bytes: Buffer, from: number): number => {
  let at = from;
  for (;;) {
    const byte = bytes[at];
    if (byte !== SPACE && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) return at;
    at++;
  }
};

/** From the end of a value to the next one, over the comma; to the closing bracket when there is none. */
export const skipSeparator = (bytes: Buffer, from: number): number => {
  const at = skipSpace(bytes, from);
  return bytes[at] === COMMA ? skipSpace(bytes, at + 1) : at;
};

/** How a byte outside strings changes the depth; a string is told apart by its quote. */
const DEPTH = new Int8Array(256);
DEPTH[BRACE_OPEN] = 1;
DEPTH[BRACKET_OPEN] = 1;
DEPTH[BRACE_CLOSE] = -1;
DEPTH[BRACKET_CLOSE] = -1;
const STRING = 2;
DEPTH[QUOTE] = STRING;

/** End of the value that starts at `from`; the end of the input when it is not closed. Brackets are only counted. */
export const skipValue = (bytes: Buffer, from: number): number => {
  const first = bytes[from];
  if (first === QUOTE) return skipString(bytes, from);
  if (first !== BRACE_OPEN && first !== BRACKET_OPEN) return skipScalar(bytes, from);
  const depths = DEPTH;
  const { length } = bytes;
  let depth = 0;
  let at = from;
  while (at < length) {
    const change = depths[bytes[at] ?? 0] ?? 0;
    if (change === 0) at++;
    else if (change === STRING) at = skipString(bytes, at);
    else {
      at++;
      depth += change;
      if (depth === 0) return at;
    }
  }
  return length;
};

/** 1 for bytes that end a number or a word. */
const ENDS_SCALAR = new Uint8Array(256).fill(1, 0, SPACE + 1);
for (const byte of [COMMA, COLON, QUOTE, BRACE_CLOSE, BRACKET_CLOSE]) ENDS_SCALAR[byte] = 1;

const skipScalar = (bytes: Buffer, from: number): number => {
  const ends = ENDS_SCALAR;
  const { length } = bytes;
  let at = from;
  while (at < length && ends[bytes[at] ?? 0] === 0) at++;
  return at;
};

/** Bytes looked at one by one before the native search takes over: keys and short values never pay for the call. */
const SHORT_STRING = 48;

/** End of the string whose opening quote is at `from`; the end of the input when it is not closed. */
export const skipString = (bytes: Buffer, from: number): number => {
  let at = from + 1;
  for (;;) {
    for (const stop = Math.min(at + SHORT_STRING, bytes.length); at < stop; at++) {
      const byte = bytes[at];
      if (byte === QUOTE) return at + 1;
      if (byte === BACKSLASH) at++;
    }
    if (at >= bytes.length) return bytes.length;
    const quote = bytes.indexOf(QUOTE, at);
    if (quote < 0) return bytes.length;
    if (!isEscaped(bytes, at, quote)) return quote + 1;
    at = quote + 1;
  }
};

/** Whether an odd number of backslashes stands before `quote`; none of them belongs to what is before `floor`. */
const isEscaped = (bytes: Buffer, floor: number, quote: number): boolean => {
  let at = quote;
  while (at > floor && bytes[at - 1] === BACKSLASH) at--;
  return (quote - at) % 2 === 1;
};
