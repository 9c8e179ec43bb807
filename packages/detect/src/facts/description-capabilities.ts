import type { ToolCapability } from '@sallyport/contracts';
import { capabilitiesOf, type VerbForm, verbOf } from './verbs.js';

const DESCRIPTION_UNITS_MAX = 4096;
const OBJECT_WORDS = 5;

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));

/** Words before a verb that do not take its place: `This tool will permanently delete`. */
const SKIPPED = words(
  'this that the a tool function method api it which also helper new simply just please first finally',
);
const AUXILIARIES = words('can will may could must should would to');
const BEFORE_ING = words('by for while when after before');
const NEGATIONS = words("not never cannot without don't doesn't won't can't");
const COORDINATORS = words('and or , & / plus');

const SECRETS =
  /\b(?:passwords?|secrets?|credentials?|api[ -]keys?|private keys?|environment variables?|(?:access|auth|refresh) tokens?)\b/;
const REQUIREMENT = /\b(?:requires?|required|needs?|using|with)\b/;

interface Reader {
  /** Forms a verb may have here; empty where none is expected. */
  expected: readonly VerbForm[];
  /** Nobody has said in this clause who does it: an instruction to the reader, or the first word of the text. */
  bare: boolean;
  negated: boolean;
  head: VerbForm | null;
}

const ANY: readonly VerbForm[] = ['base', 'third', 'ing'];

/** Moves past a word that only prepares for a verb; false when it is something else. */
const prepares = (word: string, reader: Reader): boolean => {
  if (word === 'then') Object.assign(reader, { expected: ANY, bare: false });
  else if (NEGATIONS.has(word)) Object.assign(reader, { expected: ANY, negated: true, bare: false });
  else if (AUXILIARIES.has(word)) Object.assign(reader, { expected: ['base'], bare: false });
  else if (BEFORE_ING.has(word)) Object.assign(reader, { expected: ['ing'], bare: false });
  else if (COORDINATORS.has(word)) reader.expected = reader.head === null ? ANY : [reader.head];
  else return reader.expected.length > 0 && (SKIPPED.has(word) || word.endsWith('ly'));
  return true;
};

/** Instructions to the model ("Set `recursive` to true") are no deeds of the tool; only the first sentence is imperative by custom. */
const counts = (capabilities: readonly ToolCapability[], reader: Reader, isFirst: boolean, form: VerbForm): boolean =>
  !reader.negated && (isFirst || !reader.bare || form !== 'base' || capabilities.includes('delete'));

const readSentence = (sentence: string, isFirst: boolean, into: Set<ToolCapability>): void => {
  const tokens = sentence.match(/[a-z][a-z'-]*|[,&/]/g) ?? [];
  const reader: Reader = { expected: ANY, bare: true, negated: false, head: null };
  tokens.forEach((word, index) => {
    if (prepares(word, reader)) return;
    const verb = reader.expected.length === 0 ? null : verbOf(word);
    if (verb !== null && reader.expected.includes(verb.form)) {
      const capabilities = capabilitiesOf(verb, tokens.slice(index + 1, index + 1 + OBJECT_WORDS));
      reader.head ??= verb.form;
      if (counts(capabilities, reader, isFirst, verb.form)) for (const each of capabilities) into.add(each);
    } else {
      reader.negated = false;
    }
    reader.expected = [];
  });
};

/**
 * What the description of a tool lets one tell of it: verbs where a verb of the tool stands ("Deletes the file and sends a
 * copy"), not the same words elsewhere ("the list of deleted files"). Cost is linear in the first 4096 characters.
 */
export const descriptionCapabilities = (description: string): ReadonlySet<ToolCapability> => {
  const capabilities = new Set<ToolCapability>();
  const text = description.slice(0, DESCRIPTION_UNITS_MAX).toLowerCase();
  const sentences = text.split(/[.!?;:()\n]+(?:\s|$)|\n/).filter((sentence) => sentence.trim() !== '');
  for (const [index, sentence] of sentences.entries()) readSentence(sentence, index === 0, capabilities);
  const first = sentences[0] ?? '';
  if (SECRETS.test(first) && !REQUIREMENT.test(first)) capabilities.add('secrets');
  return capabilities;
};
