import type { ToolCapability } from '@sallyport/contracts';
import { nameWords } from '../roles/names.js';
import { capabilitiesOf, isAlsoNoun, type Verb, verbOf } from './verbs.js';

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));

/** Things that stand for a deed when the name holds no verb: `shell`, `python_repl`, `smtp`. */
const THINGS: readonly (readonly [ToolCapability, ReadonlySet<string>])[] = [
  ['execute', words('shell bash terminal powershell subprocess console repl interpreter cmd command sudo sandbox')],
  ['send', words('smtp sms webhook notification notifications')],
  ['network', words('http https web browser website webpage url internet request')],
];

const SECRET_THINGS = words(
  'secret secrets password passwords passphrase credential credentials apikey keychain vault env',
);
const SECRET_PAIRS = /(?:api|access|auth|refresh|bearer|session)_tokens?|(?:api|private|ssh|signing)_keys?|environment/;
const COORDINATORS = words('and or then');

const isVerbHere = (parts: readonly string[], index: number): Verb | null => {
  const verb = verbOf(parts[index] ?? '');
  return verb?.form === 'base' ? verb : null;
};

/** The deeds a name speaks of: its first verb, and those that `and`, `or` or `then` put beside it. What follows is their object. */
const deeds = (parts: readonly string[]): readonly (readonly [Verb, number])[] => {
  const found = parts.flatMap((_, index): readonly (readonly [Verb, number])[] => {
    const verb = isVerbHere(parts, index);
    return verb === null ? [] : [[verb, index]];
  });
  const main = found.find(([verb]) => !isAlsoNoun(verb)) ?? found[0];
  return found.filter((each) => each === main || COORDINATORS.has(parts[each[1] - 1] ?? ''));
};

/** What the name of a tool lets one tell of it. Text after the verb is what is read, written or sent: `get_shell_history` reads. */
export const nameCapabilities = (name: string): ReadonlySet<ToolCapability> => {
  const parts = nameWords(name.slice(0, 200));
  const capabilities = new Set<ToolCapability>();
  const verbs = deeds(parts);
  for (const [verb, index] of verbs) {
    for (const each of capabilitiesOf(verb, parts.slice(index + 1))) capabilities.add(each);
  }
  if (parts.some((part) => SECRET_THINGS.has(part)) || SECRET_PAIRS.test(parts.join('_'))) capabilities.add('secrets');
  for (const [capability, things] of THINGS) {
    const speaks = verbs.length === 0 || capability === 'network';
    if (speaks && parts.some((part) => things.has(part))) capabilities.add(capability);
  }
  return capabilities;
};
