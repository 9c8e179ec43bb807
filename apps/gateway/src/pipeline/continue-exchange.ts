import { AppError } from '@sallyport/contracts';
import { type OpenExchange, type RequestStates, requestDigestOf } from '../sessions/request-state.js';
import type { Continued, Resolved, Stage } from './exchange.js';
import { withContinued } from './learn.js';
import { ownerOf } from './recognise.js';

/**
 * Opens the request state of a retried modern request. What comes with a state was asked of this client, for this very
 * request; anything else is refused before the server hears of it.
 */
export const continueExchange =
  (states: Pick<RequestStates, 'open'>): Stage<Resolved, Continued> =>
  (next) =>
  (exchange) => {
    const { message, peer } = exchange;
    if (peer.era !== 'modern' || message.kind !== 'request' || message.params === undefined) {
      return next(withContinued(exchange, null));
    }
    const { requestState, inputResponses } = message.params as Readonly<Record<string, unknown>>;
    if (requestState === undefined && inputResponses === undefined) return next(withContinued(exchange, null));
    if (inputResponses !== undefined && (typeof inputResponses !== 'object' || inputResponses === null)) {
      throw new AppError('request.invalid', { detail: 'inputResponses must be an object.' });
    }
    const responses = (inputResponses ?? {}) as Readonly<Record<string, unknown>>;
    if (requestState === undefined) return next(withContinued(exchange, { ...unasked(responses), responses }));
    const digest = requestDigestOf(message.method, message.params);
    const open = typeof requestState === 'string' ? states.open(requestState, ownerOf(exchange), digest) : null;
    if (open === null) throw new AppError('mcp.request_state_unknown');
    // An answer beside those that were asked for is to something nobody saw asked.
    const questions = open.own ? open.questions : { ...unasked(responses).questions, ...open.questions };
    return next(withContinued(exchange, { ...open, questions, responses }));
  };

/** Whatever a client can be asked. */
const ANYTHING = ['elicitation/create', 'sampling/createMessage', 'roots/list'];

/** Answers to what we did not see asked, as with tasks, may answer anything, so they have to be allowed as everything. */
const unasked = (responses: Readonly<Record<string, unknown>>): OpenExchange => ({
  inner: null,
  own: false,
  questions: Object.fromEntries(Object.keys(responses).map((key) => [key, ANYTHING])),
});
