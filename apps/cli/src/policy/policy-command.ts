import { nearest } from '../args/nearest.js';
import { usageError } from '../cli-error.js';

/** Each is loaded only when it is asked for: who checks a file needs no client of the api. */
const COMMANDS: Readonly<Record<string, (argv: readonly string[]) => Promise<number>>> = {
  check: async (argv) => (await import('./check-command.js')).runCheck(argv),
  test: async (argv) => (await import('./test-command.js')).runTest(argv),
  plan: async (argv) => (await import('./plan-command.js')).runPlan(argv),
  push: async (argv) => (await import('./push-command.js')).runPush(argv),
  pull: async (argv) => (await import('./pull-command.js')).runPull(argv),
};

/**
 * Policies as code.
 * @returns what to exit with
 */
export const runPolicy = async (argv: readonly string[]): Promise<number> => {
  const [name, ...rest] = argv;
  const names = Object.keys(COMMANDS);
  if (name === undefined) throw usageError(`Say what to do with the policies: ${names.join(', ')}.`, 'policy');
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command !== undefined) return command(rest);
  const meant = nearest(name, names);
  throw usageError(
    `There is no command "policy ${name}".${meant === null ? '' : ` Did you mean "${meant}"?`}`,
    'policy',
  );
};
