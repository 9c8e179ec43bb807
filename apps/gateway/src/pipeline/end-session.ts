import type { ReplicaNews } from '../replicas/replica-news.js';
import type { InFlight } from '../sessions/in-flight.js';
import type { SessionStore } from '../sessions/session-store.js';
import type { Outcome, Placed } from './exchange.js';
import { LISTENED } from './listen.js';
import { requireSession } from './recognise.js';

export interface EndSessionOptions {
  readonly sessions: Pick<SessionStore, 'find' | 'end'>;
  readonly inFlight: Pick<InFlight, 'ground'>;
  /** What the other replicas are told; null when there are none. */
  readonly news: Pick<ReplicaNews, 'ended'> | null;
}

/** DELETE: the session is over at all replicas at once, and at the server as far as it lets sessions be ended. */
export const endSession =
  ({ sessions, inFlight, news }: EndSessionOptions) =>
  async (exchange: Placed): Promise<Outcome> => {
    const session = requireSession(exchange, sessions);
    exchange.evidence.recorded = false;
    sessions.end(session);
    inFlight.ground(session);
    news?.ended(session.token);
    await exchange.upstream.end(session.peer, session.upstream);
    exchange.reply.empty(200);
    return LISTENED;
  };
