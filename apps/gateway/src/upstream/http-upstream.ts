import { type AppError, toAppError } from '@sallyport/contracts';
import type { HttpEndpoint } from './http-endpoint.js';
import type { HttpExchangeHooks } from './http-exchange.js';
import { refuse } from './local-answer.js';
import { readServerFacts } from './server-facts.js';
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

/** A remote server behind Streamable HTTP with sessions, revisions 2025-03-26 to 2025-11-25; for legacy peers. */
export class HttpUpstream implements Upstream {
  private readonly endpoint: HttpEndpoint;

  constructor(endpoint: HttpEndpoint) {
    this.endpoint = endpoint;
  }

  get health(): UpstreamHealth {
    return this.endpoint.notes.health;
  }

  send(call: UpstreamCall, sink: UpstreamSink): UpstreamExchange {
    const request = {
      head: this.endpoint.heads.post(call.body.length, call),
      body: call.body,
      expects:
        call.kind === 'request' && call.id !== null
          ? { kind: 'response' as const, id: call.id, resumable: true }
          : NOTHING,
      hasSession: call.session?.id != null,
      principalId: call.peer.principalId,
      timeoutMs: call.timeoutMs,
    };
    return this.endpoint.call(request, sink, new CallHooks(this.endpoint, call));
  }

  listen({ peer, session, lastEventId }: ListenRequest, sink: UpstreamSink): UpstreamExchange {
    let head: string;
    try {
      head = this.endpoint.heads.get({ session, lastEventId });
    } catch (error) {
      return refuse(sink, toAppError(error));
    }
    const expects = { kind: 'messages' as const };
    const { principalId } = peer;
    const request = { head, body: null, expects, hasSession: session.id !== null, principalId, timeoutMs: null };
    return this.endpoint.stream(request, sink);
  }

  end({ principalId }: Peer, session: UpstreamSession): Promise<void> {
    if (session.id === null) return Promise.resolve();
    return this.endpoint.courtesy({
      head: this.endpoint.heads.delete({ session }),
      body: null,
      hasSession: true,
      principalId,
    });
  }

  close(): Promise<void> {
    this.endpoint.close();
    return Promise.resolve();
  }
}

const NOTHING = { kind: 'nothing' } as const;

/** What one call leaves behind at its endpoint. */
class CallHooks implements HttpExchangeHooks {
  constructor(
    private readonly endpoint: HttpEndpoint,
    private readonly call: UpstreamCall,
  ) {}

  onSettled(error: AppError | null): void {
    this.endpoint.notes.noteOutcome(error);
  }

  onResponse(raw: Buffer): void {
    if (this.call.method === 'initialize') this.endpoint.notes.noteFacts(readServerFacts(raw));
  }

  /** In these revisions a closed connection is no cancellation, so the server is told. `initialize` cannot be cancelled. */
  onAbandoned(reason: string): void {
    const { call } = this;
    const { session } = call;
    if (call.kind !== 'request' || session === null) return;
    const params = { requestId: call.id, reason: reason.slice(0, 200) };
    const body = Buffer.from(JSON.stringify({ jsonrpc: '2.0', method: 'notifications/cancelled', params }));
    const head = this.endpoint.heads.post(body.length, { session });
    const { principalId } = call.peer;
    void this.endpoint.courtesy({ head, body, hasSession: session.id !== null, principalId });
  }
}
