import {
  AppError,
  type ErrorCode,
  type Finding,
  type Outcome as OutcomeKind,
  type Reason,
  toAppError,
} from '@sallyport/contracts';
import type { Decision } from '@sallyport/policy';
import type { Logger } from '@sallyport/service-kit';
import type { Evidence, RecordedDecision } from '../evidence/evidence.js';
import { keepArguments } from '../evidence/keep-arguments.js';
import type { Recorder } from '../evidence/recorder.js';
import type { Refusals } from '../jsonrpc/refusals.js';
import type { Metrics } from '../metrics.js';
import type { OrgDirectory } from '../snapshot/org-directory.js';
import { behindWrites } from '../turn.js';
import type { Decided, Incoming, Obliged, Outcome, Stage } from './exchange.js';
import { tellRoles } from './facts.js';

/** Seconds a caller should wait when the evidence cannot be kept. */
const SPOOL_RETRY_AFTER_SECONDS = 5;

export interface RecordOutcomeOptions {
  readonly recorder: Recorder;
  readonly refusals: Refusals;
  readonly directory: Pick<OrgDirectory, 'find'>;
  readonly metrics: Pick<Metrics, 'refusals'>;
  readonly logger: Pick<Logger, 'info' | 'warn' | 'error'>;
}

/**
 * The outermost stage: whatever happens inside, the caller gets an answer and the call gets its records, refusals included.
 * A caller that went away changes nothing about that.
 */
export const recordOutcome =
  ({ recorder, refusals, directory, metrics, logger }: RecordOutcomeOptions): Stage<Incoming, Incoming> =>
  (next) =>
  async (exchange) => {
    const { evidence, reply } = exchange;
    try {
      const outcome = await next(exchange);
      behindWrites(() => recorder.completed(evidence, outcome));
      return outcome;
    } catch (thrown) {
      const error = toAppError(thrown);
      evidence.orgId ??= directory.find(exchange.orgSlug)?.orgId ?? null;
      // What the method table exempts is exempt while all goes well.
      evidence.recorded ||= !isUpstreams(error.code);
      const outcome = outcomeOf(error, evidence);
      recorder.completed(evidence, outcome);
      metrics.refusals.add(error.code);
      log(logger, error, evidence);
      refusals.send(reply, error, { evidence, outcome, orgSlug: exchange.orgSlug });
      return outcome;
    }
  };

/** Writes down what was decided before anything comes of it. Without that, nothing does. */
export const recordDecision =
  (recorder: Recorder): Stage<Obliged, Obliged> =>
  (next) =>
  (exchange) => {
    const { evidence, decision, findings, server } = exchange;
    if (!evidence.recorded) return next(exchange);
    if (!recorder.writable) {
      throw new AppError('gateway.spool_unavailable', { retryAfterSeconds: SPOOL_RETRY_AFTER_SECONDS });
    }
    evidence.kept = keptArguments(exchange);
    const durable = server.decided.tier === 'sensitive' && decision.effect !== 'deny';
    const written = recorder.decided(evidence, recordedOf(decision, findings), durable);
    return written === null ? next(exchange) : written.then(() => next(exchange));
  };

/** A decision as records speak of it. */
export const recordedOf = (decision: Decision, findings: readonly Finding[]): RecordedDecision => ({
  effect: decision.effect,
  reasons: decision.reasons,
  rules: decision.observed.length === 0 ? decision.rules : [...decision.rules, ...decision.observed],
  findings,
  exceptions: decision.exceptions,
  alert: decision.obligations.alert,
  labels: decision.obligations.labels,
  approval: decision.approval,
});

const keptArguments = (exchange: Decided): Evidence['kept'] => {
  const { org, spec, message, args, argumentsBytes, findings, evidence, decision } = exchange;
  if (args === null) return evidence.kept;
  if (!org.settings.keepArguments) {
    if (!decision.obligations.capture.arguments) return evidence.kept;
    addRoles(exchange);
  }
  const text = evidence.argumentsText;
  if (message.kind === 'response') {
    return keepArguments({
      args,
      text,
      argumentsBytes,
      findings,
      message,
      pick: (masked) => memberOf(masked, 'result'),
    });
  }
  const member = spec.argumentsPointer?.slice('/params/'.length) ?? '';
  const pick = (masked: unknown): unknown => {
    const params = memberOf(masked, 'params');
    return member === '' ? params : memberOf(params, member);
  };
  return keepArguments({ args, text, argumentsBytes, findings, message, pick });
};

/** Where arguments are kept for this call only, nobody has told yet what they are for. */
const addRoles = (exchange: Decided): void => {
  const { evidence } = exchange;
  if (evidence.context !== null) evidence.context = { ...evidence.context, argumentRoles: tellRoles(exchange) };
};

const memberOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[name] : undefined;

const isUpstreams = (code: ErrorCode): boolean => code.startsWith('upstream.');

const OUTCOMES: Partial<Readonly<Record<ErrorCode, OutcomeKind>>> = {
  'policy.denied': 'denied',
  'policy.approval_required': 'held',
  'policy.step_up_required': 'denied',
  'policy.limit_exceeded': 'denied',
  'mcp.method_unknown': 'denied',
  'mcp.target_unknown': 'denied',
  'upstream.timeout': 'timeout',
  'upstream.unavailable': 'upstream_error',
  'upstream.invalid': 'upstream_error',
  'upstream.too_large': 'upstream_error',
};

const REASONS: Partial<Readonly<Record<ErrorCode, Reason>>> = {
  'auth.token_missing': 'token-missing',
  'auth.token_invalid': 'token-invalid',
  'auth.token_expired': 'token-expired',
  'request.too_large': 'message-oversized',
  'request.origin_forbidden': 'origin-forbidden',
  'mcp.session_not_found': 'session-foreign',
  'mcp.method_unknown': 'method-unknown',
  'mcp.target_unknown': 'target-unknown',
  'gateway.spool_unavailable': 'spool-unavailable',
  'gateway.not_ready': 'snapshot-stale',
  internal: 'inspection-failed',
};

/** How a call that ended in an error reads in its record: as decided, if it came to that; else as refused by default. */
export const outcomeOf = (error: AppError, evidence: Evidence): Outcome => {
  const answered = evidence.responseDecision;
  const decision = answered ?? evidence.decision;
  const denied = error.code === 'policy.denied';
  return {
    effect: denied ? 'deny' : (decision?.effect ?? 'deny'),
    reasons: evidence.reasons ?? decision?.reasons ?? [REASONS[error.code] ?? 'message-malformed'],
    rules: decision?.rules ?? [],
    findings: decision?.findings ?? [],
    outcome: OUTCOMES[error.code] ?? 'rejected',
    errorCode: error.code,
    // Of the answer: what was decided of the request stands in a record of its own.
    exceptions: answered?.exceptions ?? [],
    alert: answered?.alert ?? null,
    labels: answered?.labels ?? [],
    result: null,
  };
};

const log = (logger: RecordOutcomeOptions['logger'], error: AppError, evidence: Evidence): void => {
  const { level } = error.entry;
  if (level === 'audit') return;
  const line = { requestId: evidence.callId, orgId: evidence.orgId, method: evidence.method, code: error.code };
  if (level === 'error') logger.error({ ...line, err: error.cause ?? error }, 'call failed');
  else logger[level](line, 'call refused');
};
