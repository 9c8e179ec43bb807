// What failed, in a few lines each, from the JSON reports of the two test runners.
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { ROOT } from './install.mjs';

export function failuresOfVitest(files) {
  return files.flatMap(({ name, status, message, assertionResults }) => {
    const file = path.relative(ROOT, name);
    const failed = assertionResults.filter((test) => test.status === 'failed');
    if (failed.length === 0) return status === 'failed' ? [`${file}\n  ${firstLines(message)}`] : [];
    return failed.map((test) => `${file} › ${test.fullName}\n  ${firstLines(test.failureMessages[0])}`);
  });
}

export function failuresOfPlaywright(suites) {
  return suites.flatMap(({ file, specs, suites: inner = [] }) => [
    ...specs
      .filter(({ ok, tests }) => !ok || tests.some(({ status }) => status === 'flaky'))
      .map(({ title, tests }) => {
        const error = tests.flatMap(({ results }) => results).find((result) => result.error)?.error;
        return `${file} › ${title}\n  ${firstLines(error?.message)}`;
      }),
    ...failuresOfPlaywright(inner),
  ]);
}

/** The message and where in our own code. */
const firstLines = (message = '') =>
  stripVTControlCharacters(message)
    .split('\n')
    .filter((line) => !line.includes('node_modules'))
    .slice(0, 6)
    .join('\n  ');
