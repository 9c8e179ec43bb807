import { createHash } from 'node:crypto';
import type { PolicyRule, Principal, RuleMode } from '@sallyport/contracts';

type Stage = NonNullable<PolicyRule['rollout']>[number];

/** The mode a rule has for a caller. */
export type ModeOf = (principal: Principal) => RuleMode;

/** Callers whose share is remembered, by rule; an organisation has fewer at a time, as a rule. */
const REMEMBERED_MAX = 10_000;

/**
 * Where a principal stands in the roll-out of a rule, from 0 to below 100. Always the same, evenly spread, and another for every
 * rule, so that it is not always the same people who go first.
 */
export const shareOf = (ruleId: string, principalId: string): number =>
  (createHash('sha256').update(`${ruleId}\n${principalId}`).digest().readUInt32BE(0) / 2 ** 32) * 100;

const takesIn = ({ groups, percent }: Stage, principal: Principal, share: () => number): boolean =>
  (groups?.some((group) => principal.groups.includes(group)) ?? false) || (percent !== undefined && share() < percent);

/**
 * The mode of a rule for each caller: of the first stage that takes the caller in, by group or by share, and the rule's own for
 * everyone else. Who is in 10 percent is in 20 percent.
 */
export const compileRollout = ({ id, mode, rollout }: PolicyRule): ModeOf | null => {
  if (rollout === undefined) return null;
  const shares = new Map<string, number>();
  const remembered = (principalId: string): number => {
    let share = shares.get(principalId);
    if (share === undefined) {
      if (shares.size >= REMEMBERED_MAX) shares.clear();
      share = shareOf(id, principalId);
      shares.set(principalId, share);
    }
    return share;
  };
  return (principal) =>
    rollout.find((stage) => takesIn(stage, principal, () => remembered(principal.id)))?.mode ?? mode;
};
