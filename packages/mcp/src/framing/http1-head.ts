import { FramingError } from './framing-error.js';

/** How the end of a response body is known. */
export type BodyFraming =
  | { readonly kind: 'none' | 'chunked' | 'until_close' }
  | { readonly kind: 'length'; readonly bytes: number };

/** Head of an HTTP/1.1 response. Names are lower case; values have no white space around them and no control characters. */
export interface Http1Head {
  readonly status: number;
  /** Name and value in turn, in the order they came. */
  readonly rawHeaders: readonly string[];
  readonly framing: BodyFraming;
  /** Whether the connection may carry another response after this one. */
  readonly keepAlive: boolean;
}

/** First value of a header, undefined when it is absent. `name` in lower case. */
export const headerValue = ({ rawHeaders }: Pick<Http1Head, 'rawHeaders'>, name: string): string | undefined => {
  for (let i = 0; i < rawHeaders.length; i += 2) {
    if (rawHeaders[i] === name) return rawHeaders[i + 1];
  }
  return undefined;
};

const STATUS_LINE = /^HTTP\/1\.([01]) ([1-9]\d\d)(?: [\t\x20-\x7e\x80-\xff]*)?$/;
/** Bit 0: may stand in a name (`token`). Bit 1: may stand in a value. Tables, because regular expressions took twice as long. */
const CHARACTERS = Uint8Array.from({ length: 256 }, (_, code) => {
  const token = /[!#$%&'*+\-.^_`|~0-9A-Za-z]/.test(String.fromCharCode(code)) ? 1 : 0;
  const value = code === 0x09 || (code >= 0x20 && code !== 0x7f) ? 2 : 0;
  return token | value;
});
const TOKEN = 1;
const FIELD_VALUE = 2;

/** Whether every character of latin1 text is of a class. */
const consistsOf = (text: string, kind: typeof TOKEN | typeof FIELD_VALUE): boolean => {
  for (let i = 0; i < text.length; i++) {
    if (((CHARACTERS[text.charCodeAt(i)] ?? 0) & kind) === 0) return false;
  }
  return true;
};

const DIGITS = /^\d{1,15}$/;
const HEADERS_MAX = 128;

/**
 * Reads a head, given as latin1 text without its final empty line. Strict, because two readers of one response must never
 * disagree where it ends: no folded lines, no space before a colon, one length at most, `chunked` alone as transfer coding.
 * @throws FramingError `malformed`
 * @see RFC 9112 sections 4, 5, 6.3
 */
export const parseHead = (text: string): Http1Head => {
  const lineEnd = text.indexOf('\r\n');
  const match = STATUS_LINE.exec(lineEnd < 0 ? text : text.slice(0, lineEnd));
  if (match === null) malformed('the status line is not HTTP/1.1');
  const isHttp11 = match[1] === '1';
  const status = Number(match[2]);
  const fields = lineEnd < 0 ? NO_FIELDS : parseFields(text, lineEnd + 2);
  const framing = framingOf(status, isHttp11, fields);
  const keepAlive = isPersistent(isHttp11, fields.connection) && framing.kind !== 'until_close';
  return { status, rawHeaders: fields.raw, framing, keepAlive };
};

interface Fields {
  readonly raw: string[];
  /** The fields that framing depends on, as often as they were given. */
  readonly lengths: string[];
  readonly codings: string[];
  /** All `connection` fields as one list, undefined when there is none. */
  connection: string | undefined;
}

const NO_FIELDS: Fields = { raw: [], lengths: [], codings: [], connection: undefined };

const parseFields = (text: string, from: number): Fields => {
  const fields: Fields = { raw: [], lengths: [], codings: [], connection: undefined };
  for (let start = from; start <= text.length; ) {
    const lineEnd = text.indexOf('\r\n', start);
    const end = lineEnd < 0 ? text.length : lineEnd;
    const [name, value] = parseField(text.slice(start, end));
    fields.raw.push(name, value);
    if (name === 'content-length') fields.lengths.push(value);
    else if (name === 'transfer-encoding') fields.codings.push(value);
    else if (name === 'connection') fields.connection = `${fields.connection ?? ''},${value.toLowerCase()}`;
    start = end + 2;
  }
  if (fields.raw.length > 2 * HEADERS_MAX) malformed('there are too many headers');
  return fields;
};

const isPersistent = (isHttp11: boolean, connection: string | undefined): boolean => {
  if (connection === undefined) return isHttp11;
  if (isHttp11 && connection === ',keep-alive') return true;
  const options = connection.split(',').map((option) => option.trim());
  return isHttp11 ? !options.includes('close') : options.includes('keep-alive');
};

/** Checks one line of a head or trailer and splits it. */
export const parseField = (line: string): [name: string, value: string] => {
  const colon = line.indexOf(':');
  const name = line.slice(0, Math.max(colon, 0));
  if (name === '' || !consistsOf(name, TOKEN)) malformed('a header has no proper name');
  const value = trimSpace(line, colon + 1);
  if (!consistsOf(value, FIELD_VALUE)) malformed('a header holds control characters');
  return [name.toLowerCase(), value];
};

const framingOf = (status: number, isHttp11: boolean, { lengths, codings }: Fields): BodyFraming => {
  const [length] = lengths;
  if (codings.length > 0) {
    if (length !== undefined) malformed('the body has both a length and a transfer coding');
    if (!isHttp11 || codings.length > 1 || codings[0]?.toLowerCase() !== 'chunked') {
      malformed('the transfer coding is not chunked alone');
    }
  }
  if (length !== undefined && (lengths.length > 1 || !DIGITS.test(length))) malformed('the length is not one number');
  if (status < 200 || status === 204 || status === 304) {
    if (codings.length > 0) malformed('an answer without a body has a transfer coding');
    return { kind: 'none' };
  }
  if (codings.length > 0) return { kind: 'chunked' };
  return length === undefined ? { kind: 'until_close' } : { kind: 'length', bytes: Number(length) };
};

/** What follows `from`, without the spaces and tabs around it; `trim` would take more than HTTP does. */
const trimSpace = (text: string, from: number): string => {
  let start = from;
  let end = text.length;
  while (start < end && isSpace(text.charCodeAt(start))) start++;
  while (end > start && isSpace(text.charCodeAt(end - 1))) end--;
  return text.slice(start, end);
};

const isSpace = (code: number): boolean => code === 0x20 || code === 0x09;

function malformed(message: string): never {
  throw new FramingError('malformed', message);
}
