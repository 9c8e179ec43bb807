import 'reflect-metadata';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { OPERATIONS, type OperationShape, type OrgId, type Snapshot } from '@sallyport/contracts';
import { withOrg } from '@sallyport/db';
import { shareOf } from '@sallyport/policy';
import { createCall } from '@sallyport/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WatchBundles } from '../../src/modules/detectors/use-cases/watch-bundles.js';
import { wilsonLow } from '../../src/modules/detectors/watched-calls.js';
import { workerModule } from '../../src/worker.module.js';
import { createBundleSigner } from '../harness/bundle-signer.js';
import { okBody, problemOf, send } from '../harness/client.js';
import { useApi } from '../harness/start-api.js';
import { createTenant, type TestTenant, trailOf } from '../harness/tenant.js';

const api = useApi();
const O = OPERATIONS;

let worker: INestApplicationContext;
let watch: WatchBundles;
beforeAll(async () => {
  worker = await NestFactory.createApplicationContext(workerModule(api().core), { logger: false });
  watch = worker.get(WatchBundles, { strict: false });
});
afterAll(() => worker.close());

const DETECTOR = {
  id: 'acme.codenames',
  title: 'A code name that is not to leave',
  category: 'other',
  severity: 'high',
  surfaces: ['argument'],
  literals: ['Blue Heron'],
  tests: { match: [{ text: 'about Blue Heron' }], pass: [{ text: 'about a heron' }] },
};

const bundle = (more: object = {}, rollout: object = {}) => ({
  format: 1,
  name: 'acme',
  version: 1,
  publishedAt: '2026-11-21T00:00:00Z',
  detectors: [DETECTOR],
  rollout: {
    stages: [
      { percent: 30, hours: 24 },
      { percent: 100, hours: 24 },
    ],
    flaggedShareMax: 0.01,
    ...rollout,
  },
  ...more,
});

interface View {
  readonly state: string;
  readonly percent: number;
  readonly stage: number;
  readonly watched: { readonly calls: number; readonly flagged: number };
  readonly rolledBack: { readonly by: string | null; readonly calls: number; readonly flagged: number } | null;
}

const on = ({ slug: org }: TestTenant, token: string) => {
  const sendTo = (operation: OperationShape, params: object = {}, body?: unknown) =>
    send(api().url, operation, { params: { org, ...params }, token, body });
  const importSigned = (signed: object) => sendTo(O.importDetectorBundle, {}, signed);
  return {
    importSigned,
    import: async (content: object) =>
      okBody<View>(O.importDetectorBundle, await importSigned(api().bundleSigner.sign(content))),
    refused: async (content: object) =>
      problemOf(await importSigned(api().bundleSigner.sign(content)), 'detector_bundle.invalid').detail,
    act: (action: string, version = 1) =>
      sendTo(O.updateDetectorBundle, { name: 'acme' }, { version, action, reason: 'as agreed on Monday' }),
    list: async () => okBody<{ items: View[] }>(O.listDetectorBundles, await sendTo(O.listDetectorBundles)).items,
  };
};

const bundlesOf = async (orgId: OrgId) => {
  const { payload } = await withOrg(api().core.db, orgId, (tx) =>
    tx.selectFrom('snapshots').select('payload').orderBy('version', 'desc').executeTakeFirstOrThrow(),
  );
  return ((JSON.parse(payload) as Snapshot).inspection?.bundles ?? []).map(({ name, version, percent }) => ({
    name,
    version,
    percent,
  }));
};

const ids = Array.from({ length: 200 }, (_, i) => `sa_${i}`);
const takenIn = (percent: number) => ids.filter((id) => shareOf('acme', id) < percent);
const leftOut = (percent: number) => ids.filter((id) => shareOf('acme', id) >= percent);

/** Calls of one principal, of which some were flagged by the bundle. */
const addCalls = (orgId: OrgId, principalId: string, calls: number, flagged: number) =>
  withOrg(api().core.db, orgId, async (tx) => {
    for (let i = 0; i < calls; i += 1) {
      await createCall(tx, orgId, {
        at: new Date(),
        principal_id: principalId,
        detectors: i < flagged ? [DETECTOR.id] : [],
      });
    }
  });

const isOver = (orgId: OrgId) =>
  api().database.asOwner("update detector_bundles set stage_since = now() - interval '25 hours' where org_id = $1", [
    orgId,
  ]);
const watchEntries = (orgId: OrgId) =>
  withOrg(api().core.db, orgId, (tx) =>
    tx.selectFrom('outbox').select('id').where('topic', '=', 'detector_bundle.rolling').execute(),
  );

describe('a bundle', () => {
  it('begins with its first stage, goes on by itself, and is watched no more after its last', async () => {
    const tenant = await createTenant(api());
    const owner = on(tenant, tenant.ownerToken);
    expect(await owner.import(bundle())).toMatchObject({ state: 'rolling', percent: 30, stage: 0 });
    expect(await bundlesOf(tenant.orgId)).toEqual([{ name: 'acme', version: 1, percent: 30 }]);
    await watch.run(tenant.orgId);
    expect(await owner.list()).toMatchObject([{ percent: 30 }]);
    expect(await watchEntries(tenant.orgId)).toHaveLength(1);
    await isOver(tenant.orgId);
    await watch.run(tenant.orgId);
    expect(await bundlesOf(tenant.orgId)).toEqual([{ name: 'acme', version: 1, percent: 100 }]);
    await isOver(tenant.orgId);
    await watch.run(tenant.orgId);
    expect(await owner.list()).toMatchObject([{ state: 'active', percent: 100 }]);
    expect(await watchEntries(tenant.orgId)).toEqual([]);
    const actions = (await trailOf(api(), tenant.orgId)).map(({ action, actor }) => `${action} by ${actor}`);
    expect(actions.at(-1)).toBe('detector_bundle.advanced by Sallyport');
  });

  it('is taken back for everybody when it flags more than it allows itself', async () => {
    const tenant = await createTenant(api());
    const owner = on(tenant, tenant.ownerToken);
    await owner.import(bundle());
    await addCalls(tenant.orgId, takenIn(30)[0] ?? '', 60, 6);
    expect(await owner.list()).toMatchObject([{ watched: { calls: 60, flagged: 6 } }]);
    await watch.run(tenant.orgId);
    expect(await bundlesOf(tenant.orgId)).toEqual([]);
    expect(await owner.list()).toMatchObject([
      { state: 'rolled_back', percent: 0, rolledBack: { by: null, calls: 60, flagged: 6 } },
    ]);
    expect(await trailOf(api(), tenant.orgId)).toContainEqual(
      expect.objectContaining({
        actor: 'Sallyport',
        action: 'detector_bundle.rolled_back',
        detail: {
          reason: 'It flagged 6 of 60 calls, more than the 1 % it allows itself.',
          percent: 30,
          calls: 60,
          flagged: 6,
        },
      }),
    );
    okBody(O.updateDetectorBundle, await owner.act('resume'));
    expect(await bundlesOf(tenant.orgId)).toEqual([{ name: 'acme', version: 1, percent: 30 }]);
  });

  it('stays for few calls, for few flags, and for what others were flagged for', async () => {
    const tenant = await createTenant(api());
    await on(tenant, tenant.ownerToken).import(bundle());
    const [inside = '', alsoInside = ''] = takenIn(30);
    await addCalls(tenant.orgId, inside, 20, 6);
    await watch.run(tenant.orgId);
    await addCalls(tenant.orgId, alsoInside, 1000, 0);
    await addCalls(tenant.orgId, leftOut(30)[0] ?? '', 60, 60);
    await watch.run(tenant.orgId);
    expect(await on(tenant, tenant.ownerToken).list()).toMatchObject([
      { state: 'rolling', watched: { calls: 1020, flagged: 6 } },
    ]);
  });

  it('is moved on and taken back by a person, once, with a reason', async () => {
    const tenant = await createTenant(api());
    const owner = on(tenant, tenant.ownerToken);
    await owner.import(bundle());
    okBody(O.updateDetectorBundle, await owner.act('advance'));
    problemOf(await owner.act('advance'), 'detector_bundle.invalid');
    okBody(O.updateDetectorBundle, await owner.act('roll_back'));
    expect(await bundlesOf(tenant.orgId)).toEqual([]);
    problemOf(await owner.act('roll_back'), 'detector_bundle.invalid');
    problemOf(await owner.act('resume', 7), 'detector_bundle.not_found');
  });

  it('is replaced by a newer version and never by an older one', async () => {
    const tenant = await createTenant(api());
    const owner = on(tenant, tenant.ownerToken);
    await owner.import(bundle({ version: 2 }));
    expect(await owner.refused(bundle({ version: 2 }))).toBe('Version 2 of acme is here already; 2 is not newer.');
    expect(await owner.refused(bundle({ version: 1 }))).toContain('is not newer');
    await owner.import(bundle({ version: 3 }));
    expect(await bundlesOf(tenant.orgId)).toEqual([{ name: 'acme', version: 3, percent: 30 }]);
    expect((await owner.list()).map(({ state }) => state)).toEqual(['rolling', 'replaced']);
  });
});

describe('a bundle is refused', () => {
  it('unless a trusted key signed these very bytes', async () => {
    const tenant = await createTenant(api());
    const owner = on(tenant, tenant.ownerToken);
    const stranger = createBundleSigner().sign(bundle());
    const unknown = problemOf(await owner.importSigned(stranger), 'detector_bundle.invalid');
    expect(unknown.detail).toContain('does not trust');
    const signed = api().bundleSigner.sign(bundle());
    const changed = { ...signed, payload: signed.payload.replace('"high"', '"info"') };
    expect(problemOf(await owner.importSigned(changed), 'detector_bundle.invalid').detail).toContain('was changed');
    expect(await owner.list()).toEqual([]);
  });

  it('when a detector has errors or the name of another', async () => {
    const tenant = await createTenant(api());
    const owner = on(tenant, tenant.ownerToken);
    const failing = { ...DETECTOR, patterns: ['(a+)+$\\1'] };
    expect(await owner.refused(bundle({ detectors: [failing] }))).toContain('/detectors/0/patterns/0: acme.codenames');
    const untrue = { ...DETECTOR, tests: { match: [{ text: 'a crow' }], pass: [{ text: 'a heron' }] } };
    expect(await owner.refused(bundle({ detectors: [untrue] }))).toContain(
      '/detectors/0/tests/match/0: acme.codenames',
    );
    expect(await owner.refused(bundle({ detectors: [{ ...DETECTOR, id: 'secret.jwt' }] }))).toContain('secret.jwt');
    expect(await owner.refused(bundle({ detectors: [DETECTOR, DETECTOR] }))).toContain('the same id');
  });

  it('when gateways could not look for all detectors at once, and leaves what is in force', async () => {
    const tenant = await createTenant(api());
    const owner = on(tenant, tenant.ownerToken);
    const many = (name: string) =>
      bundle({
        name,
        detectors: Array.from({ length: 150 }, (_, i) => ({
          ...DETECTOR,
          id: `${name}.word-${i}`,
          literals: [`${name} word ${i}`],
          tests: { match: [{ text: `about ${name} word ${i} there` }], pass: [{ text: 'nothing' }] },
        })),
      });
    await owner.import(many('first'));
    expect(await owner.refused(many('second'))).toContain('300 own and imported detectors');
    expect((await bundlesOf(tenant.orgId)).map(({ name }) => name)).toEqual(['first']);
  });

  it('when its stages do not grow to everybody', async () => {
    const tenant = await createTenant(api());
    const owner = on(tenant, tenant.ownerToken);
    const half = [{ percent: 50, hours: 1 }];
    expect(await owner.refused(bundle({}, { stages: half }))).toContain('100 percent');
    const shrinking = [...half, { percent: 40, hours: 1 }, { percent: 100, hours: 1 }];
    expect(await owner.refused(bundle({}, { stages: shrinking }))).toContain('more principals');
  });
});

it('bounds a share from below as Wilson does', () => {
  expect(wilsonLow(0, 0)).toBe(0);
  expect(wilsonLow(0, 100)).toBe(0);
  expect(wilsonLow(10, 100)).toBeCloseTo(0.0552, 4);
  expect(wilsonLow(100, 100)).toBeCloseTo(0.963, 3);
});
