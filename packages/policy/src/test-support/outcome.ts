import type { Decision } from '../decision-input.js';
import type { ReferenceOutcome } from './reference.js';

/** A decision as far as the reference evaluator tells it. */
export const outcomeOf = ({ effect, unknown, obligations, exceptions }: Decision): ReferenceOutcome => ({
  effect,
  unknown,
  exceptions,
  alert: obligations.alert,
  labels: obligations.labels,
  capture: obligations.capture,
  maxAgeMs: obligations.stepUp?.maxAgeMs ?? null,
  limits: obligations.limits.map(({ limit }) => `${limit.max}`).sort(),
});
