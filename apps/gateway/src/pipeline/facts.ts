import type { ArgumentRoles } from '@sallyport/contracts';
import { argumentRoles } from '@sallyport/detect';
import type { Decided, Resolved } from './exchange.js';

export const NO_ROLES: ArgumentRoles = Object.freeze({});

/**
 * What the strings in the arguments are for. Told where a rule may ask or the record keeps them for simulations; elsewhere
 * nobody would read it.
 */
export const rolesOf = (exchange: Resolved): ArgumentRoles => {
  const { settings, program } = exchange.org;
  return settings.keepArguments || program.readsArguments ? tellRoles(exchange) : NO_ROLES;
};

export const tellRoles = ({ args, definition }: Pick<Resolved, 'args' | 'definition'>): ArgumentRoles => {
  if (typeof args !== 'object' || args === null) return NO_ROLES;
  const roles = argumentRoles(definition?.inputSchema, args);
  if (roles.size === 0) return NO_ROLES;
  const told: ArgumentRoles = {};
  for (const [pointer, role] of roles) told[pointer] = role;
  return told;
};

/** Of a message that carries no arguments: they are unknown, and so is all that is told of them. */
export const WITHOUT_ARGUMENTS = { args: undefined, argumentsBytes: 0, argumentRoles: NO_ROLES } as const;

/** What policy knows of the tool that is addressed; undefined when the target is none, or none that is known. */
export const toolOf = ({ target, definition }: Pick<Decided, 'target' | 'definition'>) =>
  target.kind === 'tool' ? definition?.tool : undefined;
