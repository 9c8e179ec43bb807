import { readArgs } from '../args/read-args.js';
import { EXIT, usageError } from '../cli-error.js';
import { createTerminal } from '../terminal/terminal.js';
import { API_OPTIONS } from './api/api-settings.js';
import { type CheckedFile, checkFile, problemsOf } from './check-file.js';
import { readCheckContext } from './files/check-context.js';
import { readPolicyFiles } from './files/policy-file.js';
import { count } from './report/count.js';
import { diagnosticText } from './report/diagnostic-text.js';
import { githubAnnotation } from './report/github-annotation.js';

const NAME = 'policy check';
const KINDS = {
  ...API_OPTIONS,
  api: 'flag',
  tools: 'value',
  strict: 'flag',
  json: 'flag',
  format: 'value',
} as const;
const FORMATS = ['text', 'json', 'github'] as const;

/**
 * Every problem of policy files, on stdout.
 * @returns what to exit with
 */
export const runCheck = async (argv: readonly string[]): Promise<number> => {
  const { options, positionals, command } = readArgs(NAME, argv, KINDS);
  const format = FORMATS.find((known) => known === (options.json ? 'json' : (options.format ?? 'text')));
  if (format === undefined) throw usageError(`--format is one of ${FORMATS.join(', ')}.`, NAME);
  const files = await readPolicyFiles(NAME, [...positionals, ...(command ?? [])]);
  const context = await readCheckContext(NAME, options, process.env);
  const checked = files.map((file) => checkFile(file, context));
  const isFine = checked.every((file) => passes(file, options.strict === true));
  process.stdout.write(`${{ text: asText, json: asJson, github: asAnnotations }[format](checked, isFine)}\n`);
  return isFine ? EXIT.ok : EXIT.policy;
};

const passes = (checked: CheckedFile, isStrict: boolean): boolean =>
  problemsOf(checked).every(({ severity }) => severity === 'warning' && !isStrict);

const asText = (checked: readonly CheckedFile[]): string => {
  const style = createTerminal(process.stdout, process.env);
  const problems = checked.flatMap((file) => problemsOf(file).map((problem) => diagnosticText(file, problem, style)));
  return [...problems, summaryOf(checked)].join('\n\n');
};

const asAnnotations = (checked: readonly CheckedFile[]): string => {
  const lines = checked.flatMap((file) => problemsOf(file).map((problem) => githubAnnotation(file.file, problem)));
  return [...lines, summaryOf(checked)].join('\n');
};

const asJson = (checked: readonly CheckedFile[], isFine: boolean): string => {
  const files = checked.map((file) => ({
    file: file.file,
    policy: file.name,
    ruleCount: file.ruleCount,
    testCount: file.tests.length,
    diagnostics: problemsOf(file),
  }));
  return JSON.stringify({ ok: isFine, files }, null, 2);
};

const summaryOf = (checked: readonly CheckedFile[]): string => {
  const problems = checked.flatMap(problemsOf);
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  const warnings = problems.length - errors;
  const found = [
    ...(errors > 0 ? [count(errors, 'error')] : []),
    ...(warnings > 0 ? [count(warnings, 'warning')] : []),
  ];
  const rules = checked.reduce((all, { ruleCount }) => all + ruleCount, 0);
  const tests = checked.reduce((all, file) => all + file.tests.length, 0);
  const what = `${count(checked.length, 'file')}, ${count(rules, 'rule')}, ${count(tests, 'test')}`;
  return `${what}: ${found.length === 0 ? 'no problems' : found.join(', ')}`;
};
