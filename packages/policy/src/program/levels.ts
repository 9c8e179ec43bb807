import { POLICY_LEVELS, type PolicyDocument, type PolicyLevel } from '@sallyport/contracts';

/** What the policies of one level say of those below. */
export interface LevelSay {
  readonly level: PolicyLevel;
  readonly lowerLevels: PolicyDocument['lowerLevels'];
}

/** The platform lets organisations decide for themselves unless its baseline says otherwise; others have to say so. */
const letsByDefault = (level: PolicyLevel): boolean => level === 'platform';

const lets = (level: PolicyLevel, said: readonly LevelSay[]): boolean => {
  const words = said.flatMap((each) => (each.level === level ? (each.lowerLevels ?? []) : []));
  if (words.includes('tighten')) return false;
  return words.includes('allow') || letsByDefault(level);
};

/** The levels whose allow and approve rules count: those that every level above lets. */
export const grantingLevels = (said: readonly LevelSay[]): ReadonlySet<PolicyLevel> => {
  const granting = new Set<PolicyLevel>();
  for (const level of POLICY_LEVELS) {
    granting.add(level);
    if (!lets(level, said)) break;
  }
  return granting;
};
