import type { ReplicaNews } from '../replicas/replica-news.js';
import type { InFlight } from '../sessions/in-flight.js';
import type { Obliged, Stage } from './exchange.js';
import { LISTENED } from './listen.js';

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
