import { readFile } from 'node:fs/promises';
import { CliError, EXIT, systemCode } from '../cli-error.js';
import { loadPolicy } from '../policy/local-policy.js';
import { readInspectOptions } from './inspect-options.js';
import { createJudge } from './judge/judge.js';
import type { NameCatalogue } from './judge/names.js';
import { inspectLines } from './stream/inspect-lines.js';

/**
 * Says what inspection and policy make of payloads, without a server: of records on stdin, or of files.
 * @returns what to exit with
 */
export const runInspect = async (argv: readonly string[]): Promise<number> => {
  const options = readInspectOptions(argv);
  const policy = await loadPolicy(options.policyFile);
  const names = await readNames(options.knownNamesFile);
  const judge = createJudge({ policy, names });
  endQuietlyWithoutReader();
  const { problems, reached } = await inspectLines(process.stdin, process.stdout, { judge, failOn: options.failOn });
  return options.failOn !== null && reached + problems > 0 ? EXIT.failed : EXIT.ok;
};

/** One genuine name a line; `#` begins a remark. */
const readNames = async (file: string | undefined): Promise<NameCatalogue | null> => {
  if (file === undefined) return null;
  try {
    const lines = (await readFile(file, 'utf8')).split('\n').map((line) => line.trim());
    return lines.filter((line) => line !== '' && !line.startsWith('#'));
  } catch (cause) {
    throw new CliError(EXIT.failed, `The list of names ${file} cannot be read (${systemCode(cause)}).`, cause);
  }
};

/** Whoever reads the answers may have enough of them, as `head` does. */
const endQuietlyWithoutReader = (): void => {
  process.stdout.on('error', (err: NodeJS.ErrnoException) =>
    process.exit(err.code === 'EPIPE' ? EXIT.ok : EXIT.failed),
  );
};
