import { AppError } from '@sallyport/contracts';
import { nowUs } from '../evidence/evidence.js';
import type { Refusals } from '../jsonrpc/refusals.js';
import type { Opinions } from '../opinions/opinions.js';
import type { AnswerReader } from './answer.js';
import type { Answered } from './exchange.js';
import { foresee } from './foresee.js';
import type { Deliver, Settle } from './forward.js';
import { LISTENED } from './listen.js';
import type { AnswerReviewer, ReviewedAnswer } from './review-answer.js';
import type { InitializeReviewer } from './review-initialize.js';
import type { ServerMessageReviewer } from './review-server-message.js';
import { type Judged, StreamDelivery } from './stream-delivery.js';
import { neverAnswered, type SuspendedCalls } from './suspended-calls.js';
import type { HeaderList } from './transport.js';

export interface DeliverOptions {
  readonly answers: AnswerReviewer;
  readonly initializations: InitializeReviewer;
  readonly serverMessages: ServerMessageReviewer;
  readonly refusals: Refusals;
  readonly suspended: SuspendedCalls;
  /** Null where nobody gives second opinions. */
  readonly opinions: Opinions | null;
  readonly inForce: (exchange: Answered) => Answered | null;
}

/**
 * Inspects and decides what comes back, message by message, and hands it to the client: as one JSON body or as a stream, as
 * the server chose. What is allowed unchanged leaves as the bytes that came.
 */
export const deliver = (options: DeliverOptions): Deliver => {
  const judge = judgeWith(options);
  const streaming = { ...options, judge };
  return (exchange, settle) => {
    const { answer, message } = exchange;
    if (message.kind !== 'request') acknowledge(exchange, settle);
    else if (answer.head.stream) answer.read(new StreamDelivery(streaming, exchange, settle));
    else answer.read(new JsonDelivery(judge, exchange, settle));
  };
};

/** Judges an answer; a promise only where it is long, or somebody is asked about it first. */
export type Judge = (exchange: Answered, raw: Buffer) => Judged | Promise<Judged>;

const NO_HEADERS: HeaderList = [];

/** How a client and a server make themselves known to each other, in either era. */
const INTRODUCTIONS: ReadonlySet<string> = new Set(['initialize', 'server/discover']);

const judgeWith =
  ({ answers, initializations, opinions }: DeliverOptions): Judge =>
  (exchange, raw) => {
    // A stream's head comes at once and its response when the server has done its work: that work is not our latency.
    if (exchange.answer.head.stream) exchange.evidence.upstreamUs = nowUs() - exchange.evidence.sentUs;
    if (!INTRODUCTIONS.has(exchange.spec.method)) {
      const foreseen = foresee(opinions, exchange, raw);
      return foreseen === null
        ? judgedOf(answers.review(exchange, raw))
        : foreseen.then((known) => judgedOf(answers.review(exchange, raw, known)));
    }
    const { bytes, outcome, session } = initializations.review(exchange, raw, exchange.answer.head.sessionId);
    return { bytes, outcome, headers: session === null ? NO_HEADERS : ['Mcp-Session-Id', session.token] };
  };

/** Member by member, because an object that is spread into another one costs ten times as much. */
const judgedOf = ({ bytes, outcome }: ReviewedAnswer): Judged => ({ bytes, outcome, headers: NO_HEADERS });

/** An answer in one piece. */
class JsonDelivery implements AnswerReader {
  private answered = false;

  constructor(
    private readonly judge: Judge,
    private readonly exchange: Answered,
    private readonly settle: Settle,
  ) {}

  onMessage(raw: Buffer): boolean {
    if (this.answered) return true;
    this.answered = true;
    try {
      const judged = this.judge(this.exchange, raw);
      if (judged instanceof Promise) judged.then((late) => this.send(late)).catch(this.settle.reject);
      else this.send(judged);
    } catch (thrown) {
      this.settle.reject(thrown);
    }
    return true;
  }

  onEnd(): void {
    if (this.answered) return;
    const { answer, reply } = this.exchange;
    if (!answer.cancelled) {
      this.onError(new AppError('upstream.invalid', { detail: 'The MCP server ended its answer without answering.' }));
      return;
    }
    // A cancelled request gets no answer, and its HTTP request an end: an event stream without events is both.
    if (reply.wanted) reply.stream().end();
    this.settle.resolve(neverAnswered(this.exchange));
  }

  onError(error: AppError): void {
    this.settle.reject(error);
  }

  private send({ bytes, outcome, headers }: Judged): void {
    const { reply } = this.exchange;
    const { wanted } = reply;
    reply.json(statusOf(this.exchange), bytes, headers);
    this.settle.resolve(wanted ? outcome : { ...outcome, outcome: 'cancelled' });
  }
}

/** A modern server tells some errors by the status too, and its client reads them there. */
const statusOf = ({ peer, answer }: Answered): number =>
  peer.era === 'modern' && answer.head.status >= 400 && answer.head.status < 500 ? answer.head.status : 200;

/** Notifications and answers of the client: the server has taken it, or not. */
const acknowledge = ({ answer, reply, evidence, decision, findings }: Answered, { resolve, reject }: Settle): void => {
  answer.read({
    onMessage: () => true,
    onEnd: () => {
      reply.empty(202);
      const { effect, reasons, rules } = evidence.recorded ? decision : LISTENED;
      resolve({ ...LISTENED, effect, reasons, rules, findings });
    },
    onError: reject,
  });
};
