import { AppError } from '@sallyport/contracts';
import { MCP_ERRORS } from '@sallyport/mcp';
import { type RequestStates, requestDigestOf } from '../sessions/request-state.js';
import type { Continued, Outcome, Stage } from './exchange.js';
import { ownerOf } from './recognise.js';
import { outcomeOf } from './record.js';

/** Our own key among input requests; servers' are theirs to choose, so ours is never put beside them. */
const KEY = 'sallyport-connect';

/**
 * Around everything that may reach the server: one that wants its user to sign in first is a question the client may be able
 * to put to that user itself. It is then asked in the protocol's own way to open the page where the server is connected; other
 * clients get the error, with the same address.
 * @see MCP specification 2026-07-28 and 2025-11-25, "Elicitation: URL Mode"
 */
export const askToConnect =
  (states: Pick<RequestStates, 'seal'>): Stage<Continued, Continued> =>
  (next) =>
  (exchange) => {
    if (!opensAddresses(exchange)) return next(exchange);
    return attempt(() => next(exchange)).catch((thrown: unknown) => {
      const url = thrown instanceof AppError && thrown.code === NEEDED ? thrown.params.url : undefined;
      if (!(thrown instanceof AppError) || typeof url !== 'string' || !exchange.reply.wanted) throw thrown;
      exchange.reply.json(200, questionFor(exchange, states, { url, message: `${thrown.detail}.` }));
      exchange.evidence.recorded = true;
      return { ...outcomeOf(thrown, exchange.evidence), outcome: 'held' } satisfies Outcome;
    });
  };

const NEEDED = 'upstream.authorization_required';

/** Whether the client takes this request's answer to be an address to open. */
const opensAddresses = ({ peer, message, spec }: Continued): boolean => {
  const { elicitation } = peer.capabilities;
  const declared = typeof elicitation === 'object' && elicitation !== null && 'url' in elicitation;
  if (!declared || message.kind !== 'request') return false;
  return peer.era === 'modern' ? spec.inputResponsesPointer !== null : peer.protocolVersion === '2025-11-25';
};

interface Page {
  readonly url: string;
  readonly message: string;
}

const questionFor = (exchange: Continued, states: Pick<RequestStates, 'seal'>, { url, message }: Page): Buffer => {
  const request = exchange.message;
  const id = request.kind === 'request' ? request.id : null;
  if (exchange.peer.era === 'legacy') {
    const elicitations = [{ mode: 'url', elicitationId: exchange.evidence.callId, url, message }];
    return toBytes({ id, error: { code: MCP_ERRORS.urlElicitationRequired, message, data: { elicitations } } });
  }
  const digest = request.kind === 'request' ? requestDigestOf(request.method, request.params) : '';
  const requestState = states.seal(ownerOf(exchange), digest, { inner: null, questions: {}, own: true });
  const inputRequests = { [KEY]: { method: 'elicitation/create', params: { mode: 'url', url, message } } };
  return toBytes({ id, result: { resultType: 'input_required', inputRequests, requestState } });
};

const toBytes = (message: object): Buffer => Buffer.from(JSON.stringify({ jsonrpc: '2.0', ...message }));

/** Steps may throw before they give a promise. */
const attempt = async <T>(run: () => Promise<T>): Promise<T> => run();
