import { readArgs } from '../args/read-args.js';
import { EXIT } from '../cli-error.js';
import { count } from '../policy/report/count.js';
import { problemLines, readBundleFile } from './bundle-file.js';

const NAME = 'detectors check';

/**
 * Every problem of a bundle file, on stdout: the tests of its detectors are run.
 * @returns what to exit with
 */
export const runCheck = async (argv: readonly string[]): Promise<number> => {
  const { positionals } = readArgs(NAME, argv, {});
  const checked = await readBundleFile(NAME, positionals);
  const { bundle, problems } = checked;
  const detectors = bundle?.detectors ?? [];
  const tests = detectors.reduce((all, each) => all + each.tests.match.length + each.tests.pass.length, 0);
  const found = problems.length === 0 ? 'no problems' : count(problems.length, 'problem');
  const summary = `${count(detectors.length, 'detector')}, ${count(tests, 'test')}: ${found}`;
  process.stdout.write(`${[...problemLines(checked), summary].join('\n')}\n`);
  return problems.length === 0 ? EXIT.ok : EXIT.policy;
};
