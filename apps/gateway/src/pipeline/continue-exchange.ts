import { AppError } from '@sallyport/contracts';
import { type RequestStates, requestDigestOf } from '../sessions/request-state.js';
import type { Continued, Resolved, Stage } from './exchange.js';
import { learn } from './learn.js';
import { ownerOf } from './recognise.js';

/**
 * Opens the request state of a retried modern request. What a client answers was asked of it, for this very request; anything
 * else is refused before the server hears of it.
 */
export const continueExchange =
  (states: Pick<RequestStates, 'open'>): Stage<Resolved, Continued> =>
  (next) =>
  (exchange) => {
    const { message, peer } = exchange;
    if (peer.era !== 'modern' || message.kind !== 'request' || message.params === undefined) {
      return next(learn(exchange, { continued: null }));
    }
    const { requestState, inputResponses } = message.params as Readonly<Record<string, unknown>>;
    if (requestState === undefined && inputResponses === undefined) return next(learn(exchange, { continued: null }));
    const digest = requestDigestOf(message.method, message.params);
    const open = typeof requestState === 'string' ? states.open(requestState, ownerOf(exchange), digest) : null;
    if (open === null) throw new AppError('mcp.request_state_unknown');
    if (inputResponses !== undefined && (typeof inputResponses !== 'object' || inputResponses === null)) {
      throw new AppError('request.invalid', { detail: 'inputResponses must be an object.' });
    }
    const responses = (inputResponses ?? {}) as Readonly<Record<string, unknown>>;
    return next(learn(exchange, { continued: { ...open, responses } }));
  };
