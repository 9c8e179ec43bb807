import type { Check, SuiteRun } from './run-suite.js';

/** What a check came to in one run. Ids repeat within a scenario; the worst occurrence counts, as in the suite itself. */
export type Verdict = 'passed' | 'failed' | 'silent';

const VERDICTS: Readonly<Record<Check['status'], Verdict>> = {
  SUCCESS: 'passed',
  FAILURE: 'failed',
  WARNING: 'failed',
  SKIPPED: 'silent',
  INFO: 'silent',
};

const SEVERITY: Readonly<Record<Verdict, number>> = { silent: 0, passed: 1, failed: 2 };

export interface Judged {
  readonly scenario: string;
  readonly verdict: Verdict;
  readonly message: string;
}

/** Checks by `<scenario>:<check id>`. Warnings count as failures: they are what the specification says SHOULD be. */
export const judge = ({ checks }: Pick<SuiteRun, 'checks'>): Map<string, Judged> => {
  const judged = new Map<string, Judged>();
  for (const { scenario, id, status, message } of checks) {
    const key = `${scenario}:${id}`;
    const verdict = VERDICTS[status];
    const known = judged.get(key);
    if (known === undefined || SEVERITY[verdict] > SEVERITY[known.verdict])
      judged.set(key, { scenario, verdict, message });
  }
  return judged;
};

/** The part of the checks whose scenario fits. */
export const only = (judged: ReadonlyMap<string, Judged>, fits: (scenario: string) => boolean): Map<string, Judged> =>
  new Map([...judged].filter(([, { scenario }]) => fits(scenario)));

export const countPassed = (judged: ReadonlyMap<string, Judged>): number =>
  [...judged.values()].filter(({ verdict }) => verdict === 'passed').length;

/**
 * Where a run is not what it should be: failures that nobody expected, and expected ones that did not come.
 * @param expected keys of checks that fail, see expected-failures.ts
 */
export const surprises = (judged: ReadonlyMap<string, Judged>, expected: readonly string[]): string[] => {
  const failed = [...judged].filter(([, { verdict }]) => verdict === 'failed');
  return [
    ...failed.filter(([key]) => !expected.includes(key)).map(([key, { message }]) => `${key} fails: ${message}`),
    ...expected
      .filter((key) => judged.get(key)?.verdict !== 'failed')
      .map((key) => `${key} no longer fails: remove it from expected-failures.ts`),
  ];
};

/** Checks that pass directly and not through the gateway, and ones that fail only through it. */
export const lost = (direct: ReadonlyMap<string, Judged>, through: ReadonlyMap<string, Judged>): string[] => [
  ...[...direct]
    .filter(([key, { verdict }]) => verdict === 'passed' && through.get(key)?.verdict !== 'passed')
    .map(([key]) => `${key} passes directly, but: ${through.get(key)?.message ?? 'it was not reached'}`),
  ...[...through]
    .filter(([key, { verdict }]) => verdict === 'failed' && !direct.has(key))
    .map(([key, { message }]) => `${key} fails only through the gateway: ${message}`),
];
