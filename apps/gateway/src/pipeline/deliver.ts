import { AppError } from '@sallyport/contracts';
import { nowUs } from '../evidence/evidence.js';
import type { Refusals } from '../jsonrpc/refusals.js';
import type { Opinions } from '../opinions/opinions.js';
import type { Answered, Outcome } from './exchange.js';
import { type Foreseen, foresee } from './foresee.js';
import { LISTENED } from './listen.js';
import type { AnswerReviewer } from './review-answer.js';
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
export const deliver = (options: DeliverOptions): ((exchange: Answered) => Promise<Outcome>) => {
  const judge = judgeWith(options);
  return (exchange) =>
    new Promise((resolve, reject) => {
      const { answer, message } = exchange;
      const settle = { resolve, reject };
      if (message.kind !== 'request') acknowledge(exchange, settle);
      else if (answer.head.stream) answer.read(new StreamDelivery({ ...options, judge }, exchange, settle));
      else deliverJson(judge, exchange, settle);
    });
};

/** Judges an answer; a promise only where it is long, or somebody is asked about it first. */
export type Judge = (exchange: Answered, raw: Buffer) => Judged | Promise<Judged>;

interface Settle {
  readonly resolve: (outcome: Outcome) => void;
  readonly reject: (reason: unknown) => void;
}

const NO_HEADERS: HeaderList = [];

/** How a client and a server make themselves known to each other, in either era. */
const INTRODUCTIONS: ReadonlySet<string> = new Set(['initialize', 'server/discover']);

const judgeWith =
  ({ answers, initializations, opinions }: DeliverOptions): Judge =>
  (exchange, raw) => {
    // A stream's head comes at once and its response when the server has done its work: that work is not our latency.
    exchange.evidence.upstreamUs = nowUs() - exchange.evidence.sentUs;
    if (!INTRODUCTIONS.has(exchange.spec.method)) {
      const foreseen = foresee(opinions, exchange, raw);
      const judged = (known?: Foreseen): Judged => ({
        ...answers.review(exchange, raw, known),
        headers: NO_HEADERS,
      });
      return foreseen === null ? judged() : foreseen.then(judged);
    }
    const { bytes, outcome, session } = initializations.review(exchange, raw, exchange.answer.head.sessionId);
    return { bytes, outcome, headers: session === null ? NO_HEADERS : ['Mcp-Session-Id', session.token] };
  };

const deliverJson = (judge: Judge, exchange: Answered, { resolve, reject }: Settle): void => {
  const { answer, reply } = exchange;
  let answered = false;
  answer.read({
    onMessage: (raw) => {
      if (answered) return true;
      answered = true;
      const send = ({ bytes, outcome, headers }: Judged): void => {
        const { wanted } = reply;
        reply.json(statusOf(exchange), bytes, headers);
        resolve(wanted ? outcome : { ...outcome, outcome: 'cancelled' });
      };
      try {
        const judged = judge(exchange, raw);
        if (judged instanceof Promise) judged.then(send).catch(reject);
        else send(judged);
      } catch (thrown) {
        reject(thrown);
      }
      return true;
    },
    onEnd: () => {
      if (answered) return;
      if (!answer.cancelled) {
        reject(new AppError('upstream.invalid', { detail: 'The MCP server ended its answer without answering.' }));
        return;
      }
      // A cancelled request gets no answer, and its HTTP request an end: an event stream without events is both.
      if (reply.wanted) reply.stream().end();
      resolve(neverAnswered(exchange));
    },
    onError: reject,
  });
};

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
