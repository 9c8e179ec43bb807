import type { ReplicaNews } from '../replicas/replica-news.js';
import type { InFlight } from '../sessions/in-flight.js';
import type { Obliged, Recognised, Stage, Tracked } from './exchange.js';
import { withFlight } from './learn.js';
import { LISTENED } from './listen.js';

/**
 * Keeps a request where a cancellation finds it, for as long as it is judged and on its way. One that is cancelled while it is
 * judged is judged to the end and recorded as what it was, and is not sent.
 */
export const track =
  (inFlight: Pick<InFlight, 'begin' | 'end'>): Stage<Recognised, Tracked> =>
  (next) =>
  (exchange) => {
    const { message, session, peer, reply } = exchange;
    if (message.kind !== 'request') return next(withFlight(exchange, null));
    const flight = inFlight.begin(session, message.id);
    // For a modern client going away is how it cancels; a legacy one may come back for the answer.
    if (peer.era === 'modern') reply.onGone(() => flight.cancel('the client closed the stream'));
    const end = (): void => inFlight.end(flight);
    try {
      const ending = next(withFlight(exchange, flight));
      ending.then(end, end);
      return ending;
    } catch (thrown) {
      end();
      throw thrown;
    }
  };

/**
 * Gives a cancellation to the request it names: the upstream then tells the server in its own terms, which for a shared stdio
 * server are other ids than the client's. One that names nothing we know goes on like any notification, and the other replicas
 * hear of it, because the request may be on its way at one of them.
 */
export const cancel =
  (inFlight: Pick<InFlight, 'find'>, news: Pick<ReplicaNews, 'cancelled'> | null): Stage<Obliged, Obliged> =>
  (next) =>
  (exchange) => {
    const { message, session, reply } = exchange;
    if (session === null || message.kind !== 'notification' || message.method !== 'notifications/cancelled') {
      return next(exchange);
    }
    const params = (message.params ?? {}) as { requestId?: unknown; reason?: unknown };
    const { requestId } = params;
    const reason = typeof params.reason === 'string' ? params.reason : 'cancelled by the client';
    const flight = inFlight.find(session, requestId);
    if (flight === undefined) {
      if (typeof requestId === 'string' || typeof requestId === 'number') {
        news?.cancelled(session.token, requestId, reason);
      }
      return next(exchange);
    }
    flight.cancel(reason);
    reply.empty(202);
    return Promise.resolve(LISTENED);
  };
