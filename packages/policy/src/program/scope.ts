import type { PolicyLevel } from '@sallyport/contracts';
import { POLICY_LEVELS } from '@sallyport/contracts';
import { type CompiledException, ExceptionSet } from './exceptions.js';

/** Where a rule stands: who speaks in it, and whether those below may except from it. */
export interface Standing {
  readonly level: PolicyLevel;
  /** Of a group's policy. */
  readonly group: string | null;
  readonly overridable: boolean;
}

/** Exceptions of one policy, with where it stands. */
export interface StandingExceptions {
  readonly level: PolicyLevel;
  readonly group: string | null;
  readonly exceptions: readonly CompiledException[];
}

const rankOf = (level: PolicyLevel): number => POLICY_LEVELS.indexOf(level);

/** Exceptions count against rules of their own level (for groups: of the same group) and, where a rule says so, of those above. */
const reaches = (from: Omit<StandingExceptions, 'exceptions'>, rule: Standing): boolean =>
  from.level === rule.level ? from.group === rule.group : rule.overridable && rankOf(from.level) > rankOf(rule.level);

/** What excepts from the rules that stand in one place. */
export interface Scope {
  /** Exceptions that hide findings. */
  readonly findings: ExceptionSet;
  /** Exceptions from whole rules, by the rule's id. */
  readonly rules: ReadonlyMap<string, ExceptionSet>;
}

const createScope = (exceptions: readonly CompiledException[]): Scope => {
  const byRule = new Map<string, CompiledException[]>();
  for (const exception of exceptions) {
    if (exception.rule !== null) byRule.set(exception.rule, [...(byRule.get(exception.rule) ?? []), exception]);
  }
  return {
    findings: new ExceptionSet(exceptions.filter(({ rule }) => rule === null)),
    rules: new Map([...byRule].map(([rule, found]) => [rule, new ExceptionSet(found)])),
  };
};

/** Gives every rule its scope; rules that stand in the same place share one. */
export const createScopes = (all: readonly StandingExceptions[]): ((rule: Standing) => Scope) => {
  const scopes = new Map<string, Scope>();
  return (rule) => {
    const key = JSON.stringify([rule.level, rule.group, rule.overridable]);
    const known = scopes.get(key);
    if (known !== undefined) return known;
    const scope = createScope(all.flatMap((each) => (reaches(each, rule) ? each.exceptions : [])));
    scopes.set(key, scope);
    return scope;
  };
};
