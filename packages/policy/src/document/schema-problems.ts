import { policyDocumentSchema } from '@sallyport/contracts';
import { type JsonSchema, policyJsonSchema } from '../json-schema.js';
import { closest, didYouMean } from '../text/closest.js';
import type { Path, SourceTree } from './source-tree.js';
import type { TextRange } from './text-position.js';

type Issue = NonNullable<ReturnType<typeof policyDocumentSchema.safeParse>['error']>['issues'][number];

/** One problem with its place. */
export interface PlacedProblem extends TextRange {
  readonly message: string;
  readonly path: Path;
}

let schemaOnce: JsonSchema | null = null;

/** Made when a problem has to be told: most texts have none, and making it is most of what a start costs. */
const documentSchema = (): JsonSchema => {
  schemaOnce ??= policyJsonSchema();
  return schemaOnce;
};

const knownKeys = (path: Path): readonly string[] => {
  let schema: JsonSchema | undefined = documentSchema();
  for (const key of path) {
    const next: unknown =
      typeof key === 'number' ? schema?.items : (schema?.properties as JsonSchema | undefined)?.[String(key)];
    schema = next as JsonSchema | undefined;
  }
  return Object.keys((schema?.properties as JsonSchema | undefined) ?? {});
};

const valueAt = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>((holder, key) => (holder as Record<PropertyKey, unknown> | null | undefined)?.[key], value);

const article = (expected: string): string => {
  const words: Readonly<Record<string, string>> = {
    array: 'a list',
    object: 'a map',
    record: 'a map',
    string: 'text',
    int: 'a whole number',
    number: 'a number',
    boolean: 'true or false',
  };
  return words[expected] ?? expected;
};

/** The commonest slip of all: one name where a list of names is taken. */
const asList = (expected: string, actual: unknown): string =>
  expected === 'array' && typeof actual === 'string' && actual.length <= 64 ? `; write [${actual}]` : '';

const sizeMessage = (issue: Issue & { code: 'too_small' | 'too_big' }): string => {
  const bound = issue.code === 'too_small' ? `at least ${issue.minimum}` : `at most ${issue.maximum}`;
  if (issue.origin === 'string') return `this takes ${bound} characters`;
  return issue.origin === 'array' ? `this takes ${bound} elements` : `this is ${bound}`;
};

const messageOf = (issue: Issue, actual: unknown): string => {
  switch (issue.code) {
    case 'invalid_type':
      return `this should be ${article(issue.expected)}${asList(issue.expected, actual)}`;
    case 'invalid_value': {
      const known = issue.values.map((value) => JSON.stringify(value)).join(', ');
      const hint = typeof actual === 'string' ? didYouMean(actual, issue.values.map(String)) : '';
      return issue.values.length === 1 ? `this should be ${known}` : `this should be one of ${known}${hint}`;
    }
    case 'too_small':
    case 'too_big':
      return sizeMessage(issue);
    default:
      return issue.message;
  }
};

const isMissing = ({ path }: Issue, tree: SourceTree): boolean => path.length > 0 && !tree.has(path);

/** Most unknown keys told of one map, and most problems of one text: beyond, they are not a person's mistakes any more. */
const UNKNOWN_KEYS_MAX = 20;
const PROBLEMS_MAX = 200;

/** Paths of keys that are there under a misspelt name: one mistake is one problem. */
const misspelt = (issues: readonly Issue[]): ReadonlySet<string> =>
  new Set(
    issues.flatMap((issue) => {
      if (issue.code !== 'unrecognized_keys') return [];
      return issue.keys
        .slice(0, UNKNOWN_KEYS_MAX)
        .map((key) => JSON.stringify([...issue.path, closest(key, knownKeys(issue.path))]));
    }),
  );

const problemsOf = (issue: Issue, tree: SourceTree): readonly PlacedProblem[] => {
  const { path } = issue;
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.slice(0, UNKNOWN_KEYS_MAX).map((key) => ({
      message: `unknown key "${key}"${didYouMean(key, knownKeys(path))} (known: ${knownKeys(path).join(', ')})`,
      path,
      ...tree.locateKey([...path, key]),
    }));
  }
  const message = isMissing(issue, tree)
    ? `the key "${String(path[path.length - 1])}" is missing`
    : messageOf(issue, valueAt(tree.value, path));
  return [{ message, path, ...tree.locate(path) }];
};

/** What is wrong, in words for the author, each problem at the node it is about. */
export const schemaProblems = (all: readonly Issue[], tree: SourceTree): readonly PlacedProblem[] => {
  const issues = all.slice(0, PROBLEMS_MAX);
  const present = misspelt(issues);
  return issues
    .filter((issue) => !(isMissing(issue, tree) && present.has(JSON.stringify(issue.path))))
    .flatMap((issue) => problemsOf(issue, tree));
};
