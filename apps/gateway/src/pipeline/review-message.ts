import { AppError, type Finding } from '@sallyport/contracts';
import { type Decision, type DecisionInput, decide } from '@sallyport/policy';
import { nowUs } from '../evidence/evidence.js';
import type { Metrics } from '../metrics.js';
import type { Decided, Placed } from './exchange.js';
import { NO_ROLES, toolOf } from './facts.js';
import type { Foreseen } from './foresee.js';
import { INSPECTION_BUDGET_US } from './inspect-request.js';
import { inspectorOf } from './inspector-of.js';
import { parseAnswer } from './parse-answer.js';
import { recordedOf } from './record.js';
import { redact } from './redact.js';

/** What of the exchange a message from the server is judged by. */
export type ReviewContext = Placed &
  Pick<Decided, 'peer'> &
  Partial<Pick<Decided, 'definition' | 'argumentsBytes' | 'args' | 'argumentRoles'>>;

export interface Review {
  /** What may go to the client; the very bytes that came when nothing had to be hidden. */
  readonly bytes: Buffer;
  readonly decision: Decision;
  readonly findings: readonly Finding[];
}

export interface ReviewSubject {
  readonly raw: Buffer;
  readonly kind: 'result' | 'definition' | 'server_message';
  readonly method: string;
  readonly target: Decided['target'];
  /** The time it is decided by; now unless given. */
  readonly now?: number;
  /** What was found in it ahead; inspected here otherwise. */
  readonly known?: Pick<Foreseen, 'value' | 'found'> | undefined;
  /** Findings of others in it. */
  readonly more?: readonly Finding[];
  /** The parsed message, where somebody has parsed it already. */
  readonly value?: unknown;
}

export interface ReviewerOptions {
  readonly metrics: Pick<Metrics, 'inspectDuration'>;
  readonly now: () => number;
}

const NO_FINDINGS: readonly Finding[] = [];

/**
 * Inspects and decides what a server sends. The bytes are scanned as they are; they are parsed only when the scan saw
 * something, or when a rule reads the result.
 */
export class Reviewer {
  private readonly metrics: ReviewerOptions['metrics'];
  readonly now: () => number;

  constructor({ metrics, now }: ReviewerOptions) {
    this.metrics = metrics;
    this.now = now;
  }

  /**
   * @throws AppError `policy.denied` (a rule said so, or it could not be inspected or hidden), `policy.approval_required`,
   *   `upstream.invalid` when it has to be parsed and cannot be
   */
  review(context: ReviewContext, subject: ReviewSubject): Review {
    const { evidence } = context;
    const startedUs = nowUs();
    const { known } = subject;
    const suspicious = known !== undefined || inspectorOf(context).inspectBytes(subject.raw, subject.kind);
    const readsResult = context.org.program.readsResult;
    const value = suspicious || readsResult ? (known?.value ?? subject.value ?? parseAnswer(subject.raw)) : undefined;
    const found = known?.found ?? (suspicious ? this.inspect(context, value, subject.kind) : NO_FINDINGS);
    const findings = subject.more === undefined || subject.more.length === 0 ? found : [...subject.more, ...found];
    const tookUs = nowUs() - startedUs;
    evidence.inspectUs += tookUs;
    this.metrics.inspectDuration.observeUs(tookUs);
    this.assertInTime(context, tookUs);
    const result = readsResult ? (value as { result?: unknown } | undefined)?.result : undefined;
    const decision = decide(context.org.program, this.toInput(context, subject, findings, result));
    assertLetThrough(context, decision, findings);
    if (decision.effect !== 'redact') return { bytes: subject.raw, decision, findings };
    const bytes = redact(subject.raw, value, findings, decision.redactions);
    return { bytes, decision, findings };
  }

  toInput(
    context: ReviewContext,
    subject: Pick<ReviewSubject, 'method' | 'target' | 'now'>,
    findings: readonly Finding[],
    result: unknown,
  ): DecisionInput {
    const { principal, peer, server, definition = null, head, argumentRoles = NO_ROLES } = context;
    return {
      direction: 'response',
      method: subject.method,
      principal,
      client: peer.client,
      server: server.decided,
      target: subject.target,
      tool: toolOf({ target: subject.target, definition }),
      // Where the message carries no arguments they are unknown, not absent: a rule about them then says nothing of it.
      args: context.args ?? undefined,
      argumentsBytes: context.argumentsBytes ?? 0,
      findings,
      now: subject.now ?? this.now(),
      address: head.address,
      argumentRoles,
      result,
    };
  }

  private inspect(context: ReviewContext, value: unknown, kind: ReviewSubject['kind']): readonly Finding[] {
    try {
      return inspectorOf(context).inspectMessage(value, kind, '');
    } catch (cause) {
      context.evidence.reasons = ['inspection-failed'];
      throw new AppError('policy.denied', { detail: 'The answer could not be inspected.', cause });
    }
  }

  private assertInTime({ server, evidence }: ReviewContext, tookUs: number): void {
    if (tookUs <= INSPECTION_BUDGET_US || server.decided.tier !== 'sensitive') return;
    evidence.reasons = ['inspection-failed'];
    throw new AppError('policy.denied', { detail: 'The inspection took too long.' });
  }
}

/** An answer cannot wait for a person, so one that would have to is not delivered. */
export const assertLetThrough = (
  { evidence }: Pick<ReviewContext, 'evidence'>,
  decision: Decision,
  findings: readonly Finding[],
): void => {
  if (decision.effect !== 'deny' && decision.effect !== 'approve') return;
  evidence.reasons = decision.reasons;
  evidence.responseDecision = recordedOf(decision, findings);
  throw new AppError('policy.denied', decision.message === null ? {} : { detail: decision.message });
};
