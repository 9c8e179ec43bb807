import {
  type Approvers,
  approversSchema,
  EFFECTS,
  type PolicyLevel,
  type PolicyRule,
  type Redaction,
  RULE_MODES,
  type RuleMode,
  type RuleRef,
} from '@sallyport/contracts';
import type { Condition } from '../condition/condition.js';
import { compileMomentaryMatch, compileStandingMatch } from '../criteria/criteria.js';
import type { InputTest } from '../criteria/criterion.js';
import type { Phase } from '../phase.js';
import { type CompiledObligations, compileObligations } from './compiled-obligations.js';
import type { ExceptionSet } from './exceptions.js';
import { compileRollout, type ModeOf } from './rollout.js';
import type { Scope } from './scope.js';

/** A rule made ready to decide. Immutable. */
export interface CompiledRule {
  /** Everything of the reference that is known before a message comes, in the rule's own mode; `because` is empty. */
  readonly ref: RuleRef;
  /** The same in every mode: a roll-out gives callers different ones. */
  readonly refs: Readonly<Record<RuleMode, RuleRef>>;
  readonly level: PolicyLevel;
  /** The group whose policy it stands in; such a rule speaks of members only. */
  readonly group: string | null;
  readonly match: PolicyRule['match'];
  /** What has to hold of caller, client, server, tool and method, besides server and target, which the index knows. */
  readonly standing: readonly InputTest[];
  /** What has to hold of each message anew. */
  readonly momentary: readonly InputTest[];
  readonly condition: Condition | null;
  /** Whether what it says depends on findings. */
  readonly readsFindings: boolean;
  readonly readsArguments: boolean;
  readonly readsResult: boolean;
  /** Null when the rule has one mode for everyone. */
  readonly modeOf: ModeOf | null;
  /** Milliseconds since the epoch; from then on the rule is not there. */
  readonly expiresAt: number;
  readonly overridable: boolean;
  readonly obligations: CompiledObligations | null;
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
  readonly level: PolicyLevel;
  readonly group: string | null;
}

/**
 * The phases in which a rule can change anything.
 * - A condition that reads `result` speaks of results only, one that reads `flow` or `session` of requests only.
 * - An allow changes nothing once the request was allowed; its results are.
 * - An approve rule that does not name a direction holds the request. It holds the answer as well only if it looks into it,
 *   or the person would be asked twice for the same thing.
 */
export const phasesOf = (rule: PolicyRule, condition: Condition | null): readonly Phase[] => {
  const { direction } = rule.match;
  const readsResult = condition?.reads.has('result') ?? false;
  const looksInside = readsResult || (condition?.reads.has('findings') ?? false);
  const readsBehaviour = condition?.reads.has('flow') === true || condition?.reads.has('session') === true;
  if (readsBehaviour) return direction === 'response' || readsResult ? [] : ['request'];
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

const refsOf = (rule: PolicyRule, { level: _level, group: _group, ...source }: RuleSource): CompiledRule['refs'] => {
  const refOf = (mode: RuleMode): RuleRef => {
    const ref: RuleRef = { ...source, ruleId: rule.id, effect: rule.effect, mode, because: [] };
    Object.freeze(ref.because);
    return Object.freeze(ref);
  };
  const [observe, warn, enforce] = RULE_MODES.map(refOf);
  if (observe === undefined || warn === undefined || enforce === undefined) throw new Error('a rule has three modes');
  return Object.freeze({ observe, warn, enforce });
};

const standingOf = (rule: PolicyRule, group: string | null): readonly InputTest[] => {
  const tests = compileStandingMatch(rule.match);
  return group === null ? tests : [({ principal }) => principal.groups.includes(group), ...tests];
};

export const compileRule = (rule: PolicyRule, condition: Condition | null, source: RuleSource): CompiledRule => {
  const redaction = rule.effect === 'redact' ? (rule.redact ?? null) : null;
  const refs = refsOf(rule, source);
  return Object.freeze({
    ref: refs[rule.mode],
    refs,
    level: source.level,
    group: source.group,
    match: rule.match,
    standing: standingOf(rule, source.group),
    momentary: compileMomentaryMatch(rule.match),
    condition,
    readsFindings: redaction !== null || (condition?.reads.has('findings') ?? false),
    readsArguments: condition?.reads.has('args') ?? false,
    readsResult: condition?.reads.has('result') ?? false,
    modeOf: compileRollout(rule),
    expiresAt: rule.expires === undefined ? Number.POSITIVE_INFINITY : Date.parse(rule.expires),
    overridable: rule.overridable ?? false,
    obligations: compileObligations(rule, source.group),
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

/** A rule as part of a program: what it depends on other policies for. */
export interface RankedRule extends CompiledRule {
  /** Its place in the order in which rules are named. */
  readonly rank: number;
  /** Whether an allow or approve of its level lifts the default denial; false when a level above does not let it. */
  readonly grants: boolean;
  readonly scope: Scope;
  /** What excepts from the whole rule; null when nothing does. */
  readonly exceptions: ExceptionSet | null;
}

/** What other policies mean for the rules of each. */
export interface Surroundings {
  readonly granting: ReadonlySet<PolicyLevel>;
  readonly scopeOf: (rule: CompiledRule) => Scope;
}

export const rankRules = (rules: readonly CompiledRule[], { granting, scopeOf }: Surroundings): readonly RankedRule[] =>
  [...rules].sort(bySeverity).map((rule, rank) => {
    const scope = scopeOf(rule);
    const exceptions = scope.rules.get(rule.ref.ruleId) ?? null;
    return Object.freeze({ ...rule, rank, grants: granting.has(rule.level), scope, exceptions });
  });
