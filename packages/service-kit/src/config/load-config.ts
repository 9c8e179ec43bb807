import { z } from 'zod';

/** One setting that is missing or wrong. */
export interface ConfigProblem {
  readonly key: string;
  readonly message: string;
}

/** Every problem of a configuration at once. The message is meant for the person who starts the process; it holds no values. */
export class ConfigError extends Error {
  readonly problems: readonly ConfigProblem[];

  constructor(problems: readonly ConfigProblem[]) {
    const count = problems.length === 1 ? 'one setting' : `${problems.length} settings`;
    const lines = problems.map(({ key, message }) => `  ${key} ${message}`);
    super([`Cannot start: ${count} need attention.`, ...lines, '.env.example explains every setting.'].join('\n'));
    this.name = 'ConfigError';
    this.problems = problems;
  }
}

/**
 * Parses the environment once, at start. Variables the schema does not name are ignored; an empty string counts as absent.
 * @param schema  object schema keyed by variable name; `.describe()` of a key is shown when the key is missing
 * @throws ConfigError with every problem, never only the first, and never with the value of a variable
 */
export function loadConfig<S extends z.ZodObject>(
  schema: S,
  env: Readonly<Record<string, string | undefined>>,
): z.infer<S> {
  const given = Object.fromEntries(Object.entries(env).filter(([, text]) => text !== undefined && text !== ''));
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new ConfigError(parsed.error.issues.map((issue) => toProblem(issue, schema, given)));
}

function toProblem(
  issue: z.core.$ZodIssue,
  schema: z.ZodObject,
  given: Readonly<Record<string, string | undefined>>,
): ConfigProblem {
  const key = String(issue.path[0] ?? 'The environment');
  if (issue.path.length !== 1 || key in given) return { key, message: issue.message };
  const field: unknown = schema.shape[key];
  const description = field instanceof z.ZodType ? field.description : undefined;
  return { key, message: description === undefined ? 'is missing' : `is missing: ${description}` };
}
