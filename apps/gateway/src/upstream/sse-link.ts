import { AppError, seconds, toAppError } from '@sallyport/contracts';
import type { HttpEndpoint } from './http-endpoint.js';
import { HttpRequestHeads } from './http-request-head.js';
import type { LegacyLink, LegacyLinkHandlers } from './legacy-link.js';
import { SILENT_SINK } from './local-answer.js';
import type { UpstreamExchange } from './upstream.js';

export interface SseLinkTimes {
  /** From the GET to the event that says where messages go. */
  readonly endpointMs: number;
  /** For a POST to be taken; answers come on the stream. */
  readonly postMs: number;
}

export const SSE_LINK_TIMES: SseLinkTimes = { endpointMs: seconds(10), postMs: seconds(30) };

interface Waiting {
  readonly message: Buffer;
  readonly done: (error: AppError | null) => void;
}

const NOT_FOUND = 404;

/**
 * One connection of the HTTP+SSE transport: a GET whose stream begins by saying where messages are to be posted and carries
 * everything the server says. That place must be on the server's own origin: anywhere else it would receive what was decided for
 * this server.
 * @see MCP specification 2024-11-05, "Transports: HTTP with SSE"
 */
export class SseLink implements LegacyLink {
  private readonly endpoint: HttpEndpoint;
  private readonly handlers: LegacyLinkHandlers;
  private readonly principalId: string | null;
  private readonly times: SseLinkTimes;
  private readonly stream: UpstreamExchange;
  private readonly timer: NodeJS.Timeout;
  private heads: HttpRequestHeads | null = null;
  private waiting: Waiting[] = [];
  private over = false;

  /** @param principalId  whose authorization the connection goes with */
  constructor(
    endpoint: HttpEndpoint,
    handlers: LegacyLinkHandlers,
    { principalId, times = SSE_LINK_TIMES }: { readonly principalId: string | null; readonly times?: SseLinkTimes },
  ) {
    this.endpoint = endpoint;
    this.handlers = handlers;
    this.times = times;
    this.principalId = principalId;
    this.timer = setTimeout(() => this.fail(notThere('The server did not say where messages go')), times.endpointMs);
    const request = {
      head: endpoint.heads.get({ session: null }),
      body: null,
      expects: { kind: 'messages' as const, onEndpoint: (place: string) => this.onEndpoint(place) },
      hasSession: false,
      principalId,
      timeoutMs: null,
    };
    this.stream = endpoint.stream(request, {
      onHead: (head) => {
        if (!head.stream) this.fail(notThere('The server offers no stream'));
      },
      onMessage: (raw) => {
        if (!this.over) this.handlers.onMessage(raw);
        return undefined;
      },
      onEnd: () => this.fail(new AppError('upstream.unavailable', { detail: 'The server ended its stream' })),
      onError: (error) => this.fail(error),
    });
  }

  write(message: Buffer, done: (error: AppError | null) => void): void {
    if (this.over) done(new AppError('upstream.unavailable', { detail: 'The connection to the server broke' }));
    else if (this.heads === null) this.waiting.push({ message, done });
    else this.post(this.heads, { message, done });
  }

  close(): Promise<void> {
    this.leave();
    return Promise.resolve();
  }

  private onEndpoint(place: string): void {
    if (this.heads !== null || this.over) return;
    const { href } = this.endpoint.url;
    const url = URL.canParse(place, href) ? new URL(place, href) : null;
    if (url === null || url.origin !== this.endpoint.url.origin || url.username !== '' || url.password !== '') {
      this.fail(new AppError('upstream.invalid', { detail: 'The server wants messages sent to another place' }));
      return;
    }
    clearTimeout(this.timer);
    const heads = new HttpRequestHeads(url);
    this.heads = heads;
    for (const waiting of this.waiting.splice(0)) this.post(heads, waiting);
  }

  private post(heads: HttpRequestHeads, { message, done }: Waiting): void {
    const request = {
      head: heads.post(message.length, { session: null }),
      body: message,
      expects: { kind: 'nothing' as const },
      hasSession: false,
      principalId: this.principalId,
      timeoutMs: this.times.postMs,
    };
    this.endpoint.call(request, {
      ...SILENT_SINK,
      onEnd: () => done(null),
      onError: (error) => {
        // A server that no longer knows the connection will not answer anything on it.
        if (error.params.upstreamStatus === NOT_FOUND)
          this.fail(new AppError('upstream.unavailable', { cause: error }));
        done(toAppError(error));
      },
    });
  }

  private fail(error: AppError): void {
    if (this.over) return;
    const { waiting } = this;
    this.leave();
    for (const { done } of waiting) done(error);
    this.handlers.onDown(error);
  }

  private leave(): void {
    this.over = true;
    this.waiting = [];
    clearTimeout(this.timer);
    this.stream.cancel('The connection is not needed any more');
  }
}

const notThere = (detail: string): AppError =>
  new AppError('upstream.invalid', { detail, params: { handshakeRefused: true } });
