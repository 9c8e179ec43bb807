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

/** What may stand in a header; anything else could begin one of its own. */
const FIELD = /^[\t\x20-\x7e\x80-\xff]*$/;

/** Heads by status, headers and what becomes of the connection: a handful, asked for with every answer. */
const KNOWN_MAX = 256;
const known = new Map<string, string>();

/** How the body of an answer is delimited. */
export type Delimiter = number | 'chunked' | 'close';

export interface ResponseHead {
  readonly status: number;
  readonly headers: HeaderList;
  /** Bytes, or by what else its end is known. */
  readonly body: Delimiter;
  readonly keepAlive: boolean;
}

/**
 * Writes the head of an answer, as latin1.
 * @throws RangeError for a header that could begin another one
 */
export const responseHead = ({ status, headers, body, keepAlive }: ResponseHead): string =>
  `${linesOf(status, headers, keepAlive)}${dateLine()}${bodyLine(status, body)}\r\n`;

const linesOf = (status: number, headers: HeaderList, keepAlive: boolean): string => {
  const shape = `${keepAlive ? 'k' : 'c'}${status}${headers.length === 0 ? '' : headers.join('\n')}`;
  const found = known.get(shape);
  if (found !== undefined) return found;
  let lines = `HTTP/1.1 ${status} ${REASONS[status] ?? 'Unknown'}\r\n`;
  for (let i = 0; i + 1 < headers.length; i += 2) lines += headerLine(headers[i] ?? '', headers[i + 1] ?? '');
  lines += keepAlive ? KEPT : 'Connection: close\r\n';
  if (known.size >= KNOWN_MAX) known.clear();
  known.set(shape, lines);
  return lines;
};
