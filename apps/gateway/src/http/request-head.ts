import { MEDIA_TYPES, type MirroredHeaders, SUPPORTED_VERSIONS } from '@sallyport/mcp';

/**
 * The headers the gateway acts on, read once from the raw list. Repeated ones are noticed: joining or dropping them is how a
 * gateway and its peer come to see different requests.
 */
export interface RequestHead {
  readonly method: string;
  /** Path of the endpoint, without its query. */
  readonly path: string;
  /** Which HTTP+SSE channel a message is posted to; null for every other transport. */
  readonly channel: string | null;
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
  /** Address the client calls from; null where the transport has none. */
  readonly address: string | null;
  /** Parts of the body that modern clients repeat in headers; null where the transport has no headers. */
  readonly mirrored: Omit<MirroredHeaders, 'protocolVersion'> | null;
  /** Lower-case name of the first header that was sent twice though it decides something; null when all is well. */
  readonly repeated: string | null;
}

/**
 * Reads one request's head.
 * @param url  path and query, as on the request line
 * @param rawHeaders  alternating names and values
 * @param addressOf  the client's address by its `X-Forwarded-For`, which is null when it sent none
 */
export const readRequestHead = (
  method: string,
  url: string,
  rawHeaders: readonly string[],
  addressOf: (forwarded: string | null) => string | null = () => null,
): RequestHead => {
  const at = url.indexOf('?');
  const head = at < 0 ? new HeadReader(method, url, '') : new HeadReader(method, url.slice(0, at), url.slice(at + 1));
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    const name = rawHeaders[i] ?? '';
    // Lengths tell most other headers apart before anything is copied.
    if (LENGTHS.has(name.length)) head.take(name.toLowerCase(), usual(rawHeaders[i + 1] ?? ''));
    if (name.length > PARAM_PREFIX.length && isParam(name)) head.takeParam(name.toLowerCase(), rawHeaders[i + 1] ?? '');
  }
  head.address = addressOf(head.forwarded);
  return head;
};

const NAMES = [
  'host',
  'accept',
  'origin',
  'mcp-name',
  'mcp-method',
  'traceparent',
  'content-type',
  'authorization',
  'last-event-id',
  'content-length',
  'mcp-session-id',
  'x-forwarded-for',
  'content-encoding',
  'mcp-protocol-version',
] as const;
const LENGTHS: ReadonlySet<number> = new Set(NAMES.map((name) => name.length));

/**
 * What nearly every client sends. The one text stands for all its copies: every stage that compares it again then sees the
 * same object, where parts of a head, which is what parsers cut out, are compared letter by letter each time.
 */
const USUAL: ReadonlyMap<string, string> = new Map(
  [MEDIA_TYPES.json, `${MEDIA_TYPES.json}, ${MEDIA_TYPES.sse}`, ...SUPPORTED_VERSIONS].map((text) => [text, text]),
);

const usual = (value: string): string => USUAL.get(value) ?? value;

/** A text of its own, not a part of its head: what is looked up with every request is compared at once then. */
const whole = (value: string): string => Buffer.from(value, 'latin1').toString('latin1');

const PARAM_PREFIX = 'mcp-param-';
const isParam = (name: string): boolean => name.slice(0, PARAM_PREFIX.length).toLowerCase() === PARAM_PREFIX;

const CHANNEL = 'channel=';
const NO_PARAMS: ReadonlyMap<string, string> = new Map();

class HeadReader implements RequestHead {
  readonly method: string;
  readonly path: string;
  readonly channel: string | null;
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
  address: string | null = null;
  forwarded: string | null = null;
  private mcpMethod: string | null = null;
  private mcpName: string | null = null;
  private params: Map<string, string> | null = null;

  constructor(method: string, path: string, query: string) {
    this.method = method;
    this.path = path;
    this.channel = query.startsWith(CHANNEL) ? query.slice(CHANNEL.length) : null;
  }

  get mirrored(): Omit<MirroredHeaders, 'protocolVersion'> {
    return { method: this.mcpMethod, name: this.mcpName, params: this.params ?? NO_PARAMS };
  }

  takeParam(name: string, value: string): void {
    this.params ??= new Map();
    this.params.set(name, this.once(name, this.params.get(name) ?? null, value));
  }

  take(name: string, value: string): void {
    switch (name as (typeof NAMES)[number]) {
      case 'host':
        this.host = this.once(name, this.host, value);
        return;
      // Lists, which HTTP allows on several lines; every other header here has one value or is an attack.
      case 'accept':
        this.accept = this.accept === null ? value : `${this.accept}, ${value}`;
        return;
      case 'x-forwarded-for':
        this.forwarded = this.forwarded === null ? value : `${this.forwarded}, ${value}`;
        return;
      case 'origin':
        this.origin = this.once(name, this.origin, value);
        return;
      case 'mcp-name':
        this.mcpName = this.once(name, this.mcpName, value);
        return;
      case 'mcp-method':
        this.mcpMethod = this.once(name, this.mcpMethod, value);
        return;
      case 'traceparent':
        this.traceparent = this.once(name, this.traceparent, value);
        return;
      case 'content-type':
        this.contentType = this.once(name, this.contentType, value);
        return;
      case 'authorization':
        this.authorization = this.once(name, this.authorization, whole(value));
        return;
      case 'last-event-id':
        this.lastEventId = this.once(name, this.lastEventId, value);
        return;
      case 'content-length':
        this.contentLength = Number(value);
        return;
      case 'mcp-session-id':
        this.sessionId = this.once(name, this.sessionId, whole(value));
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
