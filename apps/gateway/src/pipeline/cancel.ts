import type { InFlight } from '../sessions/in-flight.js';
import type { Decided, Stage } from './exchange.js';
import { LISTENED } from './listen.js';

/**
 * Gives a cancellation to the request it names: the upstream then tells the server in its own terms, which for a shared stdio
 * server are other ids than the client's. One that names nothing we know goes on like any notification.
 */
export const cancel =
  (inFlight: Pick<InFlight, 'find'>): Stage<Decided, Decided> =>
  (next) =>
  (exchange) => {
    const { message, session, reply } = exchange;
    if (session === null || message.kind !== 'notification' || message.method !== 'notifications/cancelled') {
      return next(exchange);
    }
    const { requestId, reason } = (message.params ?? {}) as { requestId?: unknown; reason?: unknown };
    const flight = inFlight.find(session, requestId);
    if (flight === undefined) return next(exchange);
    flight.cancel(typeof reason === 'string' ? reason : 'cancelled by the client');
    reply.empty(202);
    return Promise.resolve(LISTENED);
  };
