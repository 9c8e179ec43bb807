import { checkMutations, type MutationReport } from '@sallyport/policy';
import { readArgs } from '../args/read-args.js';
import { EXIT } from '../cli-error.js';
import { createTerminal, type Terminal } from '../terminal/terminal.js';
import { type CheckedFile, checkFile, errorsOf } from './check-file.js';
import { type PolicyFile, readPolicyFiles } from './files/policy-file.js';
import { writeOutput } from './files/write-output.js';
import { count } from './report/count.js';
import { diagnosticText } from './report/diagnostic-text.js';
import { junitXml } from './report/junit.js';
import { printable } from './report/printable.js';

const NAME = 'policy test';
const KINDS = { json: 'flag', junit: 'value', mutations: 'flag' } as const;

/**
 * Runs the tests of policy files, and says on stdout which rules decided.
 * @returns what to exit with
 */
export const runTest = async (argv: readonly string[]): Promise<number> => {
  const { options, positionals, command } = readArgs(NAME, argv, KINDS);
  const files = await readPolicyFiles(NAME, [...positionals, ...(command ?? [])]);
  const checked = files.map((file) => testFile(file, options.mutations === true));
  if (options.junit !== undefined) await writeOutput(options.junit, reportOf(checked));
  process.stdout.write(`${options.json ? asJson(checked) : asText(checked)}\n`);
  return checked.every(passes) ? EXIT.ok : EXIT.policy;
};

interface TestedFile extends CheckedFile {
  /** What tests would not miss; null when nobody asked, or the tests do not pass as it is. */
  readonly mutations: MutationReport | null;
}

const testFile = (file: PolicyFile, isMutated: boolean): TestedFile => {
  const checked = checkFile(file, {});
  return { ...checked, mutations: isMutated && testsPass(checked) ? checkMutations(file.text) : null };
};

const testsPass = (checked: CheckedFile): boolean =>
  errorsOf(checked).length === 0 && checked.tests.every(({ passed }) => passed);

const passes = (tested: TestedFile): boolean => testsPass(tested) && (tested.mutations?.survivors ?? []).length === 0;

const reportOf = (tested: readonly TestedFile[]): string =>
  junitXml(tested.map((one) => ({ file: one.file, tests: one.tests, errors: errorsOf(one) })));

const asJson = (checked: readonly TestedFile[]): string => {
  const files = checked.map((one) => ({
    file: one.file,
    policy: one.name,
    tests: one.tests,
    errors: errorsOf(one),
    mutations: one.mutations,
  }));
  return JSON.stringify({ ok: checked.every(passes), files }, null, 2);
};

const asText = (checked: readonly TestedFile[]): string => {
  const style = createTerminal(process.stdout, process.env);
  return [...checked.map((one) => fileText(one, style)), summaryOf(checked)].join('\n\n');
};

const fileText = (checked: TestedFile, style: Terminal): string => {
  const errors = errorsOf(checked);
  if (errors.length > 0) return errors.map((error) => diagnosticText(checked, error, style)).join('\n\n');
  const lines = checked.tests.map((test) => {
    const name = printable(test.name);
    if (test.passed) return `  ${style.green('✓')} ${name} ${style.dim(`${test.actual}, ${test.detail}`)}`;
    return `  ${style.red('✗')} ${name}\n      ${style.red(`expected ${test.expected}, got ${test.actual}`)}, ${test.detail}`;
  });
  const missed = checked.mutations === null ? [] : ['', ...mutationLines(checked, checked.mutations, style)];
  return [style.bold(checked.file), ...(lines.length === 0 ? ['  no tests'] : lines), ...missed].join('\n');
};

const mutationLines = (
  { file }: TestedFile,
  { tried, caught, survivors, partial }: MutationReport,
  style: Terminal,
): readonly string[] => [
  `  ${count(tried, 'change')} tried${partial ? ', not all there are' : ''}: tests notice ${caught}, and miss ${survivors.length}`,
  ...survivors.map(({ ruleId, line, description }) => {
    return `  ${style.yellow('!')} ${file}:${line}: ${ruleId}: ${printable(description)}`;
  }),
];

const summaryOf = (checked: readonly CheckedFile[]): string => {
  const tests = checked.flatMap((one) => one.tests);
  const failed = tests.filter(({ passed }) => !passed).length;
  const broken = checked.filter((one) => errorsOf(one).length > 0).length;
  return [
    `${count(tests.length, 'test')}: ${tests.length - failed} passed, ${failed} failed`,
    ...(broken === 0 ? [] : [`${count(broken, 'file')} with errors`]),
  ].join(', ');
};
