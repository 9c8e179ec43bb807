import { FramingError } from './framing-error.js';
import { endOfTarget, endOfToken, type Fields, malformed, parseFields } from './http1-fields.js';
import { lengthOf } from './http1-head.js';
import type { ReadHead } from './http1-head-collector.js';

/** How the end of a request body is known. */
export type RequestFraming =
  | { readonly kind: 'none' | 'chunked' }
  | { readonly kind: 'length'; readonly bytes: number };

/** Head of an HTTP/1.1 request. Names are lower case; values have no white space around them and no control characters. */
export interface Http1RequestHead {
  readonly method: string;
  /** False for HTTP/1.0, which has no chunks. */
  readonly isHttp11: boolean;
  /** Path and query as they came, beginning with `/`; `*` for `OPTIONS` of the server itself. */
  readonly target: string;
  /** Name and value in turn, in the order they came. */
  readonly rawHeaders: readonly string[];
  readonly framing: RequestFraming;
  /**
   * Whether the client may send another request on this connection. Never so for HTTP/1.0, nor behind an offer to switch
   * protocols: what follows could be in either.
   */
  readonly keepAlive: boolean;
  /** Whether the client waits for `100 Continue` before it sends the body. */
  readonly expectsContinue: boolean;
}

/** The methods of RFC 9110, 5789 and of QUERY; CONNECT would make a tunnel of the connection and is none of them. */
const METHODS: ReadonlySet<string> = new Set([
  ...['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'TRACE', 'PATCH', 'QUERY'],
]);
const NO_BODY: RequestFraming = Object.freeze({ kind: 'none' });
const CHUNKED: RequestFraming = Object.freeze({ kind: 'chunked' });

/**
 * Reads the head of a request, given as latin1 text without its final empty line. Strict beyond what the standard asks for,
 * so that whoever stands before or behind us reads the same request: see docs/decisions/0013.
 * @throws FramingError
 * @see RFC 9112 sections 3, 5, 6.3
 */
export const parseRequestHead = (text: string): ReadHead<Http1RequestHead> => {
  const methodEnd = endOfToken(text, 0);
  const targetEnd = endOfTarget(text, methodEnd + 1);
  const isHttp11 = text.startsWith(' HTTP/1.1\r\n', targetEnd);
  if (!isHttp11 && !text.startsWith(' HTTP/1.0\r\n', targetEnd)) refuseVersion(text, targetEnd);
  const method = text.slice(0, methodEnd);
  if (methodEnd === 0 || text.charCodeAt(methodEnd) !== 0x20) malformed('the request line is not HTTP/1.1');
  if (!METHODS.has(method)) throw new FramingError('unsupported', 'the method is not known');
  const target = text.slice(methodEnd + 1, targetEnd);
  if (target.charCodeAt(0) !== 0x2f && !(target === '*' && method === 'OPTIONS')) {
    malformed('the target is not a path');
  }
  const fields = parseFields(text, targetEnd + REST_OF_LINE);
  if (fields.hosts > 1 || (fields.hosts === 0 && isHttp11)) malformed('the request does not name one host');
  const framing = framingOf(isHttp11, fields);
  const head = {
    method,
    isHttp11,
    target,
    rawHeaders: fields.raw,
    framing,
    keepAlive: isHttp11 && fields.isPersistent(true) && fields.connection?.includes('upgrade') !== true,
    expectsContinue: isHttp11 && expectsContinue(fields),
  };
  return { head, length: fields.lengthPlace };
};

const REST_OF_LINE = ' HTTP/1.1\r\n'.length;

const VERSION = /^ HTTP\/\d\.\d\r\n/;

function refuseVersion(text: string, at: number): never {
  if (VERSION.test(text.slice(at, at + REST_OF_LINE))) {
    throw new FramingError('version', 'the version is not HTTP/1.1');
  }
  malformed('the request line is not HTTP/1.1');
}

const framingOf = (isHttp11: boolean, fields: Fields): RequestFraming => {
  const bytes = lengthOf(fields);
  if (fields.paddedFraming) malformed('white space stands behind the length or coding');
  if (fields.codings > 0) {
    // A coding that HTTP/1.0 does not have, read as nothing by one reader and as chunks by the other.
    if (!isHttp11 || fields.codings > 1) malformed('the transfer coding is not chunked alone');
    if (fields.coding?.toLowerCase() !== 'chunked') {
      throw new FramingError('unsupported', 'the transfer coding is not chunked alone');
    }
    return CHUNKED;
  }
  return bytes === null || bytes === 0 ? NO_BODY : { kind: 'length', bytes };
};

const expectsContinue = ({ expectation }: Fields): boolean => {
  if (expectation === undefined) return false;
  if (expectation !== '100-continue') throw new FramingError('expectation', 'the expectation is not known');
  return true;
};
