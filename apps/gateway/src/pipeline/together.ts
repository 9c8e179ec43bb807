import { SEVERITIES } from '@sallyport/contracts';
import { type DecisionObligations, NO_OBLIGATIONS } from '@sallyport/policy';

const LABELS_MAX = 32;

/** What is wanted of one message because of all that it asks for: everything, and of two of a kind the stricter. */
export const together = (all: readonly DecisionObligations[]): DecisionObligations =>
  all.reduce((one, other) => {
    if (other === NO_OBLIGATIONS) return one;
    if (one === NO_OBLIGATIONS) return other;
    return {
      alert: moreUrgent(one.alert, other.alert),
      capture: {
        arguments: one.capture.arguments || other.capture.arguments,
        result: one.capture.result || other.capture.result,
      },
      labels: [...new Set([...one.labels, ...other.labels])].sort().slice(0, LABELS_MAX),
      limits: [...one.limits, ...other.limits],
      stepUp: stricter(one.stepUp, other.stepUp),
    };
  }, NO_OBLIGATIONS);

const moreUrgent = (one: DecisionObligations['alert'], other: DecisionObligations['alert']) =>
  rankOf(one) >= rankOf(other) ? one : other;

const rankOf = (alert: DecisionObligations['alert']): number => (alert === null ? -1 : SEVERITIES.indexOf(alert));

const stricter = (one: DecisionObligations['stepUp'], other: DecisionObligations['stepUp']) => {
  if (one === null || other === null) return one ?? other;
  return one.maxAgeMs <= other.maxAgeMs ? one : other;
};
