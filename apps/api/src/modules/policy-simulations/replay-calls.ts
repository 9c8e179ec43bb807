import type { CallId, DecidedRecord, OrgId, Reason, RuleRef, UndecidableReason } from '@sallyport/contracts';
import { compile, type Decision, type PolicySource, type Program, type Replay, replay } from '@sallyport/policy';
import { openArgumentsWith } from '../calls/kept-arguments.js';
import { addReplayed, emptyTally, type Tally, type Verdict } from './simulation-tally.js';

/** What two replays need to know; the same for all calls of a run. */
export interface ReplaySetup {
  readonly orgId: OrgId;
  readonly before: readonly PolicySource[];
  readonly after: readonly PolicySource[];
  /** Snapshot since which the policies of `before` are in force, as they are. */
  readonly inForceSince: number;
}

/** A recorded call as it is read for a replay. */
export interface RecordedCall {
  readonly id: CallId;
  readonly at: number;
  /** Text of the decided record, without its arguments; null when there is none. */
  readonly body: string | null;
  readonly sealed: Buffer | null;
  /** Data key the arguments are sealed with; null when it was destroyed. */
  readonly key: Buffer | null;
}

/** Refusals that come after a decision: what policies had decided is not in the record. */
const AFTER_POLICY: ReadonlySet<Reason> = new Set<Reason>(['limit-exceeded', 'step-up-required']);

/**
 * Decides recorded calls twice, with the policies in force and with the draft among them, and counts what differs. Pure, and the
 * same code for both: {@link replay} of packages/policy, which is `decide` on the input that the record keeps.
 */
export const createReplayer = (setup: ReplaySetup): ((calls: readonly RecordedCall[]) => Tally) => {
  const programs = { before: compile(setup.before), after: compile(setup.after) };
  return (calls) => {
    const tally = emptyTally();
    tally.counts.calls = calls.length;
    for (const call of calls) replayCall(tally, setup, programs, call);
    return tally;
  };
};

const replayCall = (
  tally: Tally,
  { orgId, inForceSince }: ReplaySetup,
  programs: Readonly<Record<'before' | 'after', Program>>,
  call: RecordedCall,
): void => {
  if (call.body === null) {
    addUndecidable(tally, ['context_missing']);
    return;
  }
  const record = readRecord(orgId, call, call.body);
  const { principal, server } = record;
  const before = replay(programs.before, record);
  if (!before.byPolicy) {
    tally.counts.outsidePolicy += 1;
    return;
  }
  const after = replay(programs.after, record);
  if (!before.decidable || !after.decidable || principal === null || server === null) {
    const missing = new Set([...(before.decidable ? [] : before.missing), ...(after.decidable ? [] : after.missing)]);
    addUndecidable(
      tally,
      [...missing].map((what) => reasonOf(what, record)),
    );
    return;
  }
  if (!record.reasons.some((reason) => AFTER_POLICY.has(reason)))
    compareWithRecord(tally, record, before, inForceSince);
  addReplayed(tally, {
    callId: call.id,
    at: call.at,
    principal,
    server: server.slug,
    method: record.method,
    target: record.target,
    before: toVerdict(before.decision),
    after: toVerdict(after.decision),
  });
};

const readRecord = (orgId: OrgId, { id, sealed, key }: RecordedCall, body: string): DecidedRecord => {
  const record = JSON.parse(body) as DecidedRecord;
  if (sealed === null || key === null) return record;
  try {
    return { ...record, arguments: openArgumentsWith(key, orgId, id, sealed) };
  } catch {
    // What does not open was not sealed for this call: it is as good as not kept.
    return record;
  }
};

const addUndecidable = (tally: Tally, reasons: readonly UndecidableReason[]): void => {
  tally.counts.undecidable += 1;
  for (const reason of reasons) tally.undecidable[reason] = (tally.undecidable[reason] ?? 0) + 1;
};

const reasonOf = (what: 'arguments' | 'result' | 'context', record: DecidedRecord): UndecidableReason => {
  if (what === 'context') return 'context_missing';
  if (what === 'result') return 'result_not_kept';
  if (record.argumentsTruncated) return 'arguments_truncated';
  return record.arguments === null ? 'arguments_not_kept' : 'arguments_masked';
};

const compareWithRecord = (
  tally: Tally,
  record: DecidedRecord,
  { decision, exact }: Replay,
  inForceSince: number,
): void => {
  const isSame = exact ? isSameDecision(record, decision) : record.effect === decision.effect;
  if (isSame) tally.baseline.same += 1;
  else {
    tally.baseline.different += 1;
    if (record.snapshotVersion >= inForceSince) tally.baseline.unexplained += 1;
  }
};

/** Whether a replay gives what was recorded: effect, reasons, and every rule with its version, mode and the values it saw. */
export const isSameDecision = (
  record: Pick<DecidedRecord, 'effect' | 'reasons' | 'rules'>,
  { effect, reasons, rules, observed }: Decision,
): boolean =>
  record.effect === effect &&
  sameTexts(record.reasons, reasons) &&
  sameTexts(record.rules.map(ruleText), [...rules, ...observed].map(ruleText));

const sameTexts = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((text, index) => text === b[index]);

const ruleText = (rule: RuleRef): string =>
  [rule.policyId, rule.policyVersion, rule.ruleId, rule.line, rule.effect, rule.mode, ...rule.because].join('\n');

const toVerdict = ({ effect, reasons, rules, observed, message }: Decision): Verdict => ({
  effect,
  reasons,
  rules,
  observed,
  message,
});
