import { type Effect, SEVERITIES, type Severity } from '@sallyport/contracts';
import { type DecisionInput, type DecisionLimit, type DecisionObligations, NO_OBLIGATIONS } from './decision-input.js';
import type { CompiledObligations } from './program/compiled-obligations.js';
import type { Taken } from './scan.js';
import { applies } from './weigh.js';

/** Most labels one call gets. */
const LABELS_MAX = 32;

interface Obliging {
  readonly taken: Taken;
  readonly obligations: CompiledObligations;
}

const obliging = (taken: readonly Taken[]): Obliging[] =>
  taken.flatMap((each) => {
    const { obligations } = each.rule;
    return obligations === null || !applies(each) ? [] : [{ taken: each, obligations }];
  });

const mostUrgent = (rules: readonly Obliging[]): Severity | null =>
  rules.reduce<Severity | null>((most, { obligations: { alert } }) => {
    if (alert === null) return most;
    return most === null || SEVERITIES.indexOf(alert) > SEVERITIES.indexOf(most) ? alert : most;
  }, null);

const limitsOf = (rules: readonly Obliging[], input: DecisionInput): DecisionLimit[] =>
  [...rules]
    .sort((a, b) => a.taken.rule.rank - b.taken.rule.rank)
    .flatMap(({ taken: { rule }, obligations }) =>
      obligations.limits.flatMap(({ limit, keysOf }) =>
        keysOf(input).map((key) => ({ policyId: rule.ref.policyId, ruleId: rule.ref.ruleId, limit, key })),
      ),
    );

const stepUpOf = (rules: readonly Obliging[]): DecisionObligations['stepUp'] => {
  const ages = rules.flatMap(({ obligations: { stepUpMs } }) => stepUpMs ?? []);
  return ages.length === 0 ? null : { maxAgeMs: Math.min(...ages) };
};

/**
 * What the rules that took part want besides. All of it binds where the rule is enforced and the message goes on; an alert is
 * also for what is denied, or seen in `warn`: it is told, not done.
 */
export const obligationsOf = (
  enforced: readonly Taken[],
  observed: readonly Taken[],
  effect: Effect,
  input: DecisionInput,
): DecisionObligations => {
  const inForce = obliging(enforced);
  const warned = obliging(observed.filter(({ mode }) => mode === 'warn'));
  if (inForce.length === 0 && warned.length === 0) return NO_OBLIGATIONS;
  const binding = effect === 'deny' ? [] : inForce;
  const labels = new Set(binding.flatMap(({ obligations }) => obligations.labels));
  return {
    alert: mostUrgent([...inForce, ...warned]),
    capture: {
      arguments: binding.some(({ obligations }) => obligations.captureArguments),
      result: binding.some(({ obligations }) => obligations.captureResult),
    },
    labels: [...labels].sort().slice(0, LABELS_MAX),
    limits: limitsOf(binding, input),
    stepUp: stepUpOf(binding),
  };
};
