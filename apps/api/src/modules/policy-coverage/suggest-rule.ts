import type { PolicyRule } from '@sallyport/contracts';

/** What a rule allowed in the time that was looked at. */
export interface ObservedUse {
  readonly servers: readonly string[];
  /** Null when it also allowed what is no tool: then a list of tools would take that away. */
  readonly tools: readonly string[] | null;
  readonly users: readonly string[];
  readonly serviceAccounts: readonly string[];
  /** Callers that are known no more, or not by name. */
  readonly hasOthers: boolean;
}

/** The part of `match` that is suggested; null: left as it is. */
export interface Narrowing {
  readonly servers: string[] | null;
  readonly tools: string[] | null;
  readonly users: string[] | null;
  readonly serviceAccounts: string[] | null;
}

/** More than these is no list a person would read. */
const NAMES_MAX = 40;
const PEOPLE_MAX = 20;

const isPattern = (globs: readonly string[] | undefined): boolean =>
  globs === undefined || globs.some((glob) => /[*?[{]/.test(glob));

/** A list in place of a pattern, or a shorter one in place of a list; null where that would not be narrower. */
const narrower = (given: readonly string[] | undefined, used: readonly string[] | null): string[] | null => {
  if (used === null || used.length === 0 || used.length > NAMES_MAX) return null;
  // A name with the signs of a pattern would mean more than itself.
  if (used.some((name) => /[*?[{\\]/.test(name))) return null;
  return isPattern(given) || (given !== undefined && used.length < given.length) ? [...used].sort() : null;
};

/** What of a rule can be narrowed to what was used of it; null when it allows no more than was used. */
export const narrow = ({ match }: Pick<PolicyRule, 'match'>, used: ObservedUse): Narrowing | null => {
  const people = used.users.length + used.serviceAccounts.length;
  const namesNobody = match.principals === undefined && !used.hasOthers && people > 0 && people <= PEOPLE_MAX;
  const isAboutOthers = match.resources !== undefined || match.prompts !== undefined;
  const narrowing = {
    servers: narrower(match.servers, used.servers),
    tools: isAboutOthers ? null : narrower(match.tools, used.tools),
    // Users and service accounts are two keys, and between keys all must fit: only one of them can be named.
    users: namesNobody && used.serviceAccounts.length === 0 ? [...used.users].sort() : null,
    serviceAccounts: namesNobody && used.users.length === 0 ? [...used.serviceAccounts].sort() : null,
  };
  return Object.values(narrowing).some((list) => list !== null) ? narrowing : null;
};
