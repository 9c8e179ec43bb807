import type { ArgumentRole } from '@sallyport/contracts';

export const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));

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

/** Names of machines and versions: blanks in them are no reason to take them for prose. */
const NEVER_PROSE = words(
  'table column database collection username login id host hostname domain ip port branch ref tag sha commit bucket region namespace',
);

/** Lower-case words of `camelCase`, `snake_case`, `kebab-case` and `HTTPServer2` names. */
export function nameWords(name: string): string[] {
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word !== '');
}

/** What the name of a member says of its value. */
export interface NameTraits {
  /** Null when it says nothing. */
  readonly role: ArgumentRole | null;
  /** Of an identifier: its value may be a sentence all the same. */
  readonly mayBeProse: boolean;
  /** The arguments of a program, where the tool runs one. */
  readonly isCommandLine: boolean;
  /** Digits alone: a place in a list, for which the name around it speaks. */
  readonly isPlace: boolean;
}

const KNOWN_NAMES_MAX = 2_000;
const KNOWN_NAME_UNITS_MAX = 64;

/** Names of arguments are few and come with every call: what one says is found out once. Bounded, as callers choose names. */
export function perName<T>(tell: (name: string) => T): (name: string) => T {
  const known = new Map<string, T>();
  return (name) => {
    const before = known.get(name);
    if (before !== undefined) return before;
    const told = tell(name);
    if (known.size >= KNOWN_NAMES_MAX) known.clear();
    if (name.length <= KNOWN_NAME_UNITS_MAX) known.set(name, told);
    return told;
  };
}

export const traitsOf: (name: string) => NameTraits = perName((name) => {
  const parts = nameWords(name);
  const role = roleOfWords(parts);
  return {
    role,
    mayBeProse: role === 'identifier' && !parts.some((word) => NEVER_PROSE.has(word)),
    isCommandLine: /^(?:args?|arguments|argv|input|line)$/i.test(name),
    isPlace: /^\d+$/.test(name),
  };
});

function roleOfWords(parts: readonly string[]): ArgumentRole | null {
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
