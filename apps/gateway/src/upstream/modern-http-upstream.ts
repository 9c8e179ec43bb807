import { AppError, toAppError } from '@sallyport/contracts';
import type { HttpEndpoint } from './http-endpoint.js';
import type { HttpExchangeHooks } from './http-exchange.js';
import { refuse } from './local-answer.js';
import type {
  ListenRequest,
  Upstream,
  UpstreamCall,
  UpstreamExchange,
  UpstreamHealth,
  UpstreamSink,
} from './upstream.js';

/**
 * A remote server of revision 2026-07-28: every message a POST of its own, with what it says of itself repeated in headers.
 * There are no sessions and nothing is resumed; to close the connection is to cancel. A stream that lasts takes none of the
 * connections of calls.
 * @see MCP specification 2026-07-28, "Transports: Streamable HTTP"
 */
export class ModernHttpUpstream implements Upstream {
  private readonly endpoint: HttpEndpoint;
  private readonly hooks: HttpExchangeHooks;

  constructor(endpoint: HttpEndpoint) {
    this.endpoint = endpoint;
    this.hooks = {
      onSettled: (error) => endpoint.notes.noteOutcome(error),
      onAbandoned: () => undefined,
      onResponse: () => undefined,
    };
  }

  get health(): UpstreamHealth {
    return this.endpoint.notes.health;
  }

  send(call: UpstreamCall, sink: UpstreamSink): UpstreamExchange {
    let head: string;
    try {
      head = this.endpoint.heads.modernPost(call);
    } catch (error) {
      return refuse(sink, toAppError(error));
    }
    const request = {
      head,
      body: call.body,
      expects:
        call.kind === 'request' && call.id !== null
          ? { kind: 'response' as const, id: call.id, resumable: false }
          : { kind: 'nothing' as const },
      hasSession: false,
      principalId: call.peer.principalId,
      timeoutMs: call.timeoutMs,
    };
    return call.timeoutMs === null
      ? this.endpoint.stream(request, sink, this.hooks)
      : this.endpoint.call(request, sink, this.hooks);
  }

  /** Modern servers say nothing outside the streams they were asked for. */
  listen(_request: ListenRequest, sink: UpstreamSink): UpstreamExchange {
    return refuse(sink, new AppError('request.method_not_allowed', { detail: 'This server offers no stream.' }));
  }

  end(): Promise<void> {
    return Promise.resolve();
  }

  close(): Promise<void> {
    this.endpoint.close();
    return Promise.resolve();
  }
}
