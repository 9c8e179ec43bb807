import { IncomingMessage } from 'node:http';

/**
 * A request whose `headers` are only what node:http itself asks every request for, `host` and `expect`. Built in full, that
 * object is a tenth of the time of a call, and nothing else here reads it: see {@link RequestHead}.
 */
export class LeanRequest extends IncomingMessage {}

Object.defineProperty(LeanRequest.prototype, 'headers', {
  get(this: IncomingMessage): { readonly host?: string; readonly expect?: string } {
    return { host: headerOf(this.rawHeaders, 'host'), expect: headerOf(this.rawHeaders, 'expect') } as object;
  },
});

const headerOf = (rawHeaders: readonly string[], wanted: string): string | undefined => {
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    const name = rawHeaders[i] ?? '';
    if (name.length === wanted.length && name.toLowerCase() === wanted) return rawHeaders[i + 1];
  }
  return undefined;
};

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

/**
 * Reads one request's head.
 * @param rawHeaders  alternating names and values, as `IncomingMessage.rawHeaders`
 */
export const readRequestHead = (method: string, rawHeaders: readonly string[]): RequestHead => {
  const head = new HeadReader(method);
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    const name = rawHeaders[i] ?? '';
    // Lengths tell most other headers apart before anything is copied.
    if (LENGTHS.has(name.length)) head.take(name.toLowerCase(), rawHeaders[i + 1] ?? '');
  }
  return head;
};

const NAMES = [
  'host',
  'accept',
  'origin',
  'traceparent',
  'content-type',
  'authorization',
  'last-event-id',
  'content-length',
  'mcp-session-id',
  'content-encoding',
  'mcp-protocol-version',
] as const;
const LENGTHS: ReadonlySet<number> = new Set(NAMES.map((name) => name.length));

class HeadReader implements RequestHead {
  readonly method: string;
  authorization: string | null = null;
  sessionId: string | null = null;
  protocolVersion: string | null = null;
  accept: string | null = null;
  contentType: string | null = null;
  contentLength: number | null = null;
  contentEncoding: string | null = null;
  origin: string | null = null;
  host: string | null = null;
  lastEventId: string | null = null;
  traceparent: string | null = null;
  repeated: string | null = null;

  constructor(method: string) {
    this.method = method;
  }

  take(name: string, value: string): void {
    switch (name as (typeof NAMES)[number]) {
      case 'host':
        this.host = this.once(name, this.host, value);
        return;
      // A list, which HTTP allows on several lines; every other header here has one value or is an attack.
      case 'accept':
        this.accept = this.accept === null ? value : `${this.accept}, ${value}`;
        return;
      case 'origin':
        this.origin = this.once(name, this.origin, value);
        return;
      case 'traceparent':
        this.traceparent = this.once(name, this.traceparent, value);
        return;
      case 'content-type':
        this.contentType = this.once(name, this.contentType, value);
        return;
      case 'authorization':
        this.authorization = this.once(name, this.authorization, value);
        return;
      case 'last-event-id':
        this.lastEventId = this.once(name, this.lastEventId, value);
        return;
      case 'content-length':
        this.contentLength = Number(value);
        return;
      case 'mcp-session-id':
        this.sessionId = this.once(name, this.sessionId, value);
        return;
      case 'content-encoding':
        this.contentEncoding = this.once(name, this.contentEncoding, value);
        return;
      case 'mcp-protocol-version':
        this.protocolVersion = this.once(name, this.protocolVersion, value);
    }
  }

  private once(name: string, seen: string | null, value: string): string {
    if (seen === null) return value;
    this.repeated ??= name;
    return seen;
  }
}
