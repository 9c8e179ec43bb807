import type { AppError } from '@sallyport/contracts';
import { nowUs } from '../evidence/evidence.js';
import type { Carrier, InFlight } from '../sessions/in-flight.js';
import type { TaskOwners } from '../sessions/task-owners.js';
import { atTurnEnd } from '../turn.js';
import type { UpstreamCall } from '../upstream/upstream.js';
import { Answer, type AnswerOwner } from './answer.js';
import type { Answered, Obliged, Outcome } from './exchange.js';
import { withAnswer } from './learn.js';
import { shareTasks } from './share-tasks.js';
import { upstreamBody, upstreamParams } from './upstream-body.js';

export interface ForwardOptions {
  readonly inFlight: Pick<InFlight, 'end'>;
  readonly tasks: Pick<TaskOwners, 'add' | 'fetch' | 'isShared'>;
}

/** Takes an answer from its head on, in that turn, and says how the exchange ended. */
export type Deliver = (exchange: Answered, settle: Settle) => void;

export interface Settle {
  readonly resolve: (outcome: Outcome) => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * Sends what was allowed, as the bytes that were inspected. The client's token and headers stay here: the upstream knows its
 * own credential, and nothing of the request but its body is handed over.
 * @param deliver  runs when the head of the answer is there, in the same turn
 */
export const forward =
  (options: ForwardOptions, deliver: Deliver) =>
  (exchange: Obliged): Promise<Outcome> =>
    new Promise((resolve, reject) => {
      new Forwarding(exchange, options, { deliver, resolve, reject }).start();
    });

interface Ending extends Settle {
  readonly deliver: Deliver;
}

/** One message on its way to the server, and what waits for the answer. */
class Forwarding implements AnswerOwner, Carrier {
  private readonly answer = new Answer(this);

  constructor(
    private readonly exchange: Obliged,
    private readonly options: ForwardOptions,
    private readonly ending: Ending,
  ) {}

  start(): void {
    const { exchange, answer } = this;
    exchange.flight?.handTo(this);
    if (answer.isOver) return;
    const call = toCall(exchange);
    atTurnEnd(() => this.send(call));
  }

  cancel(reason: string): void {
    this.answer.abandon(reason);
  }

  onBegun(answer: Answer): void {
    const { exchange, ending } = this;
    const { evidence } = exchange;
    if (evidence.sentUs > 0) evidence.upstreamUs = nowUs() - evidence.sentUs;
    try {
      ending.deliver(withAnswer(exchange, answer), ending);
    } catch (thrown) {
      ending.reject(thrown);
    }
  }

  onFailed(error: AppError): void {
    this.ending.reject(error);
  }

  onOver(): void {
    const { flight } = this.exchange;
    if (flight !== null) this.options.inFlight.end(flight);
  }

  private send(call: UpstreamCall): void {
    const { answer, exchange } = this;
    if (answer.isOver) return;
    exchange.evidence.sentUs = nowUs();
    try {
      answer.attach(exchange.upstream.send(call, shareTasks(exchange, answer, this.options.tasks)));
    } catch (thrown) {
      this.ending.reject(thrown);
    }
  }
}

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
