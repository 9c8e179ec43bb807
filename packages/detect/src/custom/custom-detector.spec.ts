import type { CustomDetector } from '@sallyport/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createInspectorOf } from '../inspect.js';
import { checkCustomDetector } from './check-custom-detector.js';
import { compileCustomDetector } from './compile-custom-detector.js';

const CODENAMES: CustomDetector = {
  id: 'custom.project-codenames',
  title: 'Code name of an unannounced product',
  why: 'It is not public.',
  fix: 'Say "the product".',
  category: 'other',
  severity: 'high',
  confidence: 0.95,
  surfaces: ['argument', 'result'],
  secret: false,
  literals: ['project heron', 'HRN-'],
  patterns: ['(?i)project\\s+heron', '\\bHRN-[0-9]{4}\\b'],
  tests: {
    match: [{ text: 'notes on Project  Heron' }, { text: 'see HRN-2041', surface: 'result' }],
    pass: [{ text: 'the heron is a bird' }, { text: 'HRN-x' }],
  },
};

const problemsOf = (change: object) => checkCustomDetector({ ...CODENAMES, ...change }).problems;

describe('check of a detector of one\u2019s own', () => {
  it('runs its tests as the gateway would', () => {
    const { problems, tests } = checkCustomDetector(CODENAMES);
    expect(problems).toEqual([]);
    expect(tests).toEqual([
      { expect: 'match', index: 0, passed: true, evidence: 'Project  Heron' },
      { expect: 'match', index: 1, passed: true, evidence: 'HRN-2041' },
      { expect: 'pass', index: 0, passed: true, evidence: null },
      { expect: 'pass', index: 1, passed: true, evidence: null },
    ]);
  });

  it('tells which tests come out otherwise', () => {
    const tests = { match: [{ text: 'the heron' }], pass: [{ text: 'project heron' }] };
    expect(checkCustomDetector({ ...CODENAMES, tests }).tests.map(({ passed }) => passed)).toEqual([false, false]);
  });

  it('finds the literals themselves where there are no patterns, encoded ones too', () => {
    const encoded = Buffer.from('about project heron and others').toString('base64');
    const { tests } = checkCustomDetector({
      ...CODENAMES,
      patterns: [],
      tests: { match: [{ text: `see ${encoded}` }], pass: [{ text: 'a' }] },
    });
    expect(tests[0]).toMatchObject({ passed: true, evidence: 'project heron' });
  });

  it('keeps to roles, readings and the words that have to stand near', () => {
    const match = [{ text: 'HRN-2041', key: 'path' }];
    const passed = (change: object) =>
      checkCustomDetector({ ...CODENAMES, tests: { match, pass: [{ text: 'nothing' }] }, ...change }).tests[0]?.passed;
    expect(passed({ roles: ['path'] })).toBe(true);
    expect(passed({ roles: ['url'] })).toBe(false);
    expect(passed({ views: ['base64'] })).toBe(false);
    expect(passed({ near: { words: ['launch'], within: 30 } })).toBe(false);
    const near = { near: { words: ['launch'], within: 30 }, roles: ['free_text'] };
    const tests = {
      match: [{ text: 'the Launch of HRN-2041' }],
      pass: [{ text: `launch ${'of '.repeat(20)} HRN-2041` }],
    };
    expect(checkCustomDetector({ ...CODENAMES, ...near, tests }).tests.map((test) => test.passed)).toEqual([
      true,
      true,
    ]);
  });

  it('masks what is a secret', () => {
    const { tests } = checkCustomDetector({
      ...CODENAMES,
      secret: true,
      literals: ['acmekey_'],
      patterns: ['acmekey_[a-z0-9]{24}'],
      tests: { match: [{ text: 'use acmekey_k3v9x2m4p7q1w8z5t6r0y3u2' }], pass: [{ text: 'acmekey_' }] },
    });
    expect(tests[0]?.evidence).toBe('acme\u2026u2');
  });

  it.each([
    ['back-references', '(HRN)-\\1'],
    ['look-ahead', 'HRN-(?=[0-9])'],
    ['look-behind', '(?<=see )HRN-'],
    ['what is no pattern', 'HRN-['],
    ['what matches nothing in particular', '(HRN-)?'],
    ['repetitions of repetitions past all bounds', '((H{30}){30}){30}'],
    ['what is too large', '(?:HRN-[0-9]{500}|[a-z]{500})'],
  ])('refuses %s, and says where', (_what, pattern) => {
    const [problem] = problemsOf({ patterns: ['HRN-[0-9]{4}', pattern] });
    expect(problem?.pointer).toBe('/patterns/1');
    expect(problem?.message).not.toBe('');
  });

  it('refuses literals that are blank but for three characters', () => {
    expect(problemsOf({ literals: ['a   b'] })).toEqual([
      { pointer: '/literals/0', message: 'has to have 4 characters or more besides blanks' },
    ]);
  });

  it('tells every problem of a definition that is none, and never throws', () => {
    expect(problemsOf({ severity: 'grave', literals: [] }).map(({ pointer }) => pointer)).toEqual([
      '/severity',
      '/literals',
    ]);
    fc.assert(
      fc.property(fc.anything(), (definition) => {
        expect(checkCustomDetector(definition).problems.length).toBeGreaterThan(0);
      }),
    );
  });
});

describe('a detector of one\u2019s own', () => {
  const costOf = (patterns: string[], text: string): number => {
    const inspector = createInspectorOf([compileCustomDetector({ ...CODENAMES, patterns })]);
    const message = { result: { text } };
    inspector.inspectMessage(message, 'result');
    const started = process.cpuUsage();
    inspector.inspectMessage(message, 'result');
    return process.cpuUsage(started).user / 1000;
  };

  it('costs bounded time for what drags a backtracking matcher', () => {
    for (const pattern of ['(HRN-|a+)+$', '(?:a|aa)+HRN-!', '.*.*.*HRN-x', '(?i)[a-z]+[a-z]+[a-z]+-!']) {
      expect(costOf([pattern], `HRN-${'a'.repeat(60_000)} HRN-!`), pattern).toBeLessThan(1000);
      expect(costOf([pattern], 'HRN-aaaa '.repeat(6000)), pattern).toBeLessThan(1500);
    }
  });

  it('maps back to pointer and span, however it is written', () => {
    const inspector = createInspectorOf([]).derive({ detectors: [compileCustomDetector(CODENAMES)] });
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), fc.string({ maxLength: 40 }), (before, after) => {
        const text = `${before} HRN-2041 ${after}`;
        const [finding] = inspector.inspectMessage({ result: { 'a/b': [text] } }, 'result');
        expect(finding?.pointer).toBe('/result/a~1b/0');
        expect(text.slice(finding?.start, finding?.end)).toBe('HRN-2041');
      }),
    );
  });
});
