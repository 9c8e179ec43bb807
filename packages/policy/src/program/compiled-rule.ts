import {
  type Approvers,
  approversSchema,
  EFFECTS,
  type PolicyRule,
  type Redaction,
  type RuleRef,
} from '@sallyport/contracts';
import type { Condition } from '../condition/condition.js';
import { compileMatch } from '../criteria/criteria.js';
import type { InputTest } from '../criteria/criterion.js';
import type { Phase } from '../phase.js';

/** A rule made ready to decide. Immutable. */
export interface CompiledRule {
  /** Everything of the reference that is known before a message comes; `because` is empty. */
  readonly ref: RuleRef;
  readonly match: PolicyRule['match'];
  readonly tests: readonly InputTest[];
  readonly condition: Condition | null;
  readonly enforced: boolean;
  readonly message: string | null;
  readonly redaction: Redaction | null;
  readonly redactedCategories: ReadonlySet<string>;
  readonly approvers: Approvers;
  readonly phases: readonly Phase[];
}

/** Where a rule comes from. */
export interface RuleSource {
  readonly policyId: string;
  readonly policyName: string;
  readonly policyVersion: number;
  readonly line: number;
}

/**
 * The phases in which a rule can change anything.
 * - A condition that reads `result` speaks of results only.
 * - An allow changes nothing once the request was allowed; its results are.
 * - An approve rule that does not name a direction holds the request. It holds the answer as well only if it looks into it,
 *   or the person would be asked twice for the same thing.
 */
export const phasesOf = (rule: PolicyRule, condition: Condition | null): readonly Phase[] => {
  const { direction } = rule.match;
  const readsResult = condition?.reads.has('result') ?? false;
  const looksInside = readsResult || (condition?.reads.has('findings') ?? false);
  const phases: Phase[] = [];
  if (direction !== 'response' && !readsResult) phases.push('request');
  if (direction === 'request') return phases;
  const approvedBefore = rule.effect === 'approve' && direction === undefined && !looksInside;
  if (rule.effect !== 'allow' && !approvedBefore) phases.push('response');
  if (!readsResult) phases.push('server_request');
  return phases;
};

/** Who may release what an approve rule without approvers holds: one person, anyone who may approve. */
const ANYONE: Approvers = Object.freeze(approversSchema.parse({}));

export const compileRule = (rule: PolicyRule, condition: Condition | null, source: RuleSource): CompiledRule => {
  const redaction = rule.effect === 'redact' ? (rule.redact ?? null) : null;
  const ref: RuleRef = { ...source, ruleId: rule.id, effect: rule.effect, mode: rule.mode, because: [] };
  Object.freeze(ref.because);
  return Object.freeze({
    ref: Object.freeze(ref),
    match: rule.match,
    tests: compileMatch(rule.match),
    condition,
    enforced: rule.mode === 'enforce',
    message: rule.message ?? null,
    redaction,
    redactedCategories: new Set(redaction?.categories ?? []),
    approvers: rule.approvers ?? ANYONE,
    phases: phasesOf(rule, condition),
  });
};

const textOrder = (a: string, b: string): number => {
  if (a === b) return 0;
  return a < b ? -1 : 1;
};

/** Most severe first, then by name: an order that does not depend on where in the text a rule stands. */
const bySeverity = (a: CompiledRule, b: CompiledRule): number =>
  EFFECTS.indexOf(b.ref.effect) - EFFECTS.indexOf(a.ref.effect) ||
  textOrder(a.ref.policyId, b.ref.policyId) ||
  textOrder(a.ref.ruleId, b.ref.ruleId);

/** A rule of a program, with its place in the order in which rules are named. */
export interface RankedRule extends CompiledRule {
  readonly rank: number;
}

export const rankRules = (rules: readonly CompiledRule[]): readonly RankedRule[] =>
  [...rules].sort(bySeverity).map((rule, rank) => Object.freeze({ ...rule, rank }));
