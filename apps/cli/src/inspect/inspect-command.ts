import { readFile, writeFile } from 'node:fs/promises';
import type { Severity } from '@sallyport/contracts';
import { CliError, EXIT, systemCode } from '../cli-error.js';
import { loadPolicy } from '../policy/local-policy.js';
import { createTerminal } from '../terminal/terminal.js';
import { inspectFile } from './files/inspect-file.js';
import type { InspectedFile } from './files/inspected-file.js';
import { type InspectOptions, readInspectOptions } from './inspect-options.js';
import { createJudge, type Judge } from './judge/judge.js';
import { type NameCatalogue, readNameCatalogue } from './judge/names.js';
import { reaches } from './judge/verdict.js';
import { jsonReport } from './report/json.js';
import { sarifReport } from './report/sarif.js';
import { textReport } from './report/text.js';
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
  const fails = options.files.length === 0 ? await inspectStdin(judge, options) : await inspectFiles(judge, options);
  return fails ? EXIT.failed : EXIT.ok;
};

/** Whether `--fail-on` asks for a failure. What could not be inspected may be anything. */
const inspectStdin = async (judge: Judge, { failOn }: InspectOptions): Promise<boolean> => {
  const { problems, reached } = await inspectLines(process.stdin, process.stdout, { judge, failOn });
  return failOn !== null && reached + problems > 0;
};

const inspectFiles = async (judge: Judge, options: InspectOptions): Promise<boolean> => {
  const files: InspectedFile[] = [];
  for (const file of options.files) files.push(await inspectFile(file, judge));
  if (options.sarifFile !== undefined) await write(options.sarifFile, sarifReport(files, process.cwd()));
  const style = createTerminal(process.stdout, process.env);
  process.stdout.write(`${options.json ? jsonReport(files) : textReport(files, style)}\n`);
  const { failOn } = options;
  return files.some(({ problems }) => problems.length > 0) || (failOn !== null && files.some(reachesIn(failOn)));
};

const reachesIn =
  (severity: Severity) =>
  ({ items }: InspectedFile): boolean =>
    items.some(({ judgement }) => judgement.findings.some((finding) => reaches(finding, severity)));

const write = async (file: string, text: string): Promise<void> => {
  try {
    await writeFile(file, text);
  } catch (cause) {
    throw new CliError(EXIT.failed, `${file} cannot be written (${systemCode(cause)}).`, cause);
  }
};

const readNames = async (file: string | undefined): Promise<NameCatalogue | null> => {
  if (file === undefined) return null;
  try {
    return readNameCatalogue(await readFile(file, 'utf8'));
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
