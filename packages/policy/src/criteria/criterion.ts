import type { PolicyRule } from '@sallyport/contracts';
import type { DecisionInput } from '../decision-input.js';

export type RuleMatch = PolicyRule['match'];

/** Tells whether a message is one a rule speaks of. Total: never throws, whatever the message holds. */
export type InputTest = (input: DecisionInput) => boolean;

/** One key of `match`. */
export interface Criterion {
  readonly key: keyof RuleMatch;
  /** The test this key of `match` asks for; null when the key is missing, which matches everything. */
  from(match: RuleMatch): InputTest | null;
}

export const defineCriterion = <K extends keyof RuleMatch>(
  key: K,
  compile: (value: NonNullable<RuleMatch[K]>) => InputTest,
): Criterion => ({
  key,
  from: (match) => {
    const value = match[key];
    return value === undefined ? null : compile(value);
  },
});
