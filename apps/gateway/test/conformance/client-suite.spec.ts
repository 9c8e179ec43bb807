import { beforeAll, describe, expect, it } from 'vitest';
import { AUTH_SCENARIOS } from './client-driver/behaviours.js';
import { type ClientEra, driveClient, driveThroughGateway, eraOf } from './client-driver/drive-client.js';
import { type Assignment, startDriver } from './client-driver/driver.js';
import { fewAtATime } from './client-driver/few-at-a-time.js';
import {
  EXTENSIONS_NOT_OFFERED,
  expectedAuthorizationFailures,
  expectedClientFailures,
  NOT_OF_THE_OTHER_ERA,
} from './expected-failures.js';
import { listScenarios, RELEASES, type Release, versionOf } from './run-suite.js';
import { CLIENT_SUITE_RUNS, type ConformanceRun, runScenarios } from './suite-runs.js';
import { countPassed, type Judged, judge, lost, only, surprises } from './verdicts.js';

type Drive = (assignment: Assignment, era: ClientEra) => Promise<void>;

const OTHER: Readonly<Record<ClientEra, ClientEra>> = { legacy: 'modern', modern: 'legacy' };

const isAuthorization = (scenario: string): boolean => AUTH_SCENARIOS.test(scenario);
const isOffered = (scenario: string): boolean => EXTENSIONS_NOT_OFFERED[scenario] === undefined;

/**
 * How a scenario is given its client: the official one alone, through the gateway, or through it with one of the other era.
 * Authorization is the gateway's own doing, so it is judged through the gateway only, and on no account by comparison.
 */
const WAYS = {
  direct: (assignment, era) => driveClient(assignment, assignment.serverUrl, era),
  through: (assignment, era) => driveThroughGateway(assignment, era),
  bridged: (assignment, era) => driveThroughGateway(assignment, OTHER[era]),
} as const satisfies Record<string, Drive>;

type Way = keyof typeof WAYS;

const ran = new Map<Release, Set<string>>();

const runClients = async (cell: ConformanceRun, way: Way): Promise<Map<string, Judged>> => {
  const inTurn = fewAtATime(2);
  const driver = await startDriver(async (assignment) => {
    if (isAuthorization(assignment.scenario) && way !== 'through') return;
    await inTurn(() => WAYS[way](assignment, eraOf(assignment)));
  });
  try {
    const run = await runScenarios(cell, ['client', '--command', driver.command, '--timeout', '120000']);
    const scenarios = ran.get(cell.release) ?? new Set();
    ran.set(cell.release, scenarios);
    for (const scenario of run.scenarios) scenarios.add(scenario);
    return judge(run);
  } finally {
    await driver.close();
  }
};

describe.each(CLIENT_SUITE_RUNS)('client suite, $title', (run) => {
  const judged = new Map<Way, Map<string, Judged>>();
  const of = (way: Way, fits: (scenario: string) => boolean) => only(judged.get(way) ?? new Map(), fits);
  const featuresOf = (way: Way) => of(way, (scenario) => !isAuthorization(scenario));
  const authorization = (fits: (scenario: string) => boolean) =>
    of('through', (scenario) => isAuthorization(scenario) && fits(scenario));

  beforeAll(async () => {
    for (const way of ['direct', 'through', 'bridged'] as const) judged.set(way, await runClients(run, way));
    const [direct, through, bridged] = (['direct', 'through', 'bridged'] as const).map((way) =>
      countPassed(featuresOf(way)),
    );
    console.info(
      `${versionOf(run.release)} (${run.title}): ${direct} checks pass directly, ${through} through the gateway, ${bridged} ` +
        `through it from the other era, ${countPassed(authorization(isOffered))} of authorization`,
    );
  });

  it('passes with the official client alone, but for the listed bugs of others', () => {
    expect(surprises(featuresOf('direct'), expectedClientFailures(run.title))).toEqual([]);
  });

  it('passes through the gateway whatever passes directly', () => {
    expect(lost(featuresOf('direct'), featuresOf('through'))).toEqual([]);
  });

  it('passes through the gateway with a client of the other era whatever passes directly', () => {
    const can = (scenario: string): boolean => NOT_OF_THE_OTHER_ERA[scenario] === undefined;
    expect(lost(only(featuresOf('direct'), can), only(featuresOf('bridged'), can))).toEqual([]);
    const cannot = Object.keys(NOT_OF_THE_OTHER_ERA).filter((scenario) => of('direct', (s) => s === scenario).size > 0);
    const passing = cannot.filter(
      (name) =>
        lost(
          of('direct', (s) => s === name),
          of('bridged', (s) => s === name),
        ).length === 0,
    );
    expect(passing).toEqual([]);
  });

  it('authorizes the gateway at servers, but for the listed bugs of others', () => {
    expect(surprises(authorization(isOffered), expectedAuthorizationFailures(run.title))).toEqual([]);
  });

  it('fails where an extension is not offered', () => {
    const checks = authorization((scenario) => !isOffered(scenario));
    const scenarios = new Set([...checks.values()].map(({ scenario }) => scenario));
    const failing = new Set([...checks.values()].filter(({ verdict }) => verdict === 'failed').map((c) => c.scenario));
    expect([...scenarios].filter((scenario) => !failing.has(scenario))).toEqual([]);
  });
});

describe.each(Object.keys(RELEASES) as Release[])('client suite, %s', (release) => {
  it('has no scenario that was not run', async () => {
    const scenarios = await listScenarios(release, 'client');
    expect(scenarios.length).toBeGreaterThan(20);
    expect(scenarios.filter((scenario) => ran.get(release)?.has(scenario) !== true)).toEqual([]);
  });
});
