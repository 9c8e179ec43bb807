import { seconds } from '@sallyport/contracts';
import { type Dialler, originOf } from '@sallyport/safe-dial';
import { AuthorizedExchange, type Send } from './authorized-exchange.js';
import { ConnectionPool, type PoolLimits } from './connection-pool.js';
import type { ServerCredentials } from './credentials.js';
import { HealthNotes } from './health-notes.js';
import { HttpExchange, type HttpExchangeHooks, type HttpRequest } from './http-exchange.js';
import { HttpRequestHeads } from './http-request-head.js';
import { SILENT_SINK } from './local-answer.js';
import type { UpstreamExchange, UpstreamSink } from './upstream.js';

const CALL_LIMITS: PoolLimits = { connectionsMax: 64, queueMax: 256, idleTimeoutMs: 30_000 };
/** Streams that servers send on by themselves last for hours, so they never take the place of a call. */
const STREAM_LIMITS: PoolLimits = { connectionsMax: 1_024, queueMax: 64, idleTimeoutMs: 1_000 };
/** For what is sent on the side: cancellations and the end of a session. */
export const COURTESY_TIMEOUT_MS = seconds(5);

/** A request on the side, which may be lost. */
export interface Courtesy {
  readonly head: string;
  readonly body: Buffer | null;
  readonly hasSession: boolean;
  readonly principalId: string | null;
}

const NO_HOOKS: HttpExchangeHooks = {
  onSettled: () => undefined,
  onAbandoned: () => undefined,
  onResponse: () => undefined,
};

/**
 * One remote server: its connections, what its requests look like, and what was last seen of it. The transports it may speak
 * share it, so that finding out which costs no second set of connections and the limits hold for all of them together.
 */
export class HttpEndpoint {
  readonly url: URL;
  readonly heads: HttpRequestHeads;
  readonly notes = new HealthNotes();
  private readonly calls: ConnectionPool;
  private readonly streams: ConnectionPool;
  private readonly credentials: ServerCredentials | null;

  /** @param credentials  null for a server that is only ever called without */
  constructor(
    url: URL,
    dialler: Pick<Dialler, 'dial'>,
    callLimits: Partial<PoolLimits> = {},
    credentials: ServerCredentials | null = null,
  ) {
    this.url = url;
    this.credentials = credentials;
    const origin = originOf(url);
    this.calls = new ConnectionPool(origin, dialler, { ...CALL_LIMITS, ...callLimits });
    this.streams = new ConnectionPool(origin, dialler, STREAM_LIMITS);
    this.heads = new HttpRequestHeads(url);
  }

  /** A request with an end in sight. */
  call(request: HttpRequest, sink: UpstreamSink, hooks: HttpExchangeHooks = NO_HOOKS): UpstreamExchange {
    return this.send(this.sendCall, request, sink, hooks);
  }

  /** A request whose answer lasts as long as both sides want. */
  stream(request: HttpRequest, sink: UpstreamSink, hooks: HttpExchangeHooks = NO_HOOKS): UpstreamExchange {
    return this.send(this.sendStream, request, sink, hooks);
  }

  /** Something sent on the side, whose outcome changes nothing. Settles when it is over. */
  courtesy(request: Courtesy): Promise<void> {
    const expects = { kind: 'nothing' } as const;
    return new Promise((resolve) => {
      const sink = { ...SILENT_SINK, onEnd: () => resolve(), onError: () => resolve() };
      this.call({ ...request, expects, timeoutMs: COURTESY_TIMEOUT_MS }, sink);
    });
  }

  private send(send: Send, request: HttpRequest, sink: UpstreamSink, hooks: HttpExchangeHooks): UpstreamExchange {
    if (this.credentials === null) return send(request, sink, hooks);
    return new AuthorizedExchange(this.credentials, send, { request, sink, hooks }).start();
  }

  private readonly sendCall: Send = (request, sink, hooks) =>
    new HttpExchange(this.calls, request, sink, hooks).start();

  private readonly sendStream: Send = (request, sink, hooks) =>
    new HttpExchange(this.streams, request, sink, hooks).start();

  close(): void {
    this.calls.close();
    this.streams.close();
  }
}
