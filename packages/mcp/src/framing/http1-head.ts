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
export const headerValue = (head: Pick<Http1Head, 'rawHeaders'>, name: string): string | undefined => {
  const at = head.rawHeaders.findIndex((entry, index) => index % 2 === 0 && entry === name);
  return at < 0 ? undefined : head.rawHeaders[at + 1];
};

const STATUS_LINE = /^HTTP\/1\.([01]) ([1-9]\d\d)(?: [\t\x20-\x7e\x80-\xff]*)?$/;
const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const FIELD_VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;
const DIGITS = /^\d{1,15}$/;
const HEADERS_MAX = 128;

/**
 * Reads a head, given as latin1 text without its final empty line. Strict, because two readers of one response must never
 * disagree where it ends: no folded lines, no space before a colon, one length at most, `chunked` alone as transfer coding.
 * @throws FramingError `malformed`
 * @see RFC 9112 sections 4, 5, 6.3
 */
export const parseHead = (text: string): Http1Head => {
  const [statusLine = '', ...lines] = text.split('\r\n');
  const match = STATUS_LINE.exec(statusLine);
  if (match === null) malformed('the status line is not HTTP/1.1');
  if (lines.length > HEADERS_MAX) malformed('there are too many headers');
  const rawHeaders = lines.flatMap(parseField);
  const minor = match[1];
  const status = Number(match[2]);
  const framing = framingOf(status, minor === '1', rawHeaders);
  const options = valuesOf(rawHeaders, 'connection')
    .join(',')
    .toLowerCase()
    .split(',')
    .map((option) => option.trim());
  const persistent = minor === '1' ? !options.includes('close') : options.includes('keep-alive');
  return { status, rawHeaders, framing, keepAlive: persistent && framing.kind !== 'until_close' };
};

/** Checks one line of a head or trailer and splits it. */
export const parseField = (line: string): [name: string, value: string] => {
  const colon = line.indexOf(':');
  const name = line.slice(0, Math.max(colon, 0));
  if (!TOKEN.test(name)) malformed('a header has no proper name');
  const value = trimSpace(line.slice(colon + 1));
  if (!FIELD_VALUE.test(value)) malformed('a header holds control characters');
  return [name.toLowerCase(), value];
};

const framingOf = (status: number, isHttp11: boolean, rawHeaders: readonly string[]): BodyFraming => {
  const lengths = valuesOf(rawHeaders, 'content-length');
  const codings = valuesOf(rawHeaders, 'transfer-encoding');
  if (codings.length > 0) {
    if (lengths.length > 0) malformed('the body has both a length and a transfer coding');
    if (!isHttp11 || codings.length > 1 || codings[0]?.toLowerCase() !== 'chunked') {
      malformed('the transfer coding is not chunked alone');
    }
  }
  if (lengths.length > 1 || lengths.some((length) => !DIGITS.test(length))) malformed('the length is not one number');
  if (status < 200 || status === 204 || status === 304) {
    if (codings.length > 0) malformed('an answer without a body has a transfer coding');
    return { kind: 'none' };
  }
  if (codings.length > 0) return { kind: 'chunked' };
  return lengths[0] === undefined ? { kind: 'until_close' } : { kind: 'length', bytes: Number(lengths[0]) };
};

const valuesOf = (rawHeaders: readonly string[], name: string): string[] =>
  rawHeaders.filter((_, index) => index % 2 === 1 && rawHeaders[index - 1] === name);

/** Without the spaces and tabs around it; `trim` would take more than HTTP does. */
const trimSpace = (text: string): string => {
  let start = 0;
  let end = text.length;
  while (start < end && isSpace(text.charCodeAt(start))) start++;
  while (end > start && isSpace(text.charCodeAt(end - 1))) end--;
  return text.slice(start, end);
};

const isSpace = (code: number): boolean => code === 0x20 || code === 0x09;

function malformed(message: string): never {
  throw new FramingError('malformed', message);
}
