import { AppError } from '@sallyport/contracts';
import { envelopeId, readEnvelope } from '@sallyport/mcp';
import type { Session, SessionStore } from '../sessions/session-store.js';
import { Answer } from './answer.js';
import type { Outcome, Placed } from './exchange.js';
import { EXEMPT } from './exempt.js';
import { requireSession } from './recognise.js';
import type { AnswerReviewer } from './review-answer.js';
import type { ServerMessageReviewer, StreamContext } from './review-server-message.js';
import type { SuspendedCalls } from './suspended-calls.js';

export interface ListenOptions {
  readonly sessions: Pick<SessionStore, 'find'>;
  readonly serverMessages: ServerMessageReviewer;
  readonly answers: AnswerReviewer;
  readonly suspended: SuspendedCalls;
  readonly inForce: (context: ListenContext) => ListenContext | null;
}

type ListenContext = StreamContext & { readonly session: Session };

/**
 * The GET stream: what a server sends by itself, each message inspected and decided on its own before it is passed on, and
 * the answers of calls that are resumed. Ends when the server or the client ends it; a client that is gone is told to the
 * server.
 */
export const listen =
  (options: ListenOptions) =>
  async (exchange: Placed): Promise<Outcome> => {
    const session = requireSession(exchange, options.sessions);
    exchange.evidence.recorded = false;
    const context: ListenContext = { ...exchange, session, peer: session.peer };
    return new Promise((resolve, reject) => {
      const answer = new Answer((begun) => {
        if (begun.head.stream) relay(options, context, begun, resolve);
        else reject(new AppError('request.method_not_allowed', { detail: 'This server offers no stream.' }));
      }, reject);
      const { peer, upstream: upstreamSession } = session;
      const lastEventId = context.head.lastEventId ?? undefined;
      answer.attach(context.upstream.listen({ peer, session: upstreamSession, lastEventId }, answer));
      context.reply.onGone(() => answer.abandon('the client is gone'));
    });
  };

const relay = (
  options: ListenOptions,
  context: ListenContext,
  answer: Answer,
  resolve: (outcome: Outcome) => void,
): void => {
  const stream = context.reply.stream();
  stream.drain(() => answer.resume());
  stream.flush();
  const finish = (): void => {
    stream.end();
    resolve(LISTENED);
  };
  answer.read({
    onMessage: (raw, eventId) => {
      const current = options.inForce(context);
      if (current === null) {
        answer.abandon('the client may no longer listen');
        return true;
      }
      const bytes = resumedAnswer(options, current, raw) ?? options.serverMessages.review(current, raw);
      return bytes === null || stream.send(bytes, eventId);
    },
    onCursor: (eventId, retryMs) => stream.cursor(eventId, retryMs),
    onEnd: finish,
    // A stream has no place for an error: it ends, and the client connects again by itself.
    onError: finish,
  });
};

/** The answer of a call this client resumes; null for anything else. */
const resumedAnswer = ({ answers, suspended }: ListenOptions, { session }: ListenContext, raw: Buffer) => {
  const envelope = readEnvelope(raw);
  if (envelope === null || envelope.method !== null) return null;
  const id = envelopeId(raw, envelope);
  const call = id === null ? undefined : suspended.take(session, id);
  return call === undefined ? null : answers.resume(call, raw);
};

/** How something ends that leaves no record of its own. */
export const LISTENED: Outcome = {
  effect: EXEMPT.effect,
  reasons: EXEMPT.reasons,
  rules: [],
  findings: [],
  outcome: 'delivered',
  errorCode: null,
  resultDigest: null,
  resultBytes: 0,
};
