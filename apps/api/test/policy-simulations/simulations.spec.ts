import 'reflect-metadata';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { digestBytes } from '@sallyport/audit';
import { type DecidedRecord, OPERATIONS, type SimulationId, type SimulationReport } from '@sallyport/contracts';
import { withOrg } from '@sallyport/db';
import { createSimulation, newId } from '@sallyport/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCalls, withKeys } from '../../src/modules/policy-simulations/recorded-calls.js';
import { createReplayer } from '../../src/modules/policy-simulations/replay-calls.js';
import { setupOf } from '../../src/modules/policy-simulations/simulation-setup.js';
import { RunSimulations } from '../../src/modules/policy-simulations/use-cases/run-simulations.js';
import { readPolicies } from '../../src/modules/snapshots/snapshot-content.js';
import { workerModule } from '../../src/worker.module.js';
import { okBody, problemOf, send } from '../harness/client.js';
import { completed, person, recordOf, shipRecords } from '../harness/recorded-traffic.js';
import { useApi } from '../harness/start-api.js';
import { createGateway, createTenant, type TestTenant } from '../harness/tenant.js';

const api = useApi();
const { createPolicy, createPolicySimulation, getPolicySimulation, listPolicySimulations, cancelPolicySimulation } =
  OPERATIONS;

let worker: INestApplicationContext;
beforeAll(async () => {
  worker = await NestFactory.createApplicationContext(workerModule(api().core), { logger: false });
});
afterAll(() => worker.close());
/** As the queue does: step after step while there is something to do. */
const work = async ({ orgId }: TestTenant): Promise<void> => {
  const runner = worker.get(RunSimulations, { strict: false });
  for (let waits = true; waits; ) {
    await runner.run(orgId);
    const open = await withOrg(api().core.db, orgId, (tx) =>
      tx.selectFrom('outbox').select('id').where('topic', '=', 'simulation.waiting').execute(),
    );
    waits = open.length > 0;
  }
};

const POLICY = (extra = ''): string => `version: 1
name: baseline
rules:
  - id: engineers-use-files
    match: { servers: [files], principals: { groups: [engineering] } }
    effect: allow
  - id: nothing-from-etc
    match: { tools: [read_file] }
    when: args.path.startsWith("/etc/")
    effect: deny
    message: Files of the system stay where they are.
${extra}`;
const MAIL = `  - id: engineers-send-mail
    match: { servers: [mail], principals: { groups: [engineering] } }
    effect: allow
`;

interface Simulation {
  readonly id: string;
  readonly state: string;
  readonly textDigest: string;
  readonly progress: { readonly done: number; readonly total: number };
  readonly base: readonly { readonly policyId: string }[];
  readonly report: SimulationReport | null;
}

/** A tenant with the policy in force, and what makes records by it. */
const createScene = async () => {
  const tenant = await createTenant(api());
  const gateway = await createGateway(api(), [tenant.orgId]);
  const shared = { params: { org: tenant.slug }, token: tenant.ownerToken };
  const policy = okBody<{ id: string }>(
    createPolicy,
    await send(api().url, createPolicy, { ...shared, body: { text: POLICY() } }),
  );
  const { policies, version } = await withOrg(api().core.db, tenant.orgId, async (tx) => ({
    policies: await readPolicies(tx),
    version: (await tx.selectFrom('organisations').select('snapshot_version').executeTakeFirstOrThrow())
      .snapshot_version,
  }));
  const simulate = (body: Record<string, unknown>) => send(api().url, createPolicySimulation, { ...shared, body });
  const get = async (id: string): Promise<Simulation> =>
    okBody(
      getPolicySimulation,
      await send(api().url, getPolicySimulation, { ...shared, params: { org: tenant.slug, simulationId: id } }),
    );
  const start = async (body: Record<string, unknown>): Promise<Simulation> =>
    okBody(createPolicySimulation, await simulate(body));
  return {
    tenant,
    gateway,
    shared,
    policy,
    simulate,
    get,
    start,
    record: recordOf(tenant.orgId, policies, version),
    ship: (records: readonly DecidedRecord[]) => shipRecords(api(), gateway, completed(records)),
    run: async (body: Record<string, unknown>): Promise<SimulationReport> => {
      const { id } = await start(body);
      await work(tenant);
      const done = await get(id);
      expect(done).toMatchObject({ state: 'done' });
      if (!done.report) throw new Error('a simulation that is done has a report');
      return done.report;
    },
  };
};

const ada = person('ada@example.com', 'engineering');
const eve = person('eve@example.com', 'sales');
const minutesAgo = (minutes: number): number => Date.now() - minutes * 60_000;

describe('a simulation', () => {
  it('tells what would change: for whom, which tools, newly allowed first, with samples before and after', async () => {
    const scene = await createScene();
    const records = [
      scene.record({ who: ada, tool: 'read_file', args: { path: '/home/a' }, at: minutesAgo(5) }),
      scene.record({ who: ada, tool: 'read_file', args: { path: '/etc/shadow' }, at: minutesAgo(4) }),
      scene.record({ who: ada, tool: 'send_mail', args: { to: 'a@example.com' }, at: minutesAgo(3) }),
      scene.record({ who: ada, tool: 'send_mail', args: { to: 'b@example.com' }, at: minutesAgo(2) }),
      scene.record({ who: eve, tool: 'send_mail', args: { to: 'c@example.com' }, at: minutesAgo(1) }),
    ];
    await scene.ship(records);
    const report = await scene.run({ text: POLICY(MAIL), policyId: scene.policy.id });
    expect(report.counts).toMatchObject({ calls: 5, decidable: 5, changed: 2, newlyAllowed: 2, newlyDenied: 0 });
    expect(report.transitions).toEqual([
      { before: 'allow', after: 'allow', calls: 1 },
      { before: 'deny', after: 'allow', calls: 2 },
      { before: 'deny', after: 'deny', calls: 2 },
    ]);
    expect(report.newlyAllowed).toMatchObject([
      { principal: { name: ada.name }, server: 'mail', target: { name: 'send_mail' }, calls: 2 },
    ]);
    expect(report.principals[0]).toMatchObject({ name: ada.name, calls: 4, changed: 2, newlyAllowed: 2 });
    expect(report.servers[0]).toMatchObject({ server: 'mail', calls: 3, changed: 2 });
    expect(report.targets[0]).toMatchObject({ target: { name: 'send_mail' }, calls: 3, changed: 2 });
    expect(report.samples.map(({ callId }) => callId)).toEqual([records[3]?.callId, records[2]?.callId]);
    expect(report.samples[0]).toMatchObject({
      before: { effect: 'deny', reasons: ['default-denied'] },
      after: { effect: 'allow', rules: [{ ruleId: 'engineers-send-mail', policyId: scene.policy.id }] },
    });
    expect(report.rules.find(({ ruleId }) => ruleId === 'engineers-send-mail')).toMatchObject({
      matchedBefore: 0,
      matchedAfter: 2,
      principalsAfter: 1,
    });
    expect(report.baseline).toEqual({ same: 5, different: 0, unexplained: 0 });
  });

  it('tells whom a rule in warn would touch, without counting that as a change', async () => {
    const scene = await createScene();
    await scene.ship([
      scene.record({ who: ada, tool: 'delete_file', args: { path: '/home/a' }, at: minutesAgo(2) }),
      scene.record({ who: ada, tool: 'read_file', args: { path: '/home/a' }, at: minutesAgo(1) }),
    ]);
    const text = POLICY('  - id: no-deleting\n    match: { tools: [delete_file] }\n    effect: deny\n    mode: warn\n');
    const report = await scene.run({ text, policyId: scene.policy.id });
    expect(report.counts).toMatchObject({ changed: 0, decidable: 2 });
    expect(report.rules.find(({ ruleId }) => ruleId === 'no-deleting')).toMatchObject({
      mode: 'warn',
      matchedAfter: 1,
      principalsAfter: 1,
    });
  });

  it('counts apart what cannot be told, by what is missing, and guesses nothing', async () => {
    const scene = await createScene();
    const call = (at: number) =>
      scene.record({ who: ada, tool: 'read_file', args: { path: '/home/a' }, at: minutesAgo(at) });
    const { context: _, ...old } = call(5);
    await scene.ship([
      old,
      { ...call(4), arguments: null },
      { ...call(3), arguments: null, argumentsTruncated: true },
      call(2),
      { ...call(1), reasons: ['token-expired'], effect: 'deny', rules: [] },
    ]);
    const report = await scene.run({ text: POLICY(MAIL), policyId: scene.policy.id });
    expect(report.counts).toMatchObject({ calls: 5, decidable: 1, undecidable: 3, outsidePolicy: 1, changed: 0 });
    expect(report.undecidable).toEqual([
      { reason: 'context_missing', calls: 1 },
      { reason: 'arguments_not_kept', calls: 1 },
      { reason: 'arguments_truncated', calls: 1 },
    ]);
  });

  it('adds a draft of a new policy to those in force', async () => {
    const scene = await createScene();
    await scene.ship([scene.record({ who: eve, tool: 'send_mail', args: {}, at: minutesAgo(1) })]);
    const text =
      'version: 1\nname: sales\nrules:\n  - id: sales-mail\n    match: { servers: [mail] }\n    effect: allow\n';
    const report = await scene.run({ text });
    expect(report.counts).toMatchObject({ calls: 1, newlyAllowed: 1 });
    expect(report.rules.find(({ ruleId }) => ruleId === 'sales-mail')).toMatchObject({ policyId: null, line: 4 });
  });

  it('replays 10,000 recorded calls bit for bit as they were decided', async () => {
    const scene = await createScene();
    const tools = ['read_file', 'delete_file', 'send_mail'] as const;
    const paths = ['/home/a', '/etc/passwd', 17, null, '/etc', ['/etc/'], 'é/\u{1f600}'];
    const records = Array.from({ length: 10_000 }, (_, i) =>
      scene.record({
        who: i % 7 === 0 ? eve : ada,
        tool: tools[i % 3] ?? 'read_file',
        args: i % 11 === 0 ? {} : { path: paths[i % paths.length], n: i },
        at: minutesAgo(1000) + i,
      }),
    );
    await scene.ship(records);
    const report = await scene.run({ text: POLICY(), policyId: scene.policy.id });
    expect(new Set(records.map(({ effect, reasons }) => `${effect} ${reasons}`)).size).toBeGreaterThan(3);
    expect(report.counts).toMatchObject({ calls: 10_000, decidable: 10_000, changed: 0 });
    expect(report.baseline).toEqual({ same: 10_000, different: 0, unexplained: 0 });
  }, 180_000);

  it('says where a recorded decision differs from what is in force, and when nothing explains it', async () => {
    const scene = await createScene();
    const call = scene.record({ who: ada, tool: 'read_file', args: { path: '/home/a' }, at: minutesAgo(1) });
    const denied = { ...call, effect: 'deny' as const, reasons: ['default-denied' as const], rules: [] };
    await scene.ship([
      { ...denied, callId: newId('call') },
      { ...denied, snapshotVersion: 0 },
    ]);
    const report = await scene.run({ text: POLICY(), policyId: scene.policy.id });
    expect(report.baseline).toEqual({ same: 0, different: 2, unexplained: 1 });
  });

  it('goes on from its checkpoint after whoever ran it died, and counts nothing twice', async () => {
    const scene = await createScene();
    const records = Array.from({ length: 4500 }, (_, i) =>
      scene.record({ who: ada, tool: 'read_file', args: { path: `/home/${i}` }, at: minutesAgo(100) + i }),
    );
    await scene.ship(records);
    const whole = await scene.run({ text: POLICY(MAIL), policyId: scene.policy.id });
    const { id } = await scene.start({ text: POLICY(MAIL), policyId: scene.policy.id });
    // As a runner leaves it that was killed after the newest half: a lease that ended, and a checkpoint.
    await leaveHalfDone(scene.tenant, id);
    await work(scene.tenant);
    const { state, report } = await scene.get(id);
    expect(state).toBe('done');
    expect(report?.counts).toEqual(whole.counts);
    expect(report?.principals).toEqual(whole.principals);
  }, 120_000);
});

const leaveHalfDone = async ({ orgId }: TestTenant, id: string): Promise<void> => {
  const { db, dataKeys } = api().core;
  const { row, stored } = await withOrg(db, orgId, async (tx) => {
    const row = await tx
      .selectFrom('policy_simulations')
      .selectAll()
      .where('id', '=', id as SimulationId)
      .executeTakeFirstOrThrow();
    return { row, stored: await readCalls(tx, { from: row.from_at, to: row.to_at }, null, 2250) };
  });
  if (stored === null) throw new Error('there are calls');
  const tally = createReplayer(setupOf(row, 1))(await withKeys(dataKeys, orgId, stored, new Map()));
  await api().database.asOwner(
    `update policy_simulations set state = 'running', runner = 'dead', started_at = now(),
     lease_until = now() - interval '1 second', total = 4500, done = 2250, checkpoint = $2 where id = $1`,
    [id, JSON.stringify({ cursor: stored.cursor, tally })],
  );
};

describe('createPolicySimulation', () => {
  it('202: binds the report to the digest of the text and to the policies in force', async () => {
    const scene = await createScene();
    const text = POLICY(MAIL);
    const made = await scene.start({ text, policyId: scene.policy.id, days: 30 });
    expect(made).toMatchObject({ state: 'queued', textDigest: digestBytes(text), report: null });
    expect(made.base.map(({ policyId }) => policyId)).toContain(scene.policy.id);
    expect(api().jobs).toContain(`policy-simulation:${scene.tenant.orgId}`);
    const list = okBody<{ items: { id: string }[] }>(
      listPolicySimulations,
      await send(api().url, listPolicySimulations, { ...scene.shared, query: { policyId: scene.policy.id } }),
    );
    expect(list.items.map(({ id }) => id)).toEqual([made.id]);
  });

  it('409: one at a time for each person, and says which one runs', async () => {
    const scene = await createScene();
    const { id } = await scene.start({ text: POLICY() });
    const problem = problemOf(await scene.simulate({ text: POLICY() }), 'simulation.already_running');
    expect(problem.simulationId).toBe(id);
  });

  it('429: a few at a time for each organisation', async () => {
    const scene = await createScene();
    for (let i = 0; i < 3; i += 1)
      await withOrg(api().core.db, scene.tenant.orgId, (tx) => createSimulation(tx, scene.tenant.orgId));
    problemOf(await scene.simulate({ text: POLICY() }), 'quota.exceeded');
  });

  it('422: names what is wrong in the text, with line and column', async () => {
    const scene = await createScene();
    const sent = await scene.simulate({
      text: POLICY('  - id: broken\n    when: nothing.like(this\n    effect: deny\n'),
    });
    expect(problemOf(sent, 'policy.rule_invalid').errors).not.toEqual([]);
  });

  it('404: a policy there is not', async () => {
    const scene = await createScene();
    problemOf(await scene.simulate({ text: POLICY(), policyId: newId('policy') }), 'policy.not_found');
  });
});

describe('cancelPolicySimulation', () => {
  it('200: ends one that waits, and leaves one that has ended as it is', async () => {
    const scene = await createScene();
    const cancel = async (simulationId: string) =>
      okBody<Simulation>(
        cancelPolicySimulation,
        await send(api().url, cancelPolicySimulation, {
          ...scene.shared,
          params: { org: scene.tenant.slug, simulationId },
        }),
      );
    const { id } = await scene.start({ text: POLICY() });
    expect(await cancel(id)).toMatchObject({ state: 'cancelled', report: null });
    await work(scene.tenant);
    expect(await scene.get(id)).toMatchObject({ state: 'cancelled' });
    const next = await scene.start({ text: POLICY() });
    await work(scene.tenant);
    expect(await cancel(next.id)).toMatchObject({ state: 'done' });
  });
});
