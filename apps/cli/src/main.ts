import { nearest } from './args/nearest.js';
import { CliError, EXIT, usageError } from './cli-error.js';
import { createTerminal } from './terminal/terminal.js';

/** Each is loaded only when it is asked for: nobody waits for what they do not use. */
const COMMANDS: Readonly<Record<string, (argv: readonly string[]) => Promise<number>>> = {
  guard: async (argv) => (await import('./guard/guard-command.js')).runGuard(argv),
  gateway: async (argv) => (await import('./gateway/gateway-command.js')).runGateway(argv),
  inspect: async (argv) => (await import('./inspect/inspect-command.js')).runInspect(argv),
  detectors: async (argv) => (await import('./detectors/detectors-command.js')).runDetectors(argv),
  policy: async (argv) => (await import('./policy/policy-command.js')).runPolicy(argv),
};

/** Runs a command line and ends the process with its code. */
export const main = async (argv: readonly string[]): Promise<void> => {
  const terminal = createTerminal(process.stderr, process.env);
  let exitCode: number;
  try {
    exitCode = await run(argv);
  } catch (thrown) {
    exitCode = thrown instanceof CliError ? thrown.exitCode : EXIT.failed;
    terminal.say(`${terminal.red('sallyport:')} ${sentenceOf(thrown)}`);
  }
  // Handles that nobody needs any more, such as a terminal's stdin, must not keep the process.
  process.exit(exitCode);
};

const run = async (argv: readonly string[]): Promise<number> => {
  const [name, ...rest] = argv;
  const wanted = ownOptions(argv);
  if (name === undefined || wanted.includes('--help') || wanted.includes('-h') || name === 'help') {
    const { helpFor } = await import('./help.js');
    const text = helpFor(name === 'help' ? rest : argv, createTerminal(process.stdout, process.env));
    process.stdout.write(text);
    return EXIT.ok;
  }
  if (name === '--version' || name === '-v') {
    const { VERSION } = await import('./version.js');
    process.stdout.write(`sallyport ${VERSION}\n`);
    return EXIT.ok;
  }
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command !== undefined) return command(rest);
  const meant = nearest(name, Object.keys(COMMANDS));
  const what = name.startsWith('-') ? `There is no option ${name}` : `There is no command "${name}"`;
  throw usageError(`${what}.${meant === null ? '' : ` Did you mean "${meant}"?`}`);
};

/** What stands before `--`: the rest is the wrapped command's, and its `--help` is its own. */
const ownOptions = (argv: readonly string[]): readonly string[] => {
  const end = argv.indexOf('--');
  return end < 0 ? argv : argv.slice(0, end);
};

const sentenceOf = (thrown: unknown): string => {
  if (!(thrown instanceof Error)) return String(thrown);
  return thrown instanceof CliError ? thrown.message : `Something went wrong that should not: ${thrown.message}`;
};
