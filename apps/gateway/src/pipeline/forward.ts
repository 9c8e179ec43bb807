import { LATEST_VERSION, locate, negotiateVersion, splice } from '@sallyport/mcp';
import { nowUs } from '../evidence/evidence.js';
import type { InFlight } from '../sessions/in-flight.js';
import { atTurnEnd } from '../turn-end.js';
import type { UpstreamCall } from '../upstream/upstream.js';
import { Answer } from './answer.js';
import type { Answered, Decided, Outcome, Stage } from './exchange.js';
import { learn } from './learn.js';
import { redact } from './redact.js';

/**
 * Sends what was allowed, as the bytes that were inspected. The client's token and headers stay here: the upstream knows its
 * own credential, and nothing of the request but its body is handed over. The next stage runs when the head of the answer
 * is there, in the same turn.
 */
export const forward =
  (inFlight: Pick<InFlight, 'add'>): Stage<Decided, Answered> =>
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
      atTurnEnd(() => {
        if (answer.isOver) return;
        evidence.sentUs = nowUs();
        try {
          answer.attach(upstream.send(call, answer));
        } catch (thrown) {
          reject(thrown);
        }
      });
    });

const toCall = (exchange: Decided): UpstreamCall => {
  const { message, peer, session, server, head, definition } = exchange;
  const asks = message.kind === 'request';
  const speaks = asks || message.kind === 'notification';
  return {
    body: bodyOf(exchange),
    kind: speaks ? message.kind : 'response',
    id: message.kind === 'notification' ? null : message.id,
    method: speaks ? message.method : null,
    params: speaks ? message.params : undefined,
    peer,
    inputSchema: definition?.inputSchema,
    progressToken: asks ? progressTokenOf(message.params) : undefined,
    session: session?.upstream ?? null,
    traceparent: exchange.evidence.traceId === null ? null : head.traceparent,
    timeoutMs: server.server.timeoutMs,
  };
};

/** The client's bytes, but for two cases: something in them has to be hidden, or it asks for a version we do not speak. */
const bodyOf = ({ body, message, decision, findings }: Decided): Buffer => {
  if (decision.effect === 'redact') return redact(body, message, findings, decision.redactions);
  if (message.kind !== 'request' || message.method !== 'initialize') return body;
  const requested = (message.params as { protocolVersion?: unknown } | undefined)?.protocolVersion;
  if (typeof requested === 'string' && negotiateVersion(requested) !== null) return body;
  const span = locate(body, '/params/protocolVersion');
  return span === null ? body : splice(body, [{ ...span, replacement: Buffer.from(JSON.stringify(LATEST_VERSION)) }]);
};

const progressTokenOf = (params: object | undefined): string | number | undefined => {
  const token = (params as { _meta?: { progressToken?: unknown } } | undefined)?._meta?.progressToken;
  return typeof token === 'string' || typeof token === 'number' ? token : undefined;
};

/** Lets a cancellation find the request while it is on its way. */
const track = ({ message, session }: Decided, answer: Answer, inFlight: Pick<InFlight, 'add'>): (() => void) =>
  session === null || message.kind !== 'request'
    ? () => undefined
    : inFlight.add(session, message.id, { cancel: (reason) => answer.abandon(reason) });
