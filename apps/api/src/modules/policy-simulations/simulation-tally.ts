import {
  type CallId,
  EFFECTS,
  type Effect,
  type Principal,
  type RuleRef,
  SIMULATION_ROWS_MAX,
  SIMULATION_SAMPLES_MAX,
  type SimulationReport,
  type SimulationSample,
  type Target,
  UNDECIDABLE_REASONS,
  type UndecidableReason,
} from '@sallyport/contracts';

/** Keys told apart in each breakdown of a whole run; what comes after them is in the totals only. */
const KEYS_MAX = 20_000;
const RULES_MAX = 500;
const PRINCIPALS_OF_RULE_MAX = 1000;
const SAMPLES_TOTAL_MAX = 600;

interface Changes {
  calls: number;
  changed: number;
  newlyAllowed: number;
  newlyDenied: number;
}

interface RuleCount {
  ref: RuleRef;
  before: number;
  after: number;
  principals: string[];
}

type NewlyAllowed = SimulationReport['newlyAllowed'][number];
type ServerChanges = SimulationReport['servers'][number];
type PrincipalChanges = SimulationReport['principals'][number];
type TargetChanges = SimulationReport['targets'][number];

/** Counts of a part of the calls. Plain data: it travels between threads and is kept as the checkpoint of a run. */
export interface Tally {
  counts: SimulationReport['counts'];
  transitions: Record<string, number>;
  undecidable: Partial<Record<UndecidableReason, number>>;
  newlyAllowed: Record<string, NewlyAllowed>;
  principals: Record<string, PrincipalChanges>;
  servers: Record<string, ServerChanges>;
  targets: Record<string, TargetChanges>;
  rules: Record<string, RuleCount>;
  samples: Record<string, SimulationSample[]>;
  baseline: SimulationReport['baseline'];
}

/** One call that was decided twice. */
export interface ReplayedCall {
  readonly callId: CallId;
  readonly at: number;
  readonly principal: Principal;
  readonly server: string;
  readonly method: string;
  readonly target: Target;
  readonly before: Verdict;
  readonly after: Verdict;
}

export type Verdict = SimulationSample['before'] & { readonly observed: readonly RuleRef[] };

export const emptyTally = (): Tally => ({
  counts: {
    calls: 0,
    decidable: 0,
    undecidable: 0,
    outsidePolicy: 0,
    changed: 0,
    newlyAllowed: 0,
    newlyDenied: 0,
    newlyHeld: 0,
  },
  transitions: {},
  undecidable: {},
  newlyAllowed: {},
  principals: {},
  servers: {},
  targets: {},
  rules: {},
  samples: {},
  baseline: { same: 0, different: 0, unexplained: 0 },
});

/** Whether a message goes on: untouched or redacted. */
const passes = (effect: Effect): boolean => effect === 'allow' || effect === 'redact';

const kindOf = (before: Effect, after: Effect) => ({
  changed: before !== after,
  newlyAllowed: !passes(before) && passes(after),
  newlyDenied: before !== 'deny' && after === 'deny',
  newlyHeld: before !== 'approve' && after === 'approve',
});

/** Adds one call that could be told. Calls come newest first, so the first samples are the newest. */
export const addReplayed = (tally: Tally, call: ReplayedCall): void => {
  const { before, after } = call;
  const kind = kindOf(before.effect, after.effect);
  const { counts } = tally;
  counts.decidable += 1;
  counts.changed += Number(kind.changed);
  counts.newlyAllowed += Number(kind.newlyAllowed);
  counts.newlyDenied += Number(kind.newlyDenied);
  counts.newlyHeld += Number(kind.newlyHeld);
  const transition = `${before.effect}>${after.effect}`;
  tally.transitions[transition] = (tally.transitions[transition] ?? 0) + 1;
  addBreakdowns(tally, call, kind);
  addRules(tally, call);
  if (kind.changed) addSample(tally, transition, call);
};

const addBreakdowns = (tally: Tally, call: ReplayedCall, kind: ReturnType<typeof kindOf>): void => {
  const { principal, server, method, target } = call;
  const { id, kind: principalKind, name, groups } = principal;
  const targetKey = JSON.stringify([server, method, target.kind, target.name]);
  const rows = [
    rowOf(tally.principals, id, () => ({ id, kind: principalKind, name, groups, ...noChanges() })),
    rowOf(tally.servers, server, () => ({ server, ...noChanges() })),
    rowOf(tally.targets, targetKey, () => ({ server, method, target, ...noChanges() })),
  ];
  for (const row of rows) {
    row.calls += 1;
    row.changed += Number(kind.changed);
    row.newlyAllowed += Number(kind.newlyAllowed);
    row.newlyDenied += Number(kind.newlyDenied);
  }
  if (!kind.newlyAllowed) return;
  const found = rowOf(tally.newlyAllowed, `${id} ${targetKey}`, () => ({
    principal: { id, kind: principalKind, name },
    server,
    method,
    target,
    calls: 0,
    sampleCallId: call.callId,
  }));
  found.calls += 1;
};

const noChanges = (): Changes => ({ calls: 0, changed: 0, newlyAllowed: 0, newlyDenied: 0 });

/** The mark keeps names that records bring along from meaning something to an object (`__proto__`). */
const rowOf = <T>(rows: Record<string, T>, name: string, make: () => T): T => {
  const key = `=${name}`;
  const row = rows[key] ?? make();
  rows[key] = row;
  return row;
};

/** The same as `principals` of a row, while calls are added to it. */
const principalSets = new WeakMap<RuleCount, Set<string>>();

const addRules = (tally: Tally, { principal, before, after }: ReplayedCall): void => {
  for (const refs of [before.rules, before.observed]) {
    for (const ref of refs) ruleRow(tally, ref).before += 1;
  }
  for (const refs of [after.rules, after.observed]) {
    for (const ref of refs) addAfter(ruleRow(tally, ref), ref, principal.id);
  }
};

const addAfter = (row: RuleCount, ref: RuleRef, principalId: string): void => {
  // One program names a rule by the same words each time.
  if (row.after === 0) row.ref = { ...ref, because: [] };
  row.after += 1;
  const known = principalSets.get(row) ?? new Set(row.principals);
  principalSets.set(row, known);
  if (known.size >= PRINCIPALS_OF_RULE_MAX || known.has(principalId)) return;
  known.add(principalId);
  row.principals.push(principalId);
};

const ruleRow = (tally: Tally, ref: RuleRef): RuleCount =>
  rowOf(tally.rules, `${ref.policyId}/${ref.ruleId}/${ref.mode}/${ref.effect}`, () => ({
    ref: { ...ref, because: [] },
    before: 0,
    after: 0,
    principals: [],
  }));

const addSample = (tally: Tally, transition: string, call: ReplayedCall): void => {
  const samples = tally.samples[transition] ?? [];
  tally.samples[transition] = samples;
  if (samples.length >= SIMULATION_SAMPLES_MAX) return;
  const { id, kind, name } = call.principal;
  samples.push({
    callId: call.callId,
    at: new Date(call.at).toISOString(),
    principal: { id, kind, name },
    server: call.server,
    method: call.method,
    target: call.target,
    before: withoutObserved(call.before),
    after: withoutObserved(call.after),
  });
};

const withoutObserved = ({ effect, reasons, rules, message }: Verdict): SimulationSample['before'] => ({
  effect,
  reasons,
  rules,
  message,
});

/** Adds what was counted of older calls. `older` may be changed and must not be used again. */
export const mergeTally = (tally: Tally, older: Tally): void => {
  addNumbers(tally.counts, older.counts);
  addNumbers(tally.baseline, older.baseline);
  addNumbers(tally.transitions, older.transitions);
  addNumbers(tally.undecidable, older.undecidable);
  mergeRows(tally.principals, older.principals, addChanges);
  mergeRows(tally.servers, older.servers, addChanges);
  mergeRows(tally.targets, older.targets, addChanges);
  mergeRows(tally.newlyAllowed, older.newlyAllowed, (row, more) => {
    row.calls += more.calls;
  });
  mergeRows(tally.rules, older.rules, addRule, RULES_MAX);
  for (const [transition, samples] of Object.entries(older.samples)) {
    tally.samples[transition] = [...(tally.samples[transition] ?? []), ...samples].slice(0, SIMULATION_SAMPLES_MAX);
  }
};

const addNumbers = <K extends string>(sums: Partial<Record<K, number>>, more: Partial<Record<K, number>>): void => {
  for (const [key, value] of Object.entries(more) as [K, number][]) sums[key] = (sums[key] ?? 0) + value;
};

const addChanges = (row: Changes, more: Changes): void => {
  row.calls += more.calls;
  row.changed += more.changed;
  row.newlyAllowed += more.newlyAllowed;
  row.newlyDenied += more.newlyDenied;
};

const addRule = (row: RuleCount, more: RuleCount): void => {
  row.before += more.before;
  row.after += more.after;
  row.principals = [...new Set([...row.principals, ...more.principals])].slice(0, PRINCIPALS_OF_RULE_MAX);
};

const mergeRows = <T>(
  rows: Record<string, T>,
  more: Record<string, T>,
  add: (row: T, more: T) => void,
  max = KEYS_MAX,
): void => {
  let room = max - Object.keys(rows).length;
  for (const [key, value] of Object.entries(more)) {
    const row = rows[key];
    if (row !== undefined) add(row, value);
    else if (room > 0) {
      rows[key] = value;
      room -= 1;
    }
  }
};

/** @param draftPolicyId  id the draft had as a policy while it was replayed; null where it is a policy that exists */
export const toReport = (tally: Tally, draftPolicyId: string | null): SimulationReport => ({
  counts: tally.counts,
  transitions: EFFECTS.flatMap((before) =>
    EFFECTS.flatMap((after) => {
      const calls = tally.transitions[`${before}>${after}`];
      return calls === undefined ? [] : [{ before, after, calls }];
    }),
  ),
  undecidable: UNDECIDABLE_REASONS.flatMap((reason) => {
    const calls = tally.undecidable[reason];
    return calls === undefined ? [] : [{ reason, calls }];
  }),
  newlyAllowed: Object.values(tally.newlyAllowed)
    .sort((a, b) => b.calls - a.calls)
    .slice(0, SIMULATION_ROWS_MAX),
  principals: mostChanged(Object.values(tally.principals)),
  servers: mostChanged(Object.values(tally.servers)),
  targets: mostChanged(Object.values(tally.targets)),
  rules: Object.values(tally.rules).map(({ ref, before, after, principals }) => ({
    policyId: ref.policyId === draftPolicyId ? null : ref.policyId,
    policyName: ref.policyName,
    ruleId: ref.ruleId,
    line: ref.line,
    effect: ref.effect,
    mode: ref.mode,
    matchedBefore: before,
    matchedAfter: after,
    principalsAfter: principals.length,
  })),
  samples: toSamples(tally.samples),
  baseline: tally.baseline,
});

const mostChanged = <T extends Changes>(rows: T[]): T[] =>
  rows
    .sort((a, b) => b.newlyAllowed - a.newlyAllowed || b.changed - a.changed || b.calls - a.calls)
    .slice(0, SIMULATION_ROWS_MAX);

const toSamples = (samples: Tally['samples']): SimulationSample[] => {
  const isNewlyAllowed = ([sample]: readonly SimulationSample[]): boolean =>
    sample !== undefined && !passes(sample.before.effect) && passes(sample.after.effect);
  return Object.values(samples)
    .sort((a, b) => Number(isNewlyAllowed(b)) - Number(isNewlyAllowed(a)))
    .flat()
    .slice(0, SAMPLES_TOTAL_MAX);
};
