import { AppError, type Finding, toAppError } from '@sallyport/contracts';
import { type Envelope, editObject, envelopeId, locate, readEnvelope } from '@sallyport/mcp';
import type { Follower } from '../behaviour/follow.js';
import type { Refusals } from '../jsonrpc/refusals.js';
import type { TaskOwners } from '../sessions/task-owners.js';
import { captureResult } from './dues.js';
import type { Decided, Obliged, Outcome } from './exchange.js';
import type { Foreseen } from './foresee.js';
import { parseAnswer } from './parse-answer.js';
import { ownerOf } from './recognise.js';
import { outcomeOf } from './record.js';
import { type InputReviewer, mayAskForInput } from './review-inputs.js';
import type { ListReviewer } from './review-list.js';
import { type Review, type Reviewer } from './review-message.js';
import type { SuspendedCall } from './suspended-calls.js';

export interface ReviewedAnswer {
  readonly bytes: Buffer;
  readonly outcome: Outcome;
}

export interface AnswerReviewerOptions {
  readonly reviewer: Reviewer;
  readonly lists: ListReviewer;
  readonly inputs: InputReviewer;
  readonly tasks: TaskOwners;
  readonly refusals: Refusals;
  readonly follower: Pick<Follower, 'learnLater' | 'returned'>;
}

/** Judges the one answer to a request. */
export class AnswerReviewer {
  private readonly reviewer: Reviewer;
  private readonly lists: ListReviewer;
  private readonly tasks: TaskOwners;
  private readonly refusals: Refusals;
  private readonly inputs: InputReviewer;
  private readonly follower: AnswerReviewerOptions['follower'];

  constructor({ reviewer, lists, inputs, tasks, refusals, follower }: AnswerReviewerOptions) {
    this.reviewer = reviewer;
    this.lists = lists;
    this.tasks = tasks;
    this.refusals = refusals;
    this.inputs = inputs;
    this.follower = follower;
  }

  /**
   * @param known  what was found in it ahead, where that took waiting
   * @throws AppError `upstream.invalid` when it is no answer to this request; as {@link Reviewer.review} otherwise
   */
  review(exchange: Obliged, raw: Buffer, known?: Foreseen): ReviewedAnswer {
    const envelope = assertAnswers(exchange, raw);
    if (envelope.error !== null)
      return this.settle(exchange, raw, this.reviewResult(exchange, raw, known), 'rpc_error');
    const { spec } = exchange;
    if (spec.list !== null) return this.settle(exchange, raw, this.lists.review(exchange, raw, spec.list), null);
    const review = this.reviewResult(exchange, raw, known);
    if (asksForTask(exchange) || mayBeTask(exchange, raw)) this.noteTask(exchange, raw);
    return this.settle(exchange, raw, review, isToolError(exchange, raw) ? 'tool_error' : null);
  }

  /**
   * Judges an answer that comes on another stream than its call began on, and ends the call.
   * @returns what the client gets: the answer, or the error in its place
   */
  resume({ exchange, settle }: SuspendedCall, raw: Buffer): Buffer {
    try {
      const { bytes, outcome } = this.review(exchange, raw);
      settle(outcome);
      return bytes;
    } catch (thrown) {
      const error = toAppError(thrown);
      const outcome = outcomeOf(error, exchange.evidence);
      settle(outcome);
      const { evidence, orgSlug } = exchange;
      return this.refusals.toAnswer(error, { evidence, outcome, orgSlug }).body;
    }
  }

  private reviewResult(exchange: Obliged, raw: Buffer, known: Foreseen | undefined): Review {
    const { spec, target, dues, evidence } = exchange;
    try {
      const review = this.reviewer.review(exchange, {
        raw,
        kind: 'result',
        method: spec.method,
        target,
        more: together(known?.more, this.follower.returned(exchange, raw)),
        known,
      });
      dues?.onAnswer(raw, review.findings);
      // What is hidden from the client is not there to be sent on.
      this.follower.learnLater(exchange, review.bytes, review.findings);
      if (review.decision.obligations.capture.result) captureResult(evidence, raw, review.findings);
      return review;
    } catch (thrown) {
      // What is kept from the client was sent all the same.
      dues?.onAnswer(raw, evidence.responseDecision?.findings ?? null);
      throw thrown;
    }
  }

  private settle(
    exchange: Decided,
    raw: Buffer,
    { bytes, decision, findings }: Review,
    kind: 'tool_error' | 'rpc_error' | null,
  ): ReviewedAnswer {
    const hidden = bytes !== raw || exchange.decision.effect === 'redact';
    return {
      bytes: exchange.peer.era === 'modern' && kind !== 'rpc_error' ? this.toModern(exchange, bytes) : bytes,
      outcome: {
        effect: hidden ? 'redact' : decision.effect,
        reasons: decision.reasons,
        rules: decision.observed.length === 0 ? decision.rules : [...decision.rules, ...decision.observed],
        findings,
        exceptions: decision.exceptions,
        alert: decision.obligations.alert,
        labels: decision.obligations.labels,
        outcome: kind ?? (bytes === raw ? 'delivered' : 'redacted'),
        errorCode: null,
        result: raw,
      },
    };
  }

  /** What a modern client's revision asks of us besides judging: a request state of our own, and private copies only. */
  private toModern(exchange: Decided, bytes: Buffer): Buffer {
    return keptPrivate(exchange, mayAskForInput(bytes) ? this.inputs.review(exchange, bytes) : bytes);
  }

  /** A call that became a task: what comes of it later belongs to the one who made it. */
  private noteTask(exchange: Decided, raw: Buffer): void {
    const { result } = parseAnswer(raw) as { result?: { taskId?: unknown; task?: { taskId?: unknown } } };
    const taskId = result?.task?.taskId ?? result?.taskId;
    if (typeof taskId === 'string') void this.tasks.add(ownerOf(exchange), taskId, exchange.target);
  }
}

const together = (foreseen: readonly Finding[] | undefined, returned: readonly Finding[]): readonly Finding[] =>
  foreseen === undefined || foreseen.length === 0 ? returned : [...foreseen, ...returned];

/**
 * Makes sure that what came is the answer to what was asked: a result or an error, nothing that a client could take for a
 * request of the server, and with our request's id.
 */
const assertAnswers = ({ message }: Decided, raw: Buffer): Envelope => {
  const envelope = readEnvelope(raw);
  const isAnswer =
    envelope !== null && envelope.method === null && (envelope.result === null) !== (envelope.error === null);
  if (!isAnswer) throw new AppError('upstream.invalid', { detail: 'The MCP server sent something that is no answer.' });
  const id = envelopeId(raw, envelope);
  const expected = message.kind === 'request' ? message.id : null;
  // An error may come without an id when the server could not read ours.
  if (id !== expected && !(id === null && envelope.error !== null)) {
    throw new AppError('upstream.invalid', { detail: 'The MCP server answered another request.' });
  }
  return envelope;
};

const asksForTask = ({ message }: Decided): boolean =>
  message.kind === 'request' &&
  message.method === 'tools/call' &&
  (message.params as { task?: unknown } | undefined)?.task !== undefined;

/**
 * What a client gets is what its principal may see, so nobody else may be served from a copy of it.
 * @see MCP specification 2026-07-28, "Caching: Choosing a Cache Scope"
 */
export const keptPrivate = ({ spec }: Pick<Decided, 'spec'>, bytes: Buffer): Buffer => {
  if (!spec.cacheable) return bytes;
  const type = locate(bytes, '/result/resultType');
  const complete = type === null || JSON.parse(bytes.toString('utf8', type.start, type.end)) === 'complete';
  const scope = locate(bytes, '/result/cacheScope');
  if (!complete || (scope !== null && bytes.toString('utf8', scope.start, scope.end) === PRIVATE)) return bytes;
  return editObject(bytes, '/result', { set: { cacheScope: PRIVATE } });
};

const PRIVATE = '"private"';

/** A modern server makes a task of a call unasked, and says so by the type of its result. */
const mayBeTask = ({ peer, message }: Decided, raw: Buffer): boolean =>
  peer.era === 'modern' && message.kind === 'request' && message.method === 'tools/call' && raw.includes('"taskId"');

const IS_ERROR = '"isError"';

/** Whether a tool says it failed. The name is looked for first, because nearly no answer holds it. */
const isToolError = ({ message }: Decided, raw: Buffer): boolean => {
  if (message.kind !== 'request' || message.method !== 'tools/call' || !raw.includes(IS_ERROR)) return false;
  const span = locate(raw, '/result/isError');
  return span !== null && raw.toString('latin1', span.start, span.end) === 'true';
};
