import type { PolicyRule, Principal } from '@sallyport/contracts';
import { defineCriterion } from './criterion.js';

export type PrincipalMatch = NonNullable<PolicyRule['match']['principals']>;
export type PrincipalTest = (principal: Principal) => boolean;

const named = (kind: Principal['kind'], names: readonly string[]): PrincipalTest => {
  const wanted = new Set(names);
  return (principal) => principal.kind === kind && (wanted.has(principal.name) || wanted.has(principal.id));
};

const inGroup = (groups: readonly string[]): PrincipalTest => {
  const wanted = new Set(groups);
  return (principal) => principal.groups.some((group) => wanted.has(group));
};

const withRole = (roles: readonly string[]): PrincipalTest => {
  const wanted = new Set(roles);
  return ({ role }) => role !== undefined && wanted.has(role);
};

/** Users, service accounts and devices by name or id, anyone by group or role. All keys given have to hold. */
export const compilePrincipals = (match: PrincipalMatch): PrincipalTest => {
  const { users, groups, roles, serviceAccounts, devices } = match;
  const tests: PrincipalTest[] = [];
  if (users !== undefined) tests.push(named('user', users));
  if (serviceAccounts !== undefined) tests.push(named('service_account', serviceAccounts));
  if (devices !== undefined) tests.push(named('device', devices));
  if (roles !== undefined) tests.push(withRole(roles));
  if (groups !== undefined) tests.push(inGroup(groups));
  const [only] = tests;
  if (only !== undefined && tests.length === 1) return only;
  return (principal) => tests.every((test) => test(principal));
};

/** `principals`: who calls. */
export const principals = defineCriterion('principals', (match) => {
  const test = compilePrincipals(match);
  return ({ principal }) => test(principal);
});
