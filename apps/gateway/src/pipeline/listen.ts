import { AppError } from '@sallyport/contracts';
import { envelopeId, readEnvelope } from '@sallyport/mcp';
import type { Replicas } from '../replicas/join-replicas.js';
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
  /** Judges answers of calls that another replica suspended; null when there is none. */
  readonly others: Pick<Replicas['questions'], 'resume'> | null;
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
      const answer = new Answer({
        onBegun: (begun) => {
          if (begun.head.stream) relay(options, context, begun, resolve);
          else reject(new AppError('request.method_not_allowed', { detail: 'This server offers no stream.' }));
        },
        onFailed: reject,
      });
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
      const own = resumedAnswer(options, current, raw);
      if (own !== null) return stream.send(own, eventId);
      const requestId = options.others === null ? null : answeredId(raw);
      if (requestId === null) {
        const passed = options.serverMessages.review(current, raw);
        return passed === null || stream.send(passed, eventId);
      }
      void answerFromElsewhere(options, current, { requestId, raw }).then((judged) => {
        const bytes = judged ?? options.serverMessages.review(current, raw);
        if (bytes === null || stream.send(bytes, eventId)) answer.resume();
      });
      return false;
    },
    onCursor: (eventId, retryMs) => stream.cursor(eventId, retryMs),
    onEnd: finish,
    // A stream has no place for an error: it ends, and the client connects again by itself.
    onError: finish,
  });
};

/** The answer of a call this client resumes; null for anything else. */
const resumedAnswer = ({ answers, suspended }: ListenOptions, { session }: ListenContext, raw: Buffer) => {
  const id = answeredId(raw);
  const call = id === null ? undefined : suspended.take(session, id);
  return call === undefined ? null : answers.resume(call, raw);
};

/** The id of the request a message answers; null when it is no answer. */
const answeredId = (raw: Buffer): string | number | null => {
  const envelope = readEnvelope(raw);
  return envelope === null || envelope.method !== null ? null : envelopeId(raw, envelope);
};

/** What the replica says that suspended the call; null when there is none, or it cannot be asked: the answer goes no further. */
const answerFromElsewhere = async (
  { others, suspended }: ListenOptions,
  { session, org, server }: ListenContext,
  { requestId, raw }: { readonly requestId: string | number; readonly raw: Buffer },
): Promise<Buffer | null> => {
  const holder = await suspended.holderOf(session, requestId);
  if (holder === null || others === null) return null;
  const place = { orgId: org.orgId, serverId: server.server.id };
  return others.resume(holder, place, { session: session.token, requestId, raw }).catch(() => null);
};

/** How something ends that leaves no record of its own. */
export const LISTENED: Outcome = {
  effect: EXEMPT.effect,
  reasons: EXEMPT.reasons,
  rules: [],
  findings: [],
  outcome: 'delivered',
  errorCode: null,
  result: null,
};
