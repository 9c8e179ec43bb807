import { digestBytes } from '@sallyport/audit';
import type {
  Approvers,
  ClientInfo,
  CompletedRecord,
  DecidedRecord,
  DecisionContext,
  Effect,
  Finding,
  Outcome as OutcomeKind,
  Principal,
  Reason,
  RuleRef,
  Severity,
  Target,
} from '@sallyport/contracts';

/** What was decided, as far as a record speaks of it. */
export interface RecordedDecision {
  readonly effect: Effect;
  readonly reasons: readonly Reason[];
  readonly rules: readonly RuleRef[];
  readonly findings: readonly Finding[];
  /** Ids of the exceptions it needed; absent means none. */
  readonly exceptions?: readonly string[];
  /** How urgently the security team is told; absent or null: not at all. */
  readonly alert?: Severity | null;
  readonly labels?: readonly string[];
  /** Who may release the call, when it waits for that. */
  readonly approval?: Approvers | null;
}

/** How a call ended, as far as a record speaks of it. */
export interface RecordedOutcome extends RecordedDecision {
  readonly outcome: OutcomeKind;
  /** Code of the error the caller got; null when it got an answer. */
  readonly errorCode: string | null;
  /** What the server answered, as it came; null when nothing did. Its digest is taken when the record is made, behind the answer. */
  readonly result: Buffer | null;
}

/** Arguments as a record keeps them, masked and bounded; null when they are not kept. */
export interface KeptArguments {
  readonly value: unknown;
  readonly truncated: boolean;
  /** JSON text of the value, where it is at hand. */
  readonly text: Buffer | null;
}

/** A result as a record keeps it where a rule wants that: masked and bounded. */
export type CapturedResult = NonNullable<CompletedRecord['capturedResult']>;

/**
 * What is known of one call so far. It is the one thing stages write to: whatever stage a call ends in, the outermost one
 * records all that was learned until then. Decisions are never made from it.
 */
export class Evidence {
  readonly callId: string;
  /** Milliseconds since the epoch: when it came, and once it is decided, the time it was decided by. */
  at: number;
  /** Microseconds of a monotonic clock. */
  readonly startedUs: number;
  origin: DecidedRecord['origin'] = 'client';
  orgId: string | null = null;
  snapshotVersion = 0;
  principal: Principal | null = null;
  client: ClientInfo | null = null;
  server: DecidedRecord['server'] = null;
  protocolVersion: string | null = null;
  /** Decides the HTTP statuses its errors travel with. */
  era: 'modern' | 'legacy' = 'legacy';
  method: string;
  target: Target = NO_TARGET;
  definitionDigest: string | null = null;
  argumentsDigest: string | null = null;
  argumentsBytes = 0;
  /** The arguments as they came, where that is the text `JSON.stringify` would write; lasts as long as the request's body. */
  argumentsText: Buffer | null = null;
  kept: KeptArguments = NOTHING_KEPT;
  /** What it was decided from besides; null until it is known what the message is about. */
  context: DecisionContext | null = null;
  captured: CapturedResult | null = null;
  /** JSON text of the JSON-RPC id. */
  idJson: string | null = null;
  traceId: string | null = null;
  /** Whether this call leaves records. False for what the method table exempts, unless it is refused. */
  recorded = true;
  /** Set once the decided record is in the spool. */
  decision: RecordedDecision | null = null;
  /** What was decided of the answer, when that is why the call ended. */
  responseDecision: RecordedDecision | null = null;
  /** Reasons of a refusal that its error code alone does not tell. */
  reasons: readonly Reason[] | null = null;
  inspectUs = 0;
  decideUs = 0;
  upstreamUs = 0;
  /** When the request went to the server, on the clock of `nowUs`. */
  sentUs = 0;

  constructor(callId: string, at: number, method: string) {
    this.callId = callId;
    this.at = at;
    this.startedUs = nowUs();
    this.method = method;
  }

  /** @param orgId  the call's organisation; a call without one has no record */
  toDecidedRecord(orgId: string, decision: RecordedDecision): DecidedRecord {
    return {
      format: 1,
      stage: 'decided',
      callId: this.callId,
      orgId,
      at: this.at,
      effect: decision.effect,
      reasons: decision.reasons as Reason[],
      rules: bounded(decision.rules, RULES_MAX),
      findings: bounded(decision.findings, FINDINGS_RECORDED_MAX),
      exceptions: unlessNone(decision.exceptions),
      alert: decision.alert ?? undefined,
      labels: unlessNone(decision.labels),
      principal: this.principal,
      client: this.client,
      server: this.server,
      protocolVersion: this.protocolVersion,
      origin: this.origin,
      method: this.method,
      target: this.target,
      definitionDigest: this.definitionDigest,
      argumentsDigest: this.argumentsDigest,
      argumentsBytes: this.argumentsBytes,
      arguments: this.kept.value,
      argumentsTruncated: this.kept.truncated,
      context: this.context ?? undefined,
      approval: decision.approval ?? undefined,
      snapshotVersion: this.snapshotVersion,
      requestId: this.idJson === null ? null : this.idJson.slice(0, ID_LENGTH_MAX),
      traceId: this.traceId,
    };
  }

  /** @param totalUs  how long the call took */
  toCompletedRecord(orgId: string, outcome: RecordedOutcome, at: number, totalUs: number): CompletedRecord {
    return {
      format: 1,
      stage: 'completed',
      callId: this.callId,
      orgId,
      at,
      effect: outcome.effect,
      reasons: outcome.reasons as Reason[],
      rules: bounded(outcome.rules, RULES_MAX),
      findings: bounded(outcome.findings, FINDINGS_RECORDED_MAX),
      exceptions: unlessNone(outcome.exceptions),
      alert: outcome.alert ?? undefined,
      labels: unlessNone(outcome.labels),
      decidedAt: this.at,
      outcome: outcome.outcome,
      errorCode: outcome.errorCode,
      resultDigest: outcome.result === null ? null : digestBytes(outcome.result),
      resultBytes: outcome.result?.length ?? 0,
      capturedResult: this.captured ?? undefined,
      timing: {
        totalUs: whole(totalUs),
        inspectUs: whole(this.inspectUs),
        decideUs: whole(this.decideUs),
        upstreamUs: whole(this.upstreamUs),
      },
    };
  }
}

/** Microseconds of a monotonic clock. */
export const nowUs = (): number => performance.now() * 1000;

export const NO_TARGET: Target = Object.freeze({ kind: 'none', name: '' });
const NOTHING_KEPT: KeptArguments = Object.freeze({ value: null, truncated: false, text: null });

/** A client may choose a longer id than a record has room for. */
const ID_LENGTH_MAX = 256;
const RULES_MAX = 64;
/** Findings a record has room for. */
export const FINDINGS_RECORDED_MAX = 100;
const MEMBERS_MAX = 32;

/** What nearly no decision has. */
const unlessNone = (items: readonly string[] | undefined): string[] | undefined =>
  items === undefined || items.length === 0 ? undefined : bounded(items, MEMBERS_MAX);

const bounded = <T>(items: readonly T[], most: number): T[] =>
  items.length > most ? items.slice(0, most) : (items as T[]);

const whole = (us: number): number => Math.max(0, Math.round(us));
