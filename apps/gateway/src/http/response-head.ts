import type { HeaderList } from '../pipeline/transport.js';

const REASONS: Readonly<Record<number, string>> = {
  200: 'OK',
  202: 'Accepted',
  204: 'No Content',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  406: 'Not Acceptable',
  408: 'Request Timeout',
  409: 'Conflict',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  417: 'Expectation Failed',
  422: 'Unprocessable Content',
  429: 'Too Many Requests',
  431: 'Request Header Fields Too Large',
  500: 'Internal Server Error',
  501: 'Not Implemented',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
  505: 'HTTP Version Not Supported',
};

const COMMON = 'Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n';
/** Headers that say what an answer is. */
const KINDS = {
  json: `Content-Type: application/json\r\n${COMMON}`,
  stream: `Content-Type: text/event-stream\r\nX-Accel-Buffering: no\r\n${COMMON}`,
  metrics: `Content-Type: text/plain; version=0.0.4\r\n${COMMON}`,
  empty: COMMON,
} as const;

export type ResponseKind = keyof typeof KINDS;

export interface ResponseHead {
  readonly status: number;
  readonly kind: ResponseKind;
  /** Headers beside those of its kind. */
  readonly headers: HeaderList;
  /** Bytes of the body, or by what else its end is known. */
  readonly body: number | 'chunked' | 'close';
  /** For how long the connection is kept; null when this is its last answer. */
  readonly keepAliveSeconds: number | null;
}

/**
 * Writes the head of an answer, as latin1.
 * @throws RangeError for a header that could begin another one
 */
export const responseHead = ({ status, kind, headers, body, keepAliveSeconds }: ResponseHead): string => {
  let text = beginningOf(status, kind, keepAliveSeconds);
  for (let i = 0; i + 1 < headers.length; i += 2) text += headerLine(headers[i] ?? '', headers[i + 1] ?? '');
  return `${text}${dateLine()}${bodyLine(status, body)}\r\n`;
};

/** There are a few dozen of them, so each is written once. */
const beginnings = new Map<string, string>();

const beginningOf = (status: number, kind: ResponseKind, keepAliveSeconds: number | null): string => {
  const isGood = status === 200 && kind === 'json';
  if (isGood && keepAliveSeconds === usualSeconds) return usualBeginning;
  const shape = `${status}${kind}${keepAliveSeconds}`;
  const text = beginnings.get(shape) ?? writeBeginning(status, kind, keepAliveSeconds);
  beginnings.set(shape, text);
  if (isGood) {
    usualSeconds = keepAliveSeconds;
    usualBeginning = text;
  }
  return text;
};

const writeBeginning = (status: number, kind: ResponseKind, keepAliveSeconds: number | null): string => {
  const connection =
    keepAliveSeconds === null
      ? 'Connection: close\r\n'
      : `Connection: keep-alive\r\nKeep-Alive: timeout=${keepAliveSeconds}\r\n`;
  return `HTTP/1.1 ${status} ${REASONS[status] ?? 'Unknown'}\r\n${KINDS[kind]}${connection}`;
};

/** The last one of a good answer, which is nearly all there are: found without a name for it. */
let usualSeconds: number | null | undefined;
let usualBeginning = '';

/** What may stand in a header; anything else could begin one of its own. */
const FIELD = /^[\t\x20-\x7e\x80-\xff]*$/;

const headerLine = (name: string, value: string): string => {
  if (!FIELD.test(name) || !FIELD.test(value)) throw new RangeError(`the header ${name} cannot be sent`);
  return `${name}: ${value}\r\n`;
};

const bodyLine = (status: number, body: ResponseHead['body']): string => {
  if (body === 'chunked') return 'Transfer-Encoding: chunked\r\n';
  return body === 'close' || status === 204 ? '' : `Content-Length: ${body}\r\n`;
};

const SECOND_MS = 1_000;
let dateText = '';
let dateUntil = 0;

const dateLine = (): string => {
  const now = Date.now();
  if (now >= dateUntil || now < dateUntil - SECOND_MS) {
    dateText = `Date: ${new Date(now).toUTCString()}\r\n`;
    dateUntil = now - (now % SECOND_MS) + SECOND_MS;
  }
  return dateText;
};
