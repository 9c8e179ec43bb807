import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ClientEra, driveClient, driveThroughGateway, eraOf } from './client-driver/drive-client.js';
import { type Assignment, startDriver } from './client-driver/driver.js';
import { fewAtATime } from './client-driver/few-at-a-time.js';
import { expectedClientFailures } from './expected-failures.js';
import { listScenarios, RELEASES, type Release, runSuite, versionOf } from './run-suite.js';
import { CLIENT_SUITE_RUNS, type ConformanceRun } from './suite-runs.js';
import { countPassed, type Judged, judge, lost, surprises } from './verdicts.js';

type Drive = (assignment: Assignment, era: ClientEra) => Promise<void>;

const OTHER: Readonly<Record<ClientEra, ClientEra>> = { legacy: 'modern', modern: 'legacy' };

/** How a scenario is given its client: with the client alone, through the gateway, and through it with a client of the other era. */
const WAYS = {
  direct: (assignment, era) => driveClient(assignment, assignment.serverUrl, era),
  through: (assignment, era) => driveThroughGateway(assignment, era),
  bridged: (assignment, era) => driveThroughGateway(assignment, OTHER[era]),
} as const satisfies Record<string, Drive>;

type Way = keyof typeof WAYS;

const ran = new Map<Release, Set<string>>();

const runClients = async ({ release, args }: ConformanceRun, way: Way): Promise<Map<string, Judged>> => {
  const inTurn = fewAtATime(2);
  const driver = await startDriver((assignment) => inTurn(() => WAYS[way](assignment, eraOf(assignment))));
  try {
    const run = await runSuite(release, ['client', '--command', driver.command, '--timeout', '120000', ...args]);
    const scenarios = ran.get(release) ?? new Set();
    ran.set(release, scenarios);
    for (const scenario of run.scenarios) scenarios.add(scenario);
    return judge(run);
  } finally {
    await driver.close();
  }
};

describe.each(CLIENT_SUITE_RUNS)('client suite, $title', (run) => {
  const judged = new Map<Way, Map<string, Judged>>();
  const of = (way: Way): Map<string, Judged> => judged.get(way) ?? new Map();

  beforeAll(async () => {
    for (const way of ['direct', 'through', 'bridged'] as const) judged.set(way, await runClients(run, way));
    const counts = [...judged].map(([way, checks]) => `${countPassed(checks)} ${way}`).join(', ');
    console.info(`${versionOf(run.release)} (${run.title}): checks passed: ${counts}`);
  });

  it('passes with the official client alone, but for the listed bugs of others', () => {
    expect(surprises(of('direct'), expectedClientFailures(run.title))).toEqual([]);
  });

  it('passes through the gateway whatever passes directly', () => {
    expect(lost(of('direct'), of('through'))).toEqual([]);
  });

  it('passes through the gateway with a client of the other era whatever passes directly', () => {
    expect(lost(of('direct'), of('bridged'))).toEqual([]);
  });
});

afterAll(() => ran.clear());

describe.each(Object.keys(RELEASES) as Release[])('client suite, %s', (release) => {
  it('has no scenario that was not run', async () => {
    const scenarios = await listScenarios(release, 'client');
    expect(scenarios.length).toBeGreaterThan(20);
    expect(scenarios.filter((scenario) => ran.get(release)?.has(scenario) !== true)).toEqual([]);
  });
});
