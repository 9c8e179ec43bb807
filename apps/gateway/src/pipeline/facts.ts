import type { ArgumentRoles } from '@sallyport/contracts';
import { argumentRoles } from '@sallyport/detect';
import type { Decided, Resolved } from './exchange.js';

export const NO_ROLES: ArgumentRoles = Object.freeze({});

/**
 * What the strings in the arguments are for. Told where a rule may ask or the record keeps them for simulations; elsewhere
 * nobody would read it.
 */
export const rolesOf = ({ org, args, definition }: Resolved): ArgumentRoles => {
  if (typeof args !== 'object' || args === null) return NO_ROLES;
  if (!org.settings.keepArguments && !org.program.readsArguments) return NO_ROLES;
  const roles = argumentRoles(definition?.inputSchema, args);
  return roles.size === 0 ? NO_ROLES : Object.fromEntries(roles);
};

/** What policy knows of the tool that is addressed; undefined when the target is none, or none that is known. */
export const toolOf = ({ target, definition }: Pick<Decided, 'target' | 'definition'>) =>
  target.kind === 'tool' ? definition?.tool : undefined;
