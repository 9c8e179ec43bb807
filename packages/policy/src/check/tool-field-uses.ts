import type { FieldUse } from '../condition/builder.js';
import { didYouMean } from '../text/closest.js';
import type { CheckedTool, RuleProblem } from './rule-problem.js';
import type { SchemaPlace } from './schema-view.js';

/** A field for one tool. */
export interface ToolPlace {
  readonly tool: CheckedTool;
  readonly place: SchemaPlace;
}

interface UseProblem {
  readonly severity: RuleProblem['severity'];
  readonly message: string;
  readonly start: number;
  readonly end: number;
}

type Found = Extract<SchemaPlace, { kind: 'found' }>;

const WORDS: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  boolean: 'true or false',
  list: 'a list',
  map: 'a map',
  null: 'null',
};

const described = (types: readonly string[]): string =>
  types
    .filter((type) => type !== 'null' || types.length === 1)
    .map((type) => WORDS[type] ?? type)
    .join(' or ');

const typeOfConstant = (value: unknown): string => {
  if (value === null) return 'null';
  return typeof value === 'bigint' ? 'number' : typeof value;
};

const written = (value: unknown): string => (typeof value === 'string' ? JSON.stringify(value) : String(value));

/** What to write instead, where the mistake is only in the quotes. */
const inOtherQuotes = (value: unknown, types: readonly string[]): string => {
  if (typeof value === 'string' && types.includes('number') && value.trim() !== '' && Number.isFinite(Number(value))) {
    return `; write ${value} without quotes`;
  }
  if (typeof value === 'string' && types.includes('boolean') && (value === 'true' || value === 'false')) {
    return `; write ${value} without quotes`;
  }
  return typeof value !== 'string' && value !== null && types.includes('string') ? `; write "${String(value)}"` : '';
};

const ofTool = (use: FieldUse, name: string): string => `${use.text} of ${name}`;

const comparisonProblem = (use: FieldUse, { types, values }: Found, name: string): string | null => {
  const [only] = use.values;
  if (only === undefined) return null;
  const type = typeOfConstant(only.value);
  if (types !== null && !types.includes(type)) {
    const is = `${ofTool(use, name)} is ${described(types)}`;
    if (use.kind === 'compare')
      return `${is} and never equals ${written(only.value)}${inOtherQuotes(only.value, types)}`;
    const cure =
      types.includes('string') && type === 'number'
        ? `; double(${use.text}) reads it as a number`
        : inOtherQuotes(only.value, types);
    return `${is} and cannot be compared with ${written(only.value)}${cure}`;
  }
  if (use.kind !== 'compare' || values === null) return null;
  const plain = typeof only.value === 'bigint' ? Number(only.value) : only.value;
  if (values.includes(plain)) return null;
  const texts = values.filter((value) => typeof value === 'string');
  const hint = typeof plain === 'string' ? didYouMean(plain, texts) : '';
  return `${ofTool(use, name)} is never ${written(only.value)}${hint} (${values.slice(0, 10).map(written).join(', ')})`;
};

const takingProblem = (use: FieldUse, { types }: Found, name: string): string | null => {
  if (types === null || types.some((type) => use.types.some((wanted) => wanted === type))) return null;
  return `${use.by} takes ${described(use.types)}, and ${ofTool(use, name)} is ${described(types)}`;
};

/** An error when it is wrong for every tool that has the field, a warning when it is right for some. */
export const useProblem = (use: FieldUse, places: readonly ToolPlace[]): UseProblem | null => {
  const having = places.filter(({ place }) => place.kind !== 'absent');
  const wrong = having.flatMap(({ tool, place }) => {
    if (place.kind !== 'found') return [];
    const message =
      use.kind === 'take' ? takingProblem(use, place, tool.name) : comparisonProblem(use, place, tool.name);
    return message === null ? [] : [message];
  });
  const [message] = wrong;
  if (message === undefined) return null;
  const where = use.values[0] ?? use;
  const severity = wrong.length === having.length ? 'error' : 'warning';
  return { severity, message, start: where.start, end: where.end };
};
