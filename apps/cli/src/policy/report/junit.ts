import type { Diagnostic } from '@sallyport/contracts';
import type { PolicyTestResult } from '@sallyport/policy';

/** Outcome of one file: its tests, or the errors that kept them from running. */
export interface JUnitSuite {
  readonly file: string;
  readonly tests: readonly PolicyTestResult[];
  readonly errors: readonly Diagnostic[];
}

/** A report as CI servers read it: a suite for each file, a case for each test, and one case for a file with errors. */
export const junitXml = (suites: readonly JUnitSuite[]): string => {
  const counts = suites.map(countsOf);
  const sum = (key: keyof Counts): number => counts.reduce((all, count) => all + count[key], 0);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="sallyport policy test"${attributes({ tests: sum('tests'), failures: sum('failures'), errors: sum('errors') })}>`,
    ...suites.flatMap((suite) => [
      `  <testsuite name="${xml(suite.file)}"${attributes(countsOf(suite))}>`,
      ...(suite.errors.length > 0 ? errorCase(suite) : suite.tests.flatMap((test) => testCase(suite.file, test))),
      '  </testsuite>',
    ]),
    '</testsuites>',
    '',
  ].join('\n');
};

interface Counts {
  readonly tests: number;
  readonly failures: number;
  readonly errors: number;
}

const countsOf = ({ tests, errors }: JUnitSuite): Counts =>
  errors.length > 0
    ? { tests: 1, failures: 0, errors: 1 }
    : { tests: tests.length, failures: tests.filter(({ passed }) => !passed).length, errors: 0 };

const testCase = (file: string, { name, passed, expected, actual, detail }: PolicyTestResult): readonly string[] => {
  const head = `    <testcase classname="${xml(file)}" name="${xml(name)}"`;
  if (passed) return [`${head}/>`];
  const message = `expected ${expected}, got ${actual}`;
  return [`${head}>`, `      <failure message="${xml(message)}">${xml(detail)}</failure>`, '    </testcase>'];
};

const errorCase = ({ file, errors }: JUnitSuite): readonly string[] => {
  const lines = errors.map(({ line, column, message }) => `${file}:${line}:${column}: ${message}`);
  return [
    `    <testcase classname="${xml(file)}" name="the policy can be read">`,
    `      <error message="the policy has errors">${xml(lines.join('\n'))}</error>`,
    '    </testcase>',
  ];
};

const attributes = (values: Counts): string =>
  Object.entries(values)
    .map(([key, value]) => ` ${key}="${value}"`)
    .join('');

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** XML 1.0 cannot say most control characters and unpaired surrogates at all, so they become the replacement character. */
const xml = (text: string): string =>
  text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ud800-\udfff\ufffe\uffff]/gu, '\ufffd')
    .replace(/[&<>"]/g, (character) => ENTITIES[character] ?? character);
