import { type AppError, toAppError } from '@sallyport/contracts';
import { ConnectionPool, type PoolLimits } from './connection-pool.js';
import { type Dialler, originOf } from './dialler.js';
import { HttpExchange, type HttpExchangeHooks } from './http-exchange.js';
import { HttpRequestHeads } from './http-request-head.js';
import { refuse, SILENT_SINK } from './local-answer.js';
import { NO_FACTS, readServerFacts, type ServerFacts } from './server-facts.js';
import type {
  ListenRequest,
  Peer,
  Upstream,
  UpstreamCall,
  UpstreamExchange,
  UpstreamHealth,
  UpstreamSession,
  UpstreamSink,
} from './upstream.js';

const CALL_LIMITS: PoolLimits = { connectionsMax: 64, queueMax: 256, idleTimeoutMs: 30_000 };
/** Streams that servers send on by themselves last for hours, so they never take the place of a call. */
const STREAM_LIMITS: PoolLimits = { connectionsMax: 1_024, queueMax: 64, idleTimeoutMs: 1_000 };
/** For what is sent on the side: cancellations and the end of a session. */
const COURTESY_TIMEOUT_MS = 5_000;

const NO_HOOKS: HttpExchangeHooks = {
  onSettled: () => undefined,
  onAbandoned: () => undefined,
  onResponse: () => undefined,
};

/** A remote MCP server behind Streamable HTTP, revisions 2025-06-18 and 2025-11-25. */
export class HttpUpstream implements Upstream {
  private readonly calls: ConnectionPool;
  private readonly streams: ConnectionPool;
  private readonly heads: HttpRequestHeads;
  private state: UpstreamHealth['state'] = 'unknown';
  private detail = 'Not used yet';
  private facts: ServerFacts = NO_FACTS;

  constructor(url: URL, dialler: Pick<Dialler, 'dial'>, callLimits: Partial<PoolLimits> = {}) {
    const origin = originOf(url);
    this.calls = new ConnectionPool(origin, dialler, { ...CALL_LIMITS, ...callLimits });
    this.streams = new ConnectionPool(origin, dialler, STREAM_LIMITS);
    this.heads = new HttpRequestHeads(url);
  }

  get health(): UpstreamHealth {
    return { state: this.state, detail: this.detail, ...this.facts };
  }

  send(call: UpstreamCall, sink: UpstreamSink): UpstreamExchange {
    const request = {
      head: this.heads.post(call.body.length, call),
      body: call.body,
      expects:
        call.kind === 'request' && call.id !== null
          ? { kind: 'response' as const, id: call.id }
          : { kind: 'nothing' as const },
      hasSession: call.session?.id != null,
      timeoutMs: call.timeoutMs,
    };
    return new HttpExchange(this.calls, request, sink, this.hooksOf(call)).start();
  }

  listen({ session, lastEventId }: ListenRequest, sink: UpstreamSink): UpstreamExchange {
    let head: string;
    try {
      head = this.heads.get({ session, lastEventId });
    } catch (error) {
      return refuse(sink, toAppError(error));
    }
    const expects = { kind: 'messages' as const };
    const request = { head, body: null, expects, hasSession: session.id !== null, timeoutMs: null };
    return new HttpExchange(this.streams, request, sink, NO_HOOKS).start();
  }

  end(_peer: Peer, session: UpstreamSession): Promise<void> {
    if (session.id === null) return Promise.resolve();
    const request = {
      head: this.heads.delete({ session }),
      body: null,
      expects: { kind: 'nothing' as const },
      hasSession: true,
      timeoutMs: COURTESY_TIMEOUT_MS,
    };
    return new Promise((resolve) => {
      const sink = { ...SILENT_SINK, onEnd: () => resolve(), onError: () => resolve() };
      new HttpExchange(this.calls, request, sink, NO_HOOKS).start();
    });
  }

  close(): Promise<void> {
    this.calls.close();
    this.streams.close();
    return Promise.resolve();
  }

  private hooksOf(call: UpstreamCall): HttpExchangeHooks {
    return {
      onSettled: (error) => this.noteOutcome(error),
      onAbandoned: (reason) => this.sendCancellation(call, reason),
      onResponse: (raw) => {
        if (call.method === 'initialize') this.facts = readServerFacts(raw) ?? this.facts;
      },
    };
  }

  private noteOutcome(error: AppError | null): void {
    if (error?.code === 'upstream.timeout') return;
    const down = error?.code === 'upstream.unavailable';
    this.state = down ? 'down' : 'up';
    this.detail = down ? error.detail : 'Answering';
  }

  /** In these revisions a closed connection is no cancellation, so the server is told. `initialize` cannot be cancelled. */
  private sendCancellation(call: UpstreamCall, reason: string): void {
    if (call.kind !== 'request' || call.session === null) return;
    const params = { requestId: call.id, reason: reason.slice(0, 200) };
    const body = Buffer.from(JSON.stringify({ jsonrpc: '2.0', method: 'notifications/cancelled', params }));
    const request = {
      head: this.heads.post(body.length, { session: call.session }),
      body,
      expects: { kind: 'nothing' as const },
      hasSession: call.session.id !== null,
      timeoutMs: COURTESY_TIMEOUT_MS,
    };
    new HttpExchange(this.calls, request, SILENT_SINK, NO_HOOKS).start();
  }
}
