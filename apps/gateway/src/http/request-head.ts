/**
 * The headers the gateway acts on, read once from the raw list. `req.headers` would build an object of all of them and
 * silently join or drop repeated ones, which is how a gateway and its peer come to see different requests.
 */
export interface RequestHead {
  readonly method: string;
  readonly authorization: string | null;
  readonly sessionId: string | null;
  readonly protocolVersion: string | null;
  readonly accept: string | null;
  readonly contentType: string | null;
  readonly contentLength: number | null;
  readonly contentEncoding: string | null;
  readonly origin: string | null;
  readonly host: string | null;
  readonly lastEventId: string | null;
  readonly traceparent: string | null;
  /** Lower-case name of the first header that was sent twice though it decides something; null when all is well. */
  readonly repeated: string | null;
}

type Field = Exclude<keyof RequestHead, 'method' | 'contentLength' | 'repeated'> | 'contentLengthText';

const FIELDS: Readonly<Record<string, Field>> = Object.assign(Object.create(null), {
  authorization: 'authorization',
  'mcp-session-id': 'sessionId',
  'mcp-protocol-version': 'protocolVersion',
  accept: 'accept',
  'content-type': 'contentType',
  'content-length': 'contentLengthText',
  'content-encoding': 'contentEncoding',
  origin: 'origin',
  host: 'host',
  'last-event-id': 'lastEventId',
  traceparent: 'traceparent',
});

/** `Accept` is a list that HTTP allows on several lines; every other header here has one value or is an attack. */
const JOINED = 'accept';

/**
 * Reads one request's head.
 * @param rawHeaders  alternating names and values, as `IncomingMessage.rawHeaders`
 */
export const readRequestHead = (method: string, rawHeaders: readonly string[]): RequestHead => {
  const head: { -readonly [K in Field]: string | null } & { repeated: string | null } = {
    authorization: null,
    sessionId: null,
    protocolVersion: null,
    accept: null,
    contentType: null,
    contentLengthText: null,
    contentEncoding: null,
    origin: null,
    host: null,
    lastEventId: null,
    traceparent: null,
    repeated: null,
  };
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    const name = (rawHeaders[i] ?? '').toLowerCase();
    const field = FIELDS[name];
    if (field === undefined) continue;
    const value = rawHeaders[i + 1] ?? '';
    const seen = head[field];
    if (seen === null) head[field] = value;
    else if (name === JOINED) head[field] = `${seen}, ${value}`;
    else head.repeated ??= name;
  }
  const { contentLengthText, ...rest } = head;
  return { ...rest, method, contentLength: contentLengthText === null ? null : Number(contentLengthText) };
};
