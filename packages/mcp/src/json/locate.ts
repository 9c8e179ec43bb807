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

/** End of the value that starts at `from`; the end of the input when it is not closed. Brackets are only counted. */
export const skipValue = (bytes: Buffer, from: number): number => {
  const first = bytes[from];
  if (first === QUOTE) return skipString(bytes, from);
  if (first !== BRACE_OPEN && first !== BRACKET_OPEN) return skipScalar(bytes, from);
  let depth = 0;
  let at = from;
  while (at < bytes.length) {
    const byte = bytes[at];
    if (byte === QUOTE) {
      at = skipString(bytes, at);
      continue;
    }
    at++;
    if (byte === BRACE_OPEN || byte === BRACKET_OPEN) depth++;
    else if ((byte === BRACE_CLOSE || byte === BRACKET_CLOSE) && --depth === 0) return at;
  }
  return bytes.length;
};

const skipScalar = (bytes: Buffer, from: number): number => {
  let at = from;
  for (;;) {
    const byte = bytes[at];
    if (byte === undefined || byte <= SPACE || byte === COMMA || byte === BRACE_CLOSE || byte === BRACKET_CLOSE)
      return at;
    if (byte === COLON || byte === QUOTE) return at;
    at++;
  }
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
