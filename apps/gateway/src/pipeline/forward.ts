import { nowUs } from '../evidence/evidence.js';
import type { InFlight } from '../sessions/in-flight.js';
import type { TaskOwners } from '../sessions/task-owners.js';
import { atTurnEnd } from '../turn-end.js';
import type { UpstreamCall } from '../upstream/upstream.js';
import { Answer } from './answer.js';
import type { Answered, Obliged, Outcome, Stage } from './exchange.js';
import { learn } from './learn.js';
import { shareTasks } from './share-tasks.js';
import { upstreamBody, upstreamParams } from './upstream-body.js';

export interface ForwardOptions {
  readonly inFlight: Pick<InFlight, 'add'>;
  readonly tasks: Pick<TaskOwners, 'add' | 'fetch' | 'isShared'>;
}

/**
 * Sends what was allowed, as the bytes that were inspected. The client's token and headers stay here: the upstream knows its
 * own credential, and nothing of the request but its body is handed over. The next stage runs when the head of the answer
 * is there, in the same turn.
 */
export const forward =
  ({ inFlight, tasks }: ForwardOptions): Stage<Obliged, Answered> =>
  (next) =>
  (exchange) =>
    new Promise<Outcome>((resolve, reject) => {
      const { evidence, upstream } = exchange;
      const call = toCall(exchange);
      const answer = new Answer((begun) => {
        evidence.upstreamUs = nowUs() - evidence.sentUs;
        next(learn(exchange, { answer: begun })).then(resolve, reject);
      }, reject);
      answer.onOver(track(exchange, answer, inFlight));
      // For a modern client going away is how it cancels; a legacy one may come back for the answer.
      if (exchange.peer.era === 'modern') exchange.reply.onGone(() => answer.abandon('the client closed the stream'));
      atTurnEnd(() => {
        if (answer.isOver) return;
        evidence.sentUs = nowUs();
        try {
          answer.attach(upstream.send(call, shareTasks(exchange, answer, tasks)));
        } catch (thrown) {
          reject(thrown);
        }
      });
    });

const toCall = (exchange: Obliged): UpstreamCall => {
  const { message, peer, session, server, head, definition, questionId } = exchange;
  const asks = message.kind === 'request';
  const speaks = asks || message.kind === 'notification';
  const body = upstreamBody(exchange);
  return {
    body,
    kind: speaks ? message.kind : 'response',
    id: message.kind === 'notification' ? null : (questionId ?? message.id),
    method: speaks ? message.method : null,
    params: upstreamParams(exchange, body),
    peer,
    inputSchema: definition?.inputSchema,
    progressToken: asks ? progressTokenOf(message.params) : undefined,
    session: session?.upstream ?? null,
    traceparent: exchange.evidence.traceId === null ? null : head.traceparent,
    // A subscription lasts until one side has enough of it.
    timeoutMs: message.kind === 'request' && message.method === 'subscriptions/listen' ? null : server.server.timeoutMs,
  };
};

const progressTokenOf = (params: object | undefined): string | number | undefined => {
  const token = (params as { _meta?: { progressToken?: unknown } } | undefined)?._meta?.progressToken;
  return typeof token === 'string' || typeof token === 'number' ? token : undefined;
};

/** Lets a cancellation find the request while it is on its way. */
const track = ({ message, session }: Obliged, answer: Answer, inFlight: Pick<InFlight, 'add'>): (() => void) =>
  session === null || message.kind !== 'request'
    ? () => undefined
    : inFlight.add(session, message.id, { cancel: (reason) => answer.abandon(reason) });
