import { type Fields, malformed, parseFields } from './http1-fields.js';
import type { ReadHead } from './http1-head-collector.js';

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

const STATUS_LINE = /^HTTP\/1\.([01]) ([1-9]\d\d)(?: [\t\x20-\x7e\x80-\xff]*)?\r\n/;

/**
 * Reads a head, given as latin1 text without its final empty line. Strict, because two readers of one response must never
 * disagree where it ends: no folded lines, no space before a colon, one length at most, `chunked` alone as transfer coding.
 * @throws FramingError
 * @see RFC 9112 sections 4, 5, 6.3
 */
export const parseHead = (text: string): ReadHead<Http1Head> => {
  const match = STATUS_LINE.exec(text) ?? malformed('the status line is not HTTP/1.1');
  const isHttp11 = match[1] === '1';
  const status = Number(match[2]);
  const fields = parseFields(text, match[0].length);
  const framing = framingOf(status, isHttp11, fields);
  const keepAlive = framing.kind !== 'until_close' && fields.isPersistent(isHttp11);
  return { head: { status, rawHeaders: fields.raw, framing, keepAlive }, length: fields.lengthPlace };
};

const framingOf = (status: number, isHttp11: boolean, fields: Fields): BodyFraming => {
  const bytes = lengthOf(fields);
  if (fields.codings > 0 && (!isHttp11 || fields.codings > 1 || fields.coding?.toLowerCase() !== 'chunked')) {
    malformed('the transfer coding is not chunked alone');
  }
  if (status < 200 || status === 204 || status === 304) {
    if (fields.codings > 0) malformed('an answer without a body has a transfer coding');
    return { kind: 'none' };
  }
  if (fields.codings > 0) return { kind: 'chunked' };
  return bytes === null ? { kind: 'until_close' } : { kind: 'length', bytes };
};

const DIGITS = /^\d{1,15}$/;

/**
 * The one length of a body; null when none is given. Two, even equal ones, or one beside a transfer coding are refused.
 * @throws FramingError
 * @see RFC 9112 section 6.3
 */
export const lengthOf = ({ length, lengths, codings }: Fields): number | null => {
  if (length === undefined) return null;
  if (codings > 0) malformed('the body has both a length and a transfer coding');
  if (lengths > 1 || !DIGITS.test(length)) malformed('the length is not one number');
  return Number(length);
};
