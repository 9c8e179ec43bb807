import type { ToolCapability } from '@sallyport/contracts';
import { roleOf } from '../roles/argument-roles.js';
import { nameWords } from '../roles/names.js';

const NODES_MAX = 500;
const DEPTH_MAX = 10;

const COMMAND_NAMES = new Set(
  (
    'command commands cmd cmds commandline cmdline script scripts shell bash powershell exec code sourcecode pythoncode jscode ' +
    'javascriptcode program expressiontoevaluate'
  ).split(' '),
);
const STATEMENT_NAMES = new Set('sql sqlquery cypher statement statements graphql mutation'.split(' '));
const RECIPIENT_NAMES = new Set(
  'recipient recipients cc bcc toemail toaddress toaddresses emailto phonenumber'.split(' '),
);

type Node = Readonly<Record<string, unknown>>;

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value);

const membersOf = (value: unknown): readonly (readonly [string, unknown])[] =>
  isNode(value) ? Object.entries(value) : [];

const mayBeText = ({ type }: Node): boolean =>
  type === undefined || type === 'string' || (Array.isArray(type) && type.includes('string'));

/** What one argument of this name, which may be text, lets the tool do. */
const argumentCapabilities = (name: string, schema: Node): readonly ToolCapability[] => {
  const parts = nameWords(name);
  const joined = parts.join('');
  const last = parts.at(-1) ?? '';
  if (COMMAND_NAMES.has(joined) || /^(?:command|cmd|script|shell)$/.test(last)) return ['execute'];
  if (STATEMENT_NAMES.has(joined) || last === 'sql') return ['read', 'write', 'delete'];
  if (RECIPIENT_NAMES.has(joined)) return ['send'];
  const role = roleOf({ properties: { [name]: schema } }, [name], '');
  if (role === 'url') return ['network'];
  return role === 'secret' ? ['secrets'] : [];
};

/**
 * What the arguments of a tool let one tell of it: whoever takes a command runs it, whoever takes an address may go there.
 * @param inputSchema  a JSON Schema as the server sent it; at most 500 of its nodes are looked at
 */
export const schemaCapabilities = (inputSchema: unknown): ReadonlySet<ToolCapability> => {
  const capabilities = new Set<ToolCapability>();
  let left = NODES_MAX;
  const visit = (value: unknown, name: string, depth: number): void => {
    if (!isNode(value) || left === 0 || depth > DEPTH_MAX) return;
    left -= 1;
    if (name !== '' && mayBeText(value) && !Array.isArray(value.enum)) {
      for (const each of argumentCapabilities(name, value)) capabilities.add(each);
    }
    for (const [key, member] of membersOf(value.properties)) visit(member, key, depth + 1);
    visit(value.items, name, depth + 1);
    for (const list of [value.anyOf, value.oneOf, value.allOf, value.prefixItems]) {
      if (Array.isArray(list)) for (const member of list) visit(member, name, depth + 1);
    }
    for (const defs of [value.$defs, value.definitions]) {
      for (const [, member] of membersOf(defs)) visit(member, '', depth + 1);
    }
  };
  visit(inputSchema, '', 0);
  return capabilities;
};
