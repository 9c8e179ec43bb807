import type { DecisionInput } from './decision-input.js';

/**
 * What kind of message is decided. `request`: from the client. `response`: what comes back for a request that was allowed, and
 * notifications. `server_request`: what a server asks of the client (sampling, elicitation, roots), which nobody has allowed yet.
 */
export type Phase = 'request' | 'response' | 'server_request';

export const PHASES: readonly Phase[] = ['request', 'response', 'server_request'];

/** Families of methods that clients ask for, and notifications. Whatever else comes from a server needs an allow of its own. */
const FAMILIES_OF_CLIENTS: ReadonlySet<string> = new Set([
  'initialize',
  'ping',
  'tools',
  'prompts',
  'resources',
  'skills',
  'completion',
  'logging',
  'tasks',
  'server',
  'subscriptions',
  'notifications',
]);

const familyOf = (method: string): string => {
  const slash = method.indexOf('/');
  return slash < 0 ? method : method.slice(0, slash);
};

/** The phase a message belongs to; an unknown method from a server is taken for a request of its own. */
export const phaseOf = ({ direction, method }: Pick<DecisionInput, 'direction' | 'method'>): Phase => {
  if (direction === 'request') return 'request';
  return FAMILIES_OF_CLIENTS.has(familyOf(method)) ? 'response' : 'server_request';
};
