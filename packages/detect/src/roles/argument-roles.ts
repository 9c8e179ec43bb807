import type { ArgumentRole } from '@sallyport/contracts';
import { appendPointer, LEAF_DEPTH_MAX } from '../leaves/leaves.js';
import { type NameTraits, traitsOf } from './names.js';
import { roleOfValue } from './value-role.js';

const COMMAND_TOOLS =
  /(?:^|[_\W])(?:shell|bash|exec|execute|terminal|powershell|run_?command|command|subprocess)(?:$|[_\W])/i;
/** Prose begins with a word; a substitution or a separator at the start is no title. */
const PROSE_LIKE = /^[\p{L}\d"'(#*_-][^$`;|&]*\s\S+\s\S/u;

/** The schema of a member, or of an element by its place. */
export function schemaBelow(schema: unknown, name: string): unknown {
  if (typeof schema !== 'object' || schema === null) return undefined;
  const { properties, items } = schema as { properties?: unknown; items?: unknown };
  return typeof properties === 'object' && properties !== null && Object.hasOwn(properties, name)
    ? (properties as Record<string, unknown>)[name]
    : items;
}

function roleOfFormat(format: unknown): ArgumentRole | null {
  if (format === 'uri' || format === 'url' || format === 'uri-reference' || format === 'iri') return 'url';
  if (format === 'password') return 'secret';
  if (format === 'email' || format === 'uuid' || format === 'hostname' || format === 'ipv4') return 'identifier';
  return null;
}

/**
 * Role of a string among the arguments: what its schema says, else what its name says, else how the value looks.
 * @param schema of the string itself
 * @param name of the nearest member around it that is not a number
 */
export function roleIn(schema: unknown, name: NameTraits, value: string, toolName: string): ArgumentRole {
  if (typeof schema === 'object' && schema !== null) {
    const { format, enum: closed } = schema as { format?: unknown; enum?: unknown };
    const byFormat = format === undefined ? null : roleOfFormat(format);
    if (byFormat !== null) return byFormat;
    if (Array.isArray(closed)) return 'identifier';
  }
  if (name.role !== null) return name.mayBeProse && PROSE_LIKE.test(value) ? 'free_text' : name.role;
  if (name.isCommandLine && COMMAND_TOOLS.test(toolName)) return 'command';
  return roleOfValue(value);
}

/** As {@link roleIn}, for the tokens of a pointer below the arguments. */
export function roleOf(inputSchema: unknown, tokens: readonly string[], value: string, toolName = ''): ArgumentRole {
  let schema: unknown = inputSchema;
  let name = traitsOf('');
  for (const token of tokens) {
    schema = schemaBelow(schema, token);
    const traits = traitsOf(token);
    if (!traits.isPlace) name = traits;
  }
  return roleIn(schema, name, value, toolName);
}

/**
 * Roles of every string leaf of the arguments.
 * @param inputSchema the tool's JSON Schema, or anything when it is not known
 * @returns JSON pointer below the arguments (`/path`, `/files/0`) → role
 */
export function argumentRoles(inputSchema: unknown, args: unknown): Map<string, ArgumentRole> {
  const roles = new Map<string, ArgumentRole>();
  tell(args, inputSchema, traitsOf(''), '', 0, roles);
  return roles;
}

function tell(
  value: unknown,
  schema: unknown,
  name: NameTraits,
  pointer: string,
  depth: number,
  roles: Map<string, ArgumentRole>,
): void {
  if (typeof value === 'string') {
    roles.set(pointer, roleIn(schema, name, value, ''));
    return;
  }
  if (typeof value !== 'object' || value === null || depth === LEAF_DEPTH_MAX) return;
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++)
      tell(value[i], schemaBelow(schema, String(i)), name, appendPointer(pointer, i), depth + 1, roles);
    return;
  }
  for (const token of Object.keys(value)) {
    const traits = traitsOf(token);
    const member: unknown = (value as Record<string, unknown>)[token];
    const below = schemaBelow(schema, token);
    tell(member, below, traits.isPlace ? name : traits, appendPointer(pointer, token), depth + 1, roles);
  }
}
