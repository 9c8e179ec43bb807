import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectedDirectFailures } from './expected-failures.js';
import { type FixtureServer, startFixtureServer } from './fixture-server/fixture-server.js';
import { type GatewayInFront, startGatewayInFront } from './gateway-in-front.js';
import { listScenarios, RELEASES, type Release, type SuiteRun, versionOf } from './run-suite.js';
import { runScenarios, SERVER_SUITE_RUNS } from './suite-runs.js';
import { countPassed, judge, lost, surprises } from './verdicts.js';

let server: FixtureServer;
let front: GatewayInFront;
const ran = new Map<Release, Set<string>>();

beforeAll(async () => {
  server = await startFixtureServer();
  front = await startGatewayInFront({ ...server, forOwnPages: true });
});

afterAll(async () => {
  await front.close();
  await server.close();
});

describe.each(SERVER_SUITE_RUNS)('server suite, $title', (cell) => {
  const { title, release } = cell;
  let direct: SuiteRun;
  let through: SuiteRun;

  beforeAll(async () => {
    const run = (url: string): Promise<SuiteRun> => runScenarios(cell, ['server', '--url', url]);
    [direct, through] = await Promise.all([run(server.url), run(front.url)]);
    const scenarios = ran.get(release) ?? new Set();
    ran.set(release, scenarios);
    for (const scenario of direct.scenarios) scenarios.add(scenario);
    const [before, behind] = [countPassed(judge(direct)), countPassed(judge(through))];
    console.info(`${versionOf(release)} (${title}): ${before} checks pass directly, ${behind} through the gateway`);
  });

  it('passes against the fixture server, but for the listed bugs of others', () => {
    expect(surprises(judge(direct), expectedDirectFailures(title))).toEqual([]);
    expect(countPassed(judge(direct))).toBeGreaterThan(0);
  });

  it('passes through the gateway whatever passes directly', () => {
    expect(lost(judge(direct), judge(through))).toEqual([]);
  });
});

describe.each(Object.keys(RELEASES) as Release[])('server suite, %s', (release) => {
  it('has no scenario that was not run', async () => {
    const scenarios = await listScenarios(release, 'server');
    expect(scenarios.length).toBeGreaterThan(30);
    expect(scenarios.filter((scenario) => ran.get(release)?.has(scenario) !== true)).toEqual([]);
  });
});
