import { type Check, type Release, runSuite, type SuiteRun } from './run-suite.js';

export interface ConformanceRun {
  readonly title: string;
  readonly release: Release;
  /** Which scenarios, for the suite's command line. */
  readonly args: readonly string[];
}

/** Scenarios that measure time, or wait a fixed one for what has to come. */
const TIMED: ReadonlySet<string> = new Set(['server-stateless', 'server-sse-polling', 'sse-retry']);

/**
 * Runs scenarios, and those that measure time once more by themselves where they failed: a machine busy with something else
 * must not fail them.
 * @param command  the suite's command with its address or client, without scenarios
 */
export const runScenarios = async (
  { release, args }: ConformanceRun,
  command: readonly string[],
): Promise<SuiteRun> => {
  const run = await runSuite(release, [...command, ...args]);
  const late = new Set(run.checks.filter(isFailure).map(({ scenario }) => scenario));
  let { checks } = run;
  for (const scenario of [...late].filter((name) => TIMED.has(name))) {
    const again = await runSuite(release, [...command, '--scenario', scenario]);
    checks = [...checks.filter((check) => check.scenario !== scenario), ...again.checks];
  }
  return { ...run, checks };
};

const isFailure = ({ status }: Check): boolean => status === 'FAILURE' || status === 'WARNING';

const alpha = (title: string, ...args: string[]): ConformanceRun => ({
  title: `alpha, ${title}`,
  release: 'alpha',
  args,
});

/**
 * Together these run every server scenario of both releases, in every revision it exists in. A set of requirements runs what
 * its revision requires and what it only reports, the tasks extension included; the stable release always speaks 2025-11-25.
 */
export const SERVER_SUITE_RUNS: readonly ConformanceRun[] = [
  { title: 'stable, 2025-11-25', release: 'stable', args: ['--suite', 'all'] },
  alpha('2025-03-26', '--suite', 'all', '--spec-version', '2025-03-26'),
  alpha('2025-06-18', '--suite', 'all', '--spec-version', '2025-06-18'),
  alpha('2025-11-25', '--requirements', '2025-11-25'),
  alpha('2026-07-28', '--requirements', '2026-07-28'),
  alpha('skills: directory', '--scenario', 'sep-2640-skills-directory'),
  alpha('skills: enumeration', '--scenario', 'sep-2640-skills-enumeration'),
  alpha('skills: manifest', '--scenario', 'sep-2640-skills-manifest'),
];

/**
 * The same for client scenarios. Those of authorization are in all of them; the extensions of authorization are among what the
 * requirements only report.
 */
export const CLIENT_SUITE_RUNS: readonly ConformanceRun[] = [
  { title: 'stable, 2025-11-25', release: 'stable', args: ['--suite', 'all'] },
  alpha('2025-03-26', '--suite', 'all', '--spec-version', '2025-03-26'),
  alpha('2025-06-18', '--suite', 'all', '--spec-version', '2025-06-18'),
  alpha('2025-11-25', '--requirements', '2025-11-25'),
  alpha('2026-07-28', '--requirements', '2026-07-28'),
  alpha('skills: no prefetch', '--scenario', 'sep-2640-client-no-prefetch'),
  alpha('skills: digests', '--scenario', 'sep-2640-client-verify-digest'),
  alpha('skills: sizes', '--scenario', 'sep-2640-client-verify-size'),
  alpha('skills: frontmatter', '--scenario', 'sep-2640-client-verify-frontmatter'),
];
