import { AppError, toAppError } from '@sallyport/contracts';
import { refuse } from './local-answer.js';
import type { ResidentSession } from './resident-session.js';
import { isResidentId, type ResidentSessions } from './resident-sessions.js';
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

export interface ResidentUpstreamParts {
  readonly residents: ResidentSessions;
  /** Whether this client needs a connection of its own. */
  readonly needsOwn: (peer: Peer) => boolean;
  /** Serves who needs none, and who gets none because all are in use; null where everybody needs one. */
  readonly shared: Upstream | null;
  readonly healthOf: () => UpstreamHealth;
}

/** A legacy server whose clients have connections of their own: HTTP+SSE, and hosted processes for those that can be asked. */
export class ResidentUpstream implements Upstream {
  private readonly parts: ResidentUpstreamParts;

  constructor(parts: ResidentUpstreamParts) {
    this.parts = parts;
  }

  get health(): UpstreamHealth {
    return this.parts.healthOf();
  }

  send(call: UpstreamCall, sink: UpstreamSink): UpstreamExchange {
    const { residents, shared, needsOwn } = this.parts;
    if (call.method === 'initialize') {
      const session = needsOwn(call.peer) ? residents.create(call.peer) : null;
      if (session !== null) return session.begin(call, sink, () => residents.drop(session));
      return shared?.send(call, sink) ?? refuse(sink, tooMany());
    }
    return this.within(
      call,
      sink,
      (session, known) => session.send(call, known, sink),
      () => shared?.send(call, sink),
    );
  }

  listen(request: ListenRequest, sink: UpstreamSink): UpstreamExchange {
    const elsewhere = () => this.parts.shared?.listen(request, sink);
    return this.within(request, sink, (session) => session.listen(request, sink), elsewhere);
  }

  async end(peer: Peer, session: UpstreamSession): Promise<void> {
    await this.parts.shared?.end(peer, session);
    if (session.id !== null) await this.parts.residents.end(session.id, peer);
  }

  async close(): Promise<void> {
    await Promise.all([this.parts.residents.close(), this.parts.shared?.close()]);
  }

  private within(
    { peer, session }: Pick<UpstreamCall, 'peer' | 'session'>,
    sink: UpstreamSink,
    run: (resident: ResidentSession, session: UpstreamSession) => UpstreamExchange,
    elsewhere: () => UpstreamExchange | undefined,
  ): UpstreamExchange {
    if (session === null || session.id === null || !isResidentId(session.id)) {
      return elsewhere() ?? refuse(sink, new AppError('mcp.session_not_found'));
    }
    try {
      const resident = this.parts.residents.find(session.id, peer);
      return resident === null ? (elsewhere() ?? refuse(sink, tooMany())) : run(resident, session);
    } catch (thrown) {
      return refuse(sink, toAppError(thrown));
    }
  }
}

const tooMany = (): AppError =>
  new AppError('upstream.unavailable', { detail: 'Too many clients use this server at once' });
