import type { Effect, Reason } from '@sallyport/contracts';
import type { Phase } from './phase.js';
import type { Taken } from './scan.js';

/** What the enforced rules come to. */
export interface Outcome {
  readonly effect: Effect;
  /** The rules that brought the effect about; none when it is the default. */
  readonly deciding: readonly Taken[];
  readonly unknown: boolean;
}

export const withEffect = (taken: readonly Taken[], effect: Effect): Taken[] =>
  taken.filter(({ rule }) => rule.ref.effect === effect);

/** An error counts for every effect but allow. */
export const applies = ({ rule, outcome }: Taken): boolean =>
  outcome === 'matched' || (outcome === 'failed' && rule.ref.effect !== 'allow');

const isPossible = ({ outcome }: Taken): boolean => outcome !== 'failed';

/** A rule that may lift the default denial: its level has that say, and it did not fail. */
const mayGrant = (taken: Taken): boolean => taken.rule.grants && isPossible(taken);

/** True when the default stands: nothing allowed the message, and no rule needed to deny it. */
export const isDefaultDenial = (outcome: Outcome): boolean =>
  outcome.effect === 'deny' && outcome.deciding.length === 0;

/**
 * Approve beats redact beats allow, among rules none of which denies. Allow and approve lift the default; redact only changes
 * what is allowed. A rule that failed, or whose level has no such say, can tighten and never lift. What is unknown counts in the message's favour: the answer is
 * the mildest that some arguments could bring about.
 */
const weighWithoutDeny = (taken: readonly Taken[], phase: Phase): Omit<Outcome, 'unknown'> => {
  const allows = withEffect(taken, 'allow').filter(mayGrant);
  const approves = withEffect(taken, 'approve');
  const allowed = phase === 'response' || allows.length > 0;
  if (!allowed) {
    const granting = approves.filter(mayGrant);
    if (granting.length === 0) return { effect: 'deny', deciding: [] };
    const matched = approves.filter(applies);
    return { effect: 'approve', deciding: matched.length > 0 ? matched : granting };
  }
  const holding = approves.filter(applies);
  if (holding.length > 0) return { effect: 'approve', deciding: holding };
  const redacts = withEffect(taken, 'redact').filter(applies);
  return redacts.length > 0 ? { effect: 'redact', deciding: redacts } : { effect: 'allow', deciding: allows };
};

/** Weighs the enforced rules that speak of a message: deny wins, and no rule at all is a deny but for responses. */
export const weigh = (taken: readonly Taken[], phase: Phase): Outcome => {
  const denies = withEffect(taken, 'deny').filter(applies);
  if (denies.length > 0) return { effect: 'deny', deciding: denies, unknown: false };
  const { effect, deciding } = weighWithoutDeny(taken, phase);
  // A default denial is certain: what is unknown could only have lifted it.
  const unknown = effect !== 'deny' && taken.some(({ outcome: how }) => how === 'unknown');
  return { effect, deciding, unknown };
};

/** Why, in the closed list's words. For a default denial the rules that failed to allow are part of the why. */
export const reasonsOf = (taken: readonly Taken[], outcome: Outcome): Reason[] => {
  const byDefault = isDefaultDenial(outcome);
  const causes = byDefault ? taken : outcome.deciding;
  const reasons: Reason[] = [];
  if (byDefault) reasons.push('default-denied');
  else if (causes.length === 0 || causes.some(isPossible)) reasons.push('rule-matched');
  if (causes.some(({ outcome: how }) => how === 'failed')) reasons.push('rule-error');
  return reasons;
};
