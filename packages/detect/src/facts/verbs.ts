import type { ToolCapability } from '@sallyport/contracts';

/** How a verb stands in a sentence: `delete`, `deletes`, `deleting`. */
export type VerbForm = 'base' | 'third' | 'ing';

/** A word that says what a tool does. */
export interface Verb {
  readonly base: string;
  readonly form: VerbForm;
  readonly capabilities: readonly ToolCapability[];
}

const VERBS: readonly (readonly [readonly ToolCapability[], string])[] = [
  [
    ['read'],
    'read get list search find view show query lookup describe retrieve return inspect check count echo calculate compute ' +
      'compare validate verify parse format convert summarize summarise translate analyze analyse explain extract render ' +
      'resolve browse open load preview display demonstrate compress detect classify estimate suggest recommend watch monitor ' +
      'tail grep glob stat diff fetch export',
  ],
  [
    ['write'],
    'write create update edit set add put insert append save store modify patch change move rename replace overwrite copy ' +
      'configure merge commit import assign enable disable toggle trigger start stop restart schedule cancel close reopen lock ' +
      'unlock mark tag label archive restore upsert register invite grant approve apply init initialize fork clone generate ' +
      'book reserve submit resize rotate log record track enqueue',
  ],
  [
    ['delete'],
    'delete remove drop destroy purge erase truncate wipe clear prune unlink uninstall kill terminate revoke reset',
  ],
  [['execute'], 'execute exec run eval evaluate spawn invoke interpret'],
  [['execute', 'write'], 'deploy install build compile'],
  [['send'], 'send email mail post publish share reply comment forward notify message broadcast tweet announce'],
  [['send', 'write'], 'pay transfer purchase buy refund charge withdraw checkout'],
  [['write', 'send', 'network'], 'push upload'],
  [['read', 'write', 'network'], 'sync synchronize download pull'],
  [['read', 'network'], 'crawl scrape navigate ping curl wget'],
];

/** Words that are as often a thing as a deed: where another verb stands in the name, that one tells. */
const ALSO_NOUNS: ReadonlySet<string> = new Set(
  (
    'email mail post share reply comment message tweet log record tag label track store archive copy book set query ' +
    'stat diff format build charge transfer run pull push load display check lock patch'
  ).split(' '),
);

const thirdOf = (base: string): string => {
  if (/(?:s|x|z|ch|sh|o)$/.test(base)) return `${base}es`;
  return /[^aeiou]y$/.test(base) ? `${base.slice(0, -1)}ies` : `${base}s`;
};

/** With and without the doubled consonant: `setting` and `openning` do no harm to each other. */
const ingsOf = (base: string): readonly string[] => {
  if (base.endsWith('e')) return [`${base.slice(0, -1)}ing`];
  return [`${base}ing`, `${base}${base.slice(-1)}ing`];
};

const byForm = (): ReadonlyMap<string, Verb> => {
  const forms = new Map<string, Verb>();
  for (const [capabilities, words] of VERBS) {
    for (const base of words.split(' ')) {
      forms.set(base, { base, form: 'base', capabilities });
      forms.set(thirdOf(base), { base, form: 'third', capabilities });
      for (const ing of ingsOf(base)) forms.set(ing, { base, form: 'ing', capabilities });
    }
  }
  return forms;
};

const FORMS = byForm();

/** The verb a lower-case word is, or null. */
export const verbOf = (word: string): Verb | null => FORMS.get(word) ?? null;

export const isAlsoNoun = (verb: Verb): boolean => ALSO_NOUNS.has(verb.base);

const QUERY_LANGUAGES: ReadonlySet<string> = new Set([
  'sql',
  'cypher',
  'graphql',
  'mutation',
  'statement',
  'statements',
]);
const QUERIES: ReadonlySet<string> = new Set(['query', 'queries', 'aggregation', 'pipeline']);
const HARMLESS: ReadonlySet<string> = new Set(
  'search report reports check checks audit analysis scan simulation diagnostics benchmark lint'.split(' '),
);

/**
 * What `run` and `execute` come to, by the words after them: a command, a statement that may change data, or a mere look.
 * @param objects  the next few words, lower-case
 */
export const capabilitiesOf = (verb: Verb, objects: readonly string[]): readonly ToolCapability[] => {
  if (!verb.capabilities.includes('execute')) return verb.capabilities;
  if (objects.some((word) => QUERY_LANGUAGES.has(word))) return ['read', 'write', 'delete'];
  if (objects.some((word) => QUERIES.has(word))) return ['read', 'write'];
  return objects.some((word) => HARMLESS.has(word)) ? ['read'] : verb.capabilities;
};
