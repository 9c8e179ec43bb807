import { AppError, mib } from '@sallyport/contracts';
import {
  type Envelope,
  envelopeId,
  FramingError,
  HEADERS,
  type Http1Head,
  headerValue,
  isModernError,
  isValidSessionId,
  locate,
  MEDIA_TYPES,
  readEnvelope,
  type SseEvent,
  SseParser,
  splice,
} from '@sallyport/mcp';
import { challengeOf } from './credentials.js';
import type { SinkGate } from './sink-gate.js';
import { isSound } from './sound-json.js';

/** What an answer has to be: the response to this id; any messages (GET); or nothing (to notifications and answers). */
export type Expectation =
  | {
      readonly kind: 'response';
      readonly id: string | number;
      /** Whether a stream with event ids may end before the response, to be continued; never in modern revisions. */
      readonly resumable: boolean;
    }
  | {
      readonly kind: 'messages';
      /** HTTP+SSE: where the server wants its messages posted. */
      readonly onEndpoint?: (place: string) => void;
    }
  | { readonly kind: 'nothing' };

/** Hears of the response before the sink gets it. */
export interface ResponseHook {
  onResponse(raw: Buffer): void;
}

export const ANSWER_BYTES_MAX = mib(16);
const NO_BYTES = Buffer.alloc(0);
const HTTP_STATUS_NOT_FOUND = 404;
const HTTP_STATUS_METHOD_NOT_ALLOWED = 405;
const HTTP_STATUS_TOO_MANY = 429;

/**
 * Turns one HTTP answer of a Streamable HTTP server into messages. JSON is collected whole, up to {@link ANSWER_BYTES_MAX}; an
 * event stream is passed on event by event. The response must carry the id of its request: it is checked even though it came
 * on the request's own connection, because an answer to another request must never be taken for this one.
 * All methods throw AppError `upstream.*` or `mcp.session_not_found`.
 * @see MCP specification 2025-11-25, "Transports: Streamable HTTP"
 */
export class HttpAnswer {
  /** Whether the response itself has been told. */
  responded = false;
  private readonly expects: Expectation;
  private readonly hasSession: boolean;
  private readonly gate: SinkGate;
  private readonly hooks: ResponseHook;
  private head: Http1Head | null = null;
  private events: SseParser | null = null;
  private collects = false;
  private first: Buffer | null = null;
  private more: Buffer[] | null = null;
  private bytes = 0;
  private resumable = false;

  constructor(expects: Expectation, hasSession: boolean, gate: SinkGate, hooks: ResponseHook) {
    this.expects = expects;
    this.hasSession = hasSession;
    this.gate = gate;
    this.hooks = hooks;
  }

  begin(head: Http1Head): void {
    this.head = head;
    const { status, framing } = head;
    if (status >= 300 && status < 400) {
      throw new AppError('upstream.invalid', {
        detail: 'The server answered with a redirect; redirects are not followed',
        params: { upstreamStatus: status },
      });
    }
    const challenge = status < 400 ? null : challengeOf(status, challengesIn(head));
    if (challenge !== null) throw challenge;
    if (status === HTTP_STATUS_NOT_FOUND && this.hasSession) throw new AppError('mcp.session_not_found');
    if (framing.kind === 'length' && framing.bytes > ANSWER_BYTES_MAX) throw tooLarge();
    const encoding = headerValue(head, 'content-encoding');
    if (encoding !== undefined && encoding.toLowerCase() !== 'identity') {
      throw invalid('The server compressed its answer without being asked');
    }
    const type = mediaType(head);
    if (type === MEDIA_TYPES.sse && status < 300 && this.expects.kind !== 'nothing') this.beginEvents(head);
    else if (type === MEDIA_TYPES.json && this.expects.kind === 'response') this.collects = true;
    else this.beginNothing(head);
  }

  body(slice: Buffer): void {
    if (this.events !== null) {
      this.readEvents(this.events, slice);
      return;
    }
    this.bytes += slice.length;
    if (this.bytes > ANSWER_BYTES_MAX) throw tooLarge();
    if (!this.collects) return;
    if (this.first === null) {
      this.first = slice;
      return;
    }
    this.more ??= [];
    this.more.push(slice);
  }

  end(): void {
    if (this.collects) this.endJson();
    else if (this.events !== null && !this.mayEnd) throw invalid('The server closed the stream before it answered');
    this.gate.end();
  }

  private get mayEnd(): boolean {
    if (this.expects.kind !== 'response' || this.responded) return true;
    return this.resumable && this.expects.resumable;
  }

  private beginEvents(head: Http1Head): void {
    this.events = new SseParser({ eventBytesMax: ANSWER_BYTES_MAX });
    this.gate.head({ status: head.status, stream: true, sessionId: sessionIdOf(head) });
  }

  private beginNothing(head: Http1Head): void {
    const { status } = head;
    const noStream = this.expects.kind === 'messages' && status === HTTP_STATUS_METHOD_NOT_ALLOWED;
    if (status >= 300 && !noStream) throw refusal(head);
    if (this.expects.kind === 'response')
      throw invalid('The server answered a request with something that is no message');
    if (this.expects.kind === 'messages' && !noStream)
      throw invalid('The server answered with something that is no stream');
    this.gate.head({ status, stream: false, sessionId: sessionIdOf(head) });
  }

  private readEvents(parser: SseParser, slice: Buffer): void {
    try {
      parser.push(slice, (event) => this.onEvent(event));
    } catch (error) {
      throw error instanceof FramingError ? tooLarge(error) : error;
    }
  }

  private onEvent(event: SseEvent): void {
    if (this.gate.isShut || this.responded) return;
    if (event.id !== undefined) this.resumable = true;
    if (event.data.length === 0) {
      this.gate.cursor(event.id, event.retry);
      return;
    }
    if (event.event === 'endpoint' && this.expects.kind === 'messages') {
      this.expects.onEndpoint?.(event.data.toString('utf8'));
      return;
    }
    if (event.event !== undefined && event.event !== 'message') return;
    this.checkMessage(event.data);
    this.gate.message(event.data, event.id);
    if (this.responded) this.gate.end();
  }

  private checkMessage(raw: Buffer): void {
    const envelope = readEnvelope(raw);
    if (envelope === null) throw invalid('The server sent something that is no message');
    if (envelope.method !== null || this.expects.kind !== 'response') return;
    if (envelopeId(raw, envelope) !== this.expects.id)
      throw invalid('The server answered another request than was asked');
    this.responded = true;
    this.hooks.onResponse(raw);
  }

  private endJson(): void {
    const { head, first, more } = this;
    if (head === null) return;
    const body = first === null ? NO_BYTES : more === null ? first : Buffer.concat([first, ...more], this.bytes);
    const raw = head.status < 300 ? body : this.errorIn(body, head.status);
    if (raw === null) throw refusal(head);
    if (head.status >= 300 && this.hasSession && isFromOtherEra(raw)) throw new AppError('mcp.session_not_found');
    this.checkMessage(raw);
    if (!this.responded) throw invalid('The server answered a request with something that is no response');
    this.gate.head({ status: head.status, stream: false, sessionId: sessionIdOf(head) });
    this.gate.message(raw, undefined);
  }

  /**
   * Servers answer some errors with an HTTP status and the JSON-RPC error as its body: that is an answer like any other. One
   * without an id can only mean the one request this is the answer to, unless it is about who may come in at all.
   */
  private errorIn(body: Buffer, status: number): Buffer | null {
    const envelope = readEnvelope(body);
    if (envelope === null || envelope.error === null || this.expects.kind !== 'response') return null;
    if (envelopeId(body, envelope) === this.expects.id) return body;
    if (!refusesMessage(status)) return null;
    return withId(body, envelope, this.expects.id);
  }
}

/** Whether a server that is modern now refuses what was said in a session it had before: there is no such session any more. */
const isFromOtherEra = (raw: Buffer): boolean => {
  const span = isSound(raw) ? locate(raw, '/error/code') : null;
  return span !== null && isModernError({ code: Number(raw.toString('latin1', span.start, span.end)) });
};

/** A client error other than 401, 403, 407 and 429, which refuse the caller and not what it said. */
const refusesMessage = (status: number): boolean =>
  status >= 400 && status < 500 && ![401, 403, 407, HTTP_STATUS_TOO_MANY].includes(status);

/** The error with the id of its request in place of none or null; null when it carries another. */
const withId = (body: Buffer, { id: span }: Envelope, id: string | number): Buffer | null => {
  const text = JSON.stringify(id);
  if (span !== null) {
    if (body.toString('latin1', span.start, span.end) !== 'null') return null;
    return splice(body, [{ ...span, replacement: Buffer.from(text) }]);
  }
  const start = body.indexOf('{') + 1;
  return splice(body, [{ start, end: start, replacement: Buffer.from(`"id":${text},`) }]);
};

const invalid = (detail: string): AppError => new AppError('upstream.invalid', { detail });
const tooLarge = (cause?: unknown): AppError => new AppError('upstream.too_large', { cause });

const mediaType = (head: Http1Head): string => {
  const value = headerValue(head, 'content-type') ?? '';
  if (value === MEDIA_TYPES.json) return value;
  return value.split(';', 1)[0]?.trim().toLowerCase() ?? '';
};

/** All challenges of the answer, as one header would hold them. */
const challengesIn = ({ rawHeaders }: Http1Head): string | null => {
  const values = rawHeaders.filter((_, index) => index % 2 === 1 && rawHeaders[index - 1] === 'www-authenticate');
  return values.length === 0 ? null : values.join(', ');
};

const sessionIdOf = ({ rawHeaders }: Http1Head): string | null => {
  let found: string | null = null;
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    if (rawHeaders[at] !== HEADERS.sessionId) continue;
    const id = rawHeaders[at + 1] ?? '';
    if (found !== null || !isValidSessionId(id)) throw invalid('The server gave a session id that is not allowed');
    found = id;
  }
  return found;
};

/** The error for a status that refuses; the server's own text is not repeated, nobody has inspected it. */
const refusal = (head: Http1Head): AppError => {
  const { status } = head;
  const params = { upstreamStatus: status };
  if (status === 403) {
    return new AppError('upstream.unavailable', { detail: `The server refused the gateway (HTTP ${status})`, params });
  }
  if (status === HTTP_STATUS_TOO_MANY || status >= 500) {
    const wait = /^\d{1,5}$/.exec(headerValue(head, 'retry-after') ?? '');
    const detail = `The server cannot answer at the moment (HTTP ${status})`;
    return new AppError('upstream.unavailable', {
      detail,
      params,
      ...(wait && { retryAfterSeconds: Number(wait[0]) }),
    });
  }
  return new AppError('upstream.invalid', { detail: `The server refused the message (HTTP ${status})`, params });
};
