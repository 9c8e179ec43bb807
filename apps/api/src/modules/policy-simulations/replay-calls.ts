import type { DecidedRecord, OrgId, Reason, RuleRef, UndecidableReason } from '@sallyport/contracts';
import { compile, type Decision, type PolicySource, type Program, type Replay, replay } from '@sallyport/policy';
import { openArgumentsWith } from '../calls/kept-arguments.js';
import { callsOf, type RecordedCall, type RecordedPage } from './recorded-page.js';
import { addReplayed, emptyTally, type Tally, type Verdict } from './simulation-tally.js';

/** What two replays need to know; the same for all calls of a run. */
export interface ReplaySetup {
  readonly orgId: OrgId;
  readonly before: readonly PolicySource[];
  readonly after: readonly PolicySource[];
  /** Snapshot since which the policies of `before` are in force, as they are. */
  readonly inForceSince: number;
}

/** Refusals that come after a decision: what policies had decided is not in the record. */
const AFTER_POLICY: ReadonlySet<Reason> = new Set<Reason>(['limit-exceeded', 'step-up-required']);

/** Names remembered in {@link Replayer.readers}; what a client may call has no end. */
const READERS_MAX = 10_000;

interface Replayer extends ReplaySetup {
  readonly programs: Readonly<Record<'before' | 'after', Program>>;
  /** Targets whose rules were seen to depend on arguments: theirs are opened at once. Saves time and changes nothing else. */
  readonly readers: Set<string>;
}

/**
 * Decides recorded calls twice, with the policies in force and with the draft among them, and counts what differs. Pure, and the
 * same code for both: {@link replay} of packages/policy, which is `decide` on the input that the record keeps.
 */
export const createReplayer = (setup: ReplaySetup): ((page: RecordedPage) => Tally) => {
  const programs = { before: compile(setup.before), after: compile(setup.after) };
  const replayer: Replayer = { ...setup, programs, readers: new Set() };
  return (page) => {
    const calls = callsOf(page);
    const tally = emptyTally();
    tally.counts.calls = calls.length;
    for (const call of calls) replayCall(tally, replayer, call);
    return tally;
  };
};

const replayCall = (tally: Tally, replayer: Replayer, call: RecordedCall): void => {
  if (call.body === null) {
    addUndecidable(tally, ['context_missing']);
    return;
  }
  const record = JSON.parse(call.body) as DecidedRecord;
  const { principal, server } = record;
  const { before, after } = replayTwice(replayer, call, record);
  if (!before.byPolicy) {
    tally.counts.outsidePolicy += 1;
    return;
  }
  if (!before.decidable || !after.decidable || principal === null || server === null) {
    const missing = new Set([...(before.decidable ? [] : before.missing), ...(after.decidable ? [] : after.missing)]);
    addUndecidable(
      tally,
      [...missing].map((what) => reasonOf(what, record)),
    );
    return;
  }
  if (!record.reasons.some((reason) => AFTER_POLICY.has(reason)))
    compareWithRecord(tally, record, before, replayer.inForceSince);
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

/** Opens sealed arguments only where a decision depends on them: an exact one is the same with them. */
const replayTwice = (
  { orgId, programs, readers }: Replayer,
  call: RecordedCall,
  record: DecidedRecord,
): Record<'before' | 'after', Replay> => {
  const { name } = record.target;
  const isEager = record.arguments !== null || readers.has(name);
  if (isEager) openArguments(orgId, call, record);
  const before = replay(programs.before, record);
  const after = before.byPolicy ? replay(programs.after, record) : before;
  if (isEager || (before.exact && after.exact)) return { before, after };
  if (readers.size < READERS_MAX) readers.add(name);
  openArguments(orgId, call, record);
  return { before: replay(programs.before, record), after: replay(programs.after, record) };
};

const openArguments = (orgId: OrgId, { id, sealed, key }: RecordedCall, record: DecidedRecord): void => {
  if (sealed === null || key === null) return;
  try {
    record.arguments = openArgumentsWith(key, orgId, id, sealed);
  } catch {
    // What does not open was not sealed for this call: it is as good as not kept.
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
  sameRules(record.rules, observed.length === 0 ? rules : [...rules, ...observed]);

const sameTexts = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((text, index) => text === b[index]);

const sameRules = (a: readonly RuleRef[], b: readonly RuleRef[]): boolean =>
  a.length === b.length &&
  a.every((rule, index) => {
    const other = b[index];
    return other !== undefined && isSameRule(rule, other);
  });

/** Names of policies may change without a version of theirs. */
const isSameRule = (a: RuleRef, b: RuleRef): boolean =>
  a.ruleId === b.ruleId &&
  a.policyId === b.policyId &&
  a.policyVersion === b.policyVersion &&
  a.line === b.line &&
  a.effect === b.effect &&
  a.mode === b.mode &&
  sameTexts(a.because, b.because);

const toVerdict = ({ effect, reasons, rules, observed, message }: Decision): Verdict => ({
  effect,
  reasons,
  rules,
  observed,
  message,
});
