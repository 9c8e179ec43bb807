import type { ArgumentRole } from '@sallyport/contracts';
import { collectLeaves } from '../leaves/leaves.js';

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));

/** Order matters: the first set that holds a word of the name decides. */
const NAME_ROLES: readonly (readonly [ArgumentRole, ReadonlySet<string>])[] = [
  ['secret', words('password passwd passphrase secret apikey credential credentials privatekey')],
  ['command', words('command cmd commands script shell bash exec cmdline commandline powershell code program')],
  [
    'free_text',
    words('message body content contents text description comment prompt title subject summary note notes'),
  ],
  ['query', words('sql query statement filter cypher graphql jql expression where selector regex pattern search q')],
  ['url', words('url uri href endpoint link webhook callback website')],
  ['path', words('path file filename filepath dir directory folder cwd paths files root destination source src dest')],
  [
    'identifier',
    words(
      'id name branch ref tag repo repository owner user username host hostname domain ip port namespace table column ' +
        'bucket region key label sha commit remote image container pod service resource package version email',
    ),
  ],
];

const COMMAND_TOOLS =
  /(?:^|[_\W])(?:shell|bash|exec|execute|terminal|powershell|run_?command|command|subprocess)(?:$|[_\W])/i;
/** Names of machines and versions: blanks in them are no reason to take them for prose. */
const NEVER_PROSE = words(
  'table column database collection username login id host hostname domain ip port branch ref tag sha commit bucket region namespace',
);
const IDENTIFIER_UNITS_MAX = 200;
const URL_LIKE = /^[a-z][a-z0-9+.-]{1,20}:\/\//i;
const PATH_LIKE = /^(?:~|\.{1,2}|[a-z]:)?[\\/]\S{1,400}$/i;
const SENTENCE_LIKE = /\S\s+\S+\s+\S/;
/** Prose begins with a word; a substitution or a separator at the start is no title. */
const PROSE_LIKE = /^[\p{L}\d"'(#*_-][^$`;|&]*\s\S+\s\S/u;
const COMMAND_LIKE =
  /^(?:sudo\s+)?(?:cat|curl|wget|ls|rm|bash|sh|zsh|python3?|perl|node|nc|ncat|echo|printf|chmod|chown|cp|mv|find|grep|awk|sed|tar|ssh|scp|docker|kubectl|git|npm|pip|make|powershell|cmd|iex|base64|openssl|env|printenv|whoami|id|ps|export|crontab|systemctl|dd|tee|ping|dig|nslookup)\s[^\n]{0,400}[|;&>`$]/i;
/** Programs of administration are commands with arguments alone. */
const ADMIN_COMMAND =
  /^(?:sudo\s+\w|(?:useradd|usermod|userdel|adduser|passwd|chpasswd|visudo|setcap|insmod|nsenter|mkfs|iptables|crontab|schtasks|vssadmin|wmic|certutil|bitsadmin|regsvr32|rundll32|mshta|netsh|bcdedit|wevtutil)(?:\.exe)?\s+[-/\w]|(?:chmod|chown)\s+(?:-R\s+)?[\w+:=]+\s+[~/]|rm\s+-\w*[rf]|reg(?:\.exe)?\s+(?:add|query|delete|save|export|import)\s|net1?\s+(?:user|localgroup|group|use|stop)\s|powershell(?:\.exe)?\s+-|kubectl\s+exec\s|docker\s+run\s|cat\s+\/|(?:curl|wget)\s+(?:-|https?:))/i;
/** One word, a separator and a program: a value that a command was hung on, not a sentence. */
const HUNG_ON =
  /^[^\s;|&]{0,60}\s?(?:;|\|{1,2}|&{1,2})\s?(?:sudo\s+)?(?:\/\S{1,40}\/)?(?:curl|wget|bash|sh|nc|ncat|cat|rm|python3?|perl|php|node|powershell|cmd|echo|id|whoami|ls|sleep|ping|chmod|useradd)\b/i;

/** Lower-case words of `camelCase`, `snake_case`, `kebab-case` and `HTTPServer2` names. */
export function nameWords(name: string): string[] {
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word !== '');
}

/** Names of arguments are few and come with every call: what one says is found out once. Bounded, as callers choose names. */
const knownNames = new Map<string, ArgumentRole | null>();
const KNOWN_NAMES_MAX = 2_000;
const KNOWN_NAME_UNITS_MAX = 64;

function roleOfName(name: string): ArgumentRole | null {
  const known = knownNames.get(name);
  if (known !== undefined) return known;
  const role = readRole(name);
  if (knownNames.size >= KNOWN_NAMES_MAX) knownNames.clear();
  if (name.length <= KNOWN_NAME_UNITS_MAX) knownNames.set(name, role);
  return role;
}

function readRole(name: string): ArgumentRole | null {
  const parts = nameWords(name);
  const joined = parts.join('');
  for (const [role, known] of NAME_ROLES) {
    // The last word is the noun: `file_url` is a URL, `url_file` a file.
    if (known.has(parts.at(-1) ?? '') || known.has(joined)) return role;
  }
  for (const [role, known] of NAME_ROLES) {
    if (parts.some((part) => known.has(part))) return role;
  }
  return null;
}

interface SchemaHints {
  readonly format: string;
  readonly closed: boolean;
}

/** Follows `properties` and `items` along the tokens of a pointer below the arguments. */
function schemaHints(inputSchema: unknown, tokens: readonly string[]): SchemaHints | null {
  let node: unknown = inputSchema;
  for (const token of tokens) {
    if (typeof node !== 'object' || node === null) return null;
    const { properties, items } = node as { properties?: unknown; items?: unknown };
    const named = typeof properties === 'object' && properties !== null && Object.hasOwn(properties, token);
    node = named ? (properties as Record<string, unknown>)[token] : items;
  }
  if (typeof node !== 'object' || node === null) return null;
  const { format, enum: closed } = node as { format?: unknown; enum?: unknown };
  return { format: typeof format === 'string' ? format : '', closed: Array.isArray(closed) };
}

function roleOfFormat(format: string): ArgumentRole | null {
  if (format === 'uri' || format === 'url' || format === 'uri-reference' || format === 'iri') return 'url';
  if (format === 'password') return 'secret';
  if (format === 'email' || format === 'uuid' || format === 'hostname' || format === 'ipv4') return 'identifier';
  return null;
}

/**
 * Role of one argument: what the schema says, else what its name says, else how the value looks.
 * @param tokens unescaped reference tokens below the arguments object
 */
export function roleOf(inputSchema: unknown, tokens: readonly string[], value: string, toolName = ''): ArgumentRole {
  const hints = schemaHints(inputSchema, tokens);
  const byFormat = hints === null ? null : roleOfFormat(hints.format);
  if (byFormat !== null) return byFormat;
  if (hints?.closed === true) return 'identifier';
  const name = tokens.findLast((token) => !/^\d+$/.test(token)) ?? '';
  const byName = roleOfName(name);
  if (byName !== null) {
    const prose =
      byName === 'identifier' && PROSE_LIKE.test(value) && !nameWords(name).some((word) => NEVER_PROSE.has(word));
    return prose ? 'free_text' : byName;
  }
  if (COMMAND_TOOLS.test(toolName) && /^(?:args?|arguments|argv|input|line)$/i.test(name)) return 'command';
  if (COMMAND_LIKE.test(value) || ADMIN_COMMAND.test(value)) return 'command';
  if (HUNG_ON.test(value)) return 'identifier';
  if (URL_LIKE.test(value)) return 'url';
  if (PATH_LIKE.test(value)) return 'path';
  return value.length > IDENTIFIER_UNITS_MAX || SENTENCE_LIKE.test(value) ? 'free_text' : 'identifier';
}

/**
 * Roles of every string leaf of the arguments.
 * @param inputSchema the tool's JSON Schema, or anything when it is not known
 * @returns JSON pointer below the arguments (`/path`, `/files/0`) → role
 */
export function argumentRoles(inputSchema: unknown, args: unknown): Map<string, ArgumentRole> {
  const roles = new Map<string, ArgumentRole>();
  for (const leaf of collectLeaves(args, '')) {
    if (!leaf.isName) roles.set(leaf.pointer, roleOf(inputSchema, pointerTokens(leaf.pointer), leaf.text));
  }
  return roles;
}

/** Unescaped reference tokens of a JSON pointer. */
export function pointerTokens(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((token) => token.replace(/~1/g, '/').replace(/~0/g, '~'));
}
