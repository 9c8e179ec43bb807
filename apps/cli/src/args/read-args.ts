import { parseArgs } from 'node:util';
import { usageError } from '../cli-error.js';
import { nearest } from './nearest.js';

/** An option: `flag` has no value, `value` has one, `values` may be given several times. */
export type OptionKind = 'flag' | 'value' | 'values';
export type OptionKinds = Readonly<Record<string, OptionKind>>;

export type ReadOptions<K extends OptionKinds> = {
  readonly [Name in keyof K]?: K[Name] extends 'flag' ? true : K[Name] extends 'value' ? string : readonly string[];
};

export interface ReadArgs<K extends OptionKinds> {
  readonly options: ReadOptions<K>;
  /** What stands before `--` and is no option. */
  readonly positionals: readonly string[];
  /** What stands behind the first `--`, untouched; null without one. */
  readonly command: readonly string[] | null;
}

/**
 * Reads the arguments of one command. What follows the first `--` belongs to the wrapped command and is never looked at.
 * @throws CliError for an option that does not exist, lacks its value, has one it does not take, or is given twice
 */
export const readArgs = <K extends OptionKinds>(name: string, argv: readonly string[], kinds: K): ReadArgs<K> => {
  const end = argv.indexOf('--');
  const own = end < 0 ? argv : argv.slice(0, end);
  const { tokens } = parseArgs({
    args: [...own],
    options: Object.fromEntries(
      Object.entries(kinds).map(([option, kind]) => [
        option,
        { type: kind === 'flag' ? 'boolean' : 'string' } as const,
      ]),
    ),
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const options: Record<string, true | string | string[]> = {};
  const positionals: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') positionals.push(token.value);
    if (token.kind !== 'option') continue;
    const kind = Object.hasOwn(kinds, token.name) ? kinds[token.name] : undefined;
    if (kind === undefined) throw unknownOption(name, token.rawName, Object.keys(kinds));
    if (kind !== 'values' && token.name in options) throw usageError(`${token.rawName} may be given once only.`, name);
    if (kind === 'flag') {
      if (token.value !== undefined) throw usageError(`${token.rawName} takes no value.`, name);
      options[token.name] = true;
      continue;
    }
    // An option in the place of a value is a forgotten value.
    if (token.value === undefined || token.value === '' || (!token.inlineValue && token.value.startsWith('--'))) {
      throw usageError(`${token.rawName} needs a value.`, name);
    }
    options[token.name] = kind === 'value' ? token.value : [...((options[token.name] as string[]) ?? []), token.value];
  }
  return { options: options as ReadOptions<K>, positionals, command: end < 0 ? null : argv.slice(end + 1) };
};

const unknownOption = (command: string, rawName: string, known: readonly string[]) => {
  const meant = nearest(rawName.replace(/^-+/, ''), known);
  return usageError(`There is no option ${rawName}.${meant === null ? '' : ` Did you mean --${meant}?`}`, command);
};
