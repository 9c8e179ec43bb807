import { FUNCTIONS, MACROS } from './functions/functions.js';
import { type Field, type StaticType, VARIABLES } from './vocabulary.js';

/** One name a condition can use, for documentation and completion. */
export interface VocabularyEntry {
  readonly kind: 'variable' | 'function' | 'macro';
  /** `tool.annotations.readOnlyHint`, `string.matches(pattern) → bool`. */
  readonly name: string;
  readonly doc: string;
  /** The closed set a text comes from. */
  readonly values?: readonly string[];
}

const typeText = (type: StaticType): string => {
  if (type.kind === 'dyn') return 'JSON';
  if (type.kind === 'list') return `list of ${typeText(type.of)}`;
  return type.kind === 'object' ? type.name : type.kind;
};

const fieldEntries = (name: string, { type, doc }: Field): VocabularyEntry[] => {
  if (type.kind === 'object') {
    return Object.entries(type.fields).flatMap(([key, inner]) => fieldEntries(`${name}.${key}`, inner));
  }
  const text = type.kind === 'list' ? type.of : type;
  const values = text.kind === 'string' ? text.values : undefined;
  const own: VocabularyEntry = {
    kind: 'variable',
    name,
    doc: `${doc} (${typeText(type)})`,
    ...(values === undefined ? {} : { values }),
  };
  if (type.kind !== 'list' || type.of.kind !== 'object') return [own];
  return [own, ...Object.entries(type.of.fields).flatMap(([key, inner]) => fieldEntries(`${name}[].${key}`, inner))];
};

/** Every variable, function and macro of conditions, made from the tables the engine itself uses. */
export const conditionVocabulary = (): VocabularyEntry[] => [
  ...Object.entries(VARIABLES).flatMap(([name, variable]) => fieldEntries(name, variable)),
  ...FUNCTIONS.map(({ signature, doc }): VocabularyEntry => ({ kind: 'function', name: signature, doc })),
  ...Object.values(MACROS).map((text): VocabularyEntry => {
    const [name = '', doc = ''] = text.split(': ', 2);
    return { kind: 'macro', name, doc };
  }),
];
