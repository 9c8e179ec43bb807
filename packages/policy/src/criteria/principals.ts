import type { Principal } from '@sallyport/contracts';
import { defineCriterion } from './criterion.js';

const named = (kind: Principal['kind'], names: readonly string[]): ((principal: Principal) => boolean) => {
  const wanted = new Set(names);
  return (principal) => principal.kind === kind && (wanted.has(principal.name) || wanted.has(principal.id));
};

/** `principals`: users and service accounts by name or id, anyone by group. All keys given have to hold. */
export const principals = defineCriterion('principals', ({ users, groups, serviceAccounts }) => {
  const tests: ((principal: Principal) => boolean)[] = [];
  if (users !== undefined) tests.push(named('user', users));
  if (serviceAccounts !== undefined) tests.push(named('service_account', serviceAccounts));
  if (groups !== undefined) {
    const wanted = new Set(groups);
    tests.push((principal) => principal.groups.some((group) => wanted.has(group)));
  }
  return ({ principal }) => tests.every((test) => test(principal));
});
