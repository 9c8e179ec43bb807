import { nearest } from '../args/nearest.js';
import { usageError } from '../cli-error.js';

const COMMANDS: Readonly<Record<string, (argv: readonly string[]) => Promise<number>>> = {
  check: async (argv) => (await import('./check-command.js')).runCheck(argv),
  sign: async (argv) => (await import('./sign-command.js')).runSign(argv),
};

/**
 * Bundles of detectors.
 * @returns what to exit with
 */
export const runDetectors = async (argv: readonly string[]): Promise<number> => {
  const [name, ...rest] = argv;
  const names = Object.keys(COMMANDS);
  if (name === undefined) throw usageError(`Say what to do with the bundle: ${names.join(', ')}.`, 'detectors');
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command !== undefined) return command(rest);
  const meant = nearest(name, names);
  throw usageError(
    `There is no command "detectors ${name}".${meant === null ? '' : ` Did you mean "${meant}"?`}`,
    'detectors',
  );
};
