import type { Approvers, RuleRef } from '@sallyport/contracts';
import { becauseOf } from './because.js';
import { type Decision, type DecisionInput, NO_OBLIGATIONS } from './decision-input.js';
import { obligationsOf } from './obligations.js';
import { type Phase, phaseOf } from './phase.js';
import type { Plan } from './program/plan.js';
import type { Program } from './program/program.js';
import { Scan, settledRules, type Taken, type TakenRules } from './scan.js';
import { durationMs } from './text/duration.js';
import { applies, isDefaultDenial, type Outcome, reasonsOf, weigh, withEffect } from './weigh.js';

/** Most rules a decision names, in each list; both lists together fit into one record. */
const RULES_MAX = 32;
/** Most rules a decision explains, in each list. The deciding ones come first; nobody reads more. */
const EXPLAINED_MAX = 8;

/** Most exceptions a decision names. */
const EXCEPTIONS_MAX = 32;

const byRule = (a: Taken, b: Taken): number => a.rule.rank - b.rule.rank;

const refOf = ({ rule, mode, outcome, fault, run }: Taken, index: number): RuleRef => {
  const ref = rule.refs[mode];
  if (rule.condition === null || run === null || outcome === 'unknown' || index >= EXPLAINED_MAX) return ref;
  // Key by key: copying a frozen object costs more than all the rest of a small decision.
  const { policyId, policyName, policyVersion, line, ruleId, effect } = ref;
  const because = becauseOf(rule.condition, run, fault);
  return { policyId, policyName, policyVersion, line, ruleId, effect, mode, because };
};

const refsOf = (taken: readonly Taken[]): RuleRef[] => taken.slice(0, RULES_MAX).map(refOf);

/** The rules to name after the deciding ones: those that applied, and those that failed to lift a default denial. */
const bystanders = (taken: readonly Taken[], outcome: Outcome): Taken[] => {
  const byDefault = isDefaultDenial(outcome);
  return taken.filter(
    (each) => !outcome.deciding.includes(each) && (applies(each) || (byDefault && each.outcome === 'failed')),
  );
};

const isStricter = (a: Approvers, b: Approvers): boolean =>
  a.count === b.count ? durationMs(a.expires) < durationMs(b.expires) : a.count > b.count;

const strictestApprovers = (deciding: readonly Taken[]): Approvers | null =>
  deciding.reduce<Approvers | null>(
    (strictest, { rule }) => (strictest === null || isStricter(rule.approvers, strictest) ? rule.approvers : strictest),
    null,
  );

/** A grant holds for further calls only as long as every rule that asks for one lets it. */
const shortestReuse = (deciding: readonly Taken[]): Approvers['reuse'] =>
  deciding
    .map(({ rule }) => rule.approvers.reuse)
    .reduce((shortest, reuse) => {
      if (shortest === undefined || reuse === undefined) return undefined;
      return durationMs(reuse) < durationMs(shortest) ? reuse : shortest;
    });

const approvalOf = (deciding: readonly Taken[]): Approvers | null => {
  const strictest = strictestApprovers(deciding);
  if (strictest?.reuse === undefined) return strictest;
  const { reuse: _longest, ...approvers } = strictest;
  const reuse = shortestReuse(deciding);
  return reuse === undefined ? approvers : { ...approvers, reuse };
};

interface Taking extends TakenRules {
  /** Ids of the exceptions that were needed. */
  readonly exceptions: string[];
}

const explain = ({ enforced, observed, exceptions }: Taking, phase: Phase, input: DecisionInput): Decision => {
  const outcome = weigh(enforced, phase);
  const deciding = [...outcome.deciding].sort(byRule);
  const applied = [...deciding, ...bystanders(enforced, outcome).sort(byRule)];
  const redacting = outcome.effect === 'deny' ? [] : withEffect(applied, 'redact');
  return {
    effect: outcome.effect,
    reasons: reasonsOf(enforced, outcome),
    rules: refsOf(applied),
    observed: refsOf(observed.filter(applies).sort(byRule)),
    message: deciding.find(({ rule }) => rule.message !== null)?.rule.message ?? null,
    redactions: redacting.flatMap(({ rule }) => rule.redaction ?? []),
    approval: outcome.effect === 'approve' ? approvalOf(deciding) : null,
    unknown: outcome.unknown,
    obligations: obligationsOf(enforced, observed, outcome.effect, input),
    exceptions,
  };
};

/** What holds when no rule speaks: a response inherits the allow of its request, everything else is denied. */
const byDefault = (phase: Phase, exceptions: string[]): Decision => ({
  effect: phase === 'response' ? 'allow' : 'deny',
  reasons: phase === 'response' ? ['rule-matched'] : ['default-denied'],
  rules: [],
  observed: [],
  message: null,
  redactions: [],
  approval: null,
  unknown: false,
  obligations: NO_OBLIGATIONS,
  exceptions,
});

const decided = (taken: Taking, phase: Phase, input: DecisionInput): Decision =>
  taken.enforced.length === 0 && taken.observed.length === 0
    ? byDefault(phase, taken.exceptions)
    : explain(taken, phase, input);

const freeze = (decision: Decision): Decision => {
  for (const member of [...Object.values(decision), ...Object.values(decision.obligations)]) Object.freeze(member);
  return Object.freeze(decision);
};

/** The same for every message of a plan of which no open rule speaks. */
const settledDecision = (plan: Plan, phase: Phase, input: DecisionInput): Decision => {
  plan.decision ??= freeze(decided({ ...settledRules(plan), exceptions: [] }, phase, input));
  return plan.decision;
};

const decisionOf = (plan: Plan | null, scan: Scan, phase: Phase, input: DecisionInput): Decision => {
  if (plan !== null && scan.isEmpty && !scan.exhausted) return settledDecision(plan, phase, input);
  const exceptions = scan.exceptions.slice(0, EXCEPTIONS_MAX);
  if (scan.exhausted) return { ...byDefault('request', exceptions), reasons: ['rule-error'] };
  const { enforced, observed } = plan === null ? NOTHING_SETTLED : settledRules(plan);
  const taken = { enforced: enforced.concat(scan.enforced), observed: observed.concat(scan.observed), exceptions };
  return decided(taken, phase, input);
};

const NOTHING_SETTLED: TakenRules = Object.freeze({ enforced: [], observed: [] });

/**
 * Decides one MCP message against a compiled program. Pure, and the only place where decisions are made: lists, calls, reads,
 * responses and requests from servers, simulation and tests of documents all come here. Cost grows with the rules that can
 * match the server and the target; conditions are stopped at a fixed count of steps and then count as failed.
 *
 * - The most severe enforced rule wins: deny, approve, redact, allow. Nothing that allows is a deny (`default-denied`); in
 *   responses the allow of the request is inherited.
 * - A rule whose condition fails never allows and never asks in place of a deny; for every other purpose it counts as matched.
 * - Allow and approve rules lift the default only where the levels above theirs let them; every level can tighten.
 * - A finding of a detector that only observes (`observed`) is there for no rule.
 * - An excepted rule is not there, and an excepted finding is not there for the rules its exception reaches.
 * - `args: undefined` is three-valued: `deny` only when every call would be denied, `unknown` when arguments would tell.
 * @param program  output of {@link compile}; immutable, shareable between requests
 * @param input    parsed message with its findings; nothing in it is changed. `principal`, `client`, `server` and `tool` are taken to
 *   be immutable: what they come to is kept while they live
 * @returns a decision with at least one reason, not to be changed: many messages may share it; never throws
 * @see docs/decisions/0005-policy-language-and-decision-semantics.md, docs/decisions/0015-policy-workbench.md
 */
export const decide = (program: Program, input: DecisionInput): Decision =>
  decideWithCertainty(program, input).decision;

/**
 * Decides like {@link decide}, and tells whether any rule depended on what is not known: also one that could not have changed
 * the effect, but would have been named or explained otherwise.
 */
export const decideWithCertainty = (
  program: Program,
  input: DecisionInput,
): { readonly decision: Decision; readonly certain: boolean } => {
  const phase = phaseOf(input);
  const index = program.phases[phase];
  const plan = index.planFor(input);
  if (plan?.open.length === 0) return { decision: settledDecision(plan, phase, input), certain: true };
  const scan = new Scan(input, phase);
  if (plan === null) scan.visitAll(index.rulesFor(input));
  else scan.visitOpen(plan);
  return { decision: decisionOf(plan, scan, phase, input), certain: !scan.dependsOnUnknown };
};
