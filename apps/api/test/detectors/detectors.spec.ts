import { type DetectorView, OPERATIONS, type OperationShape, type Snapshot } from '@sallyport/contracts';
import { withOrg } from '@sallyport/db';
import { describe, expect, it } from 'vitest';
import { okBody, problemOf, send } from '../harness/client.js';
import { useApi } from '../harness/start-api.js';
import { createTenant, type TestTenant, trailOf } from '../harness/tenant.js';

const api = useApi();
const O = OPERATIONS;

const CODENAMES = {
  id: 'custom.codenames',
  title: 'A code name that is not to leave',
  why: 'Code names tell what is planned.',
  fix: 'Leave the name out.',
  category: 'other',
  severity: 'high',
  surfaces: ['argument', 'result'],
  literals: ['Blue Heron', 'Grey Otter'],
  patterns: ['(Blue|Grey) (Heron|Otter)'],
  tests: {
    match: [{ text: 'the launch of Blue Heron is in May' }],
    pass: [{ text: 'a blue heron flew over the lake near the old mill' }],
  },
} as const;

const on = ({ slug: org }: TestTenant, token: string) => {
  const sendTo = (operation: OperationShape, params: object = {}, body?: unknown) =>
    send(api().url, operation, { params: { org, ...params }, token, body });
  return {
    list: async () => okBody<{ items: DetectorView[] }>(O.listDetectors, await sendTo(O.listDetectors)).items,
    setMode: (detectorId: string, mode: string, reason = 'noise in our logs') =>
      sendTo(O.setDetectorMode, { detectorId }, { mode, reason }),
    check: (definition: object) => sendTo(O.checkDetector, {}, { definition }),
    create: (definition: object) => sendTo(O.createCustomDetector, {}, { definition }),
    update: (detectorId: string, body: object) => sendTo(O.updateCustomDetector, { detectorId }, body),
    remove: (detectorId: string) => sendTo(O.deleteCustomDetector, { detectorId }),
  };
};

const inspectionOf = async ({ orgId }: TestTenant): Promise<Snapshot['inspection']> => {
  const { payload } = await withOrg(api().core.db, orgId, (tx) =>
    tx.selectFrom('snapshots').select('payload').orderBy('version', 'desc').executeTakeFirstOrThrow(),
  );
  return (JSON.parse(payload) as Snapshot).inspection;
};

describe('the catalogue', () => {
  it('tells of every shipped detector why it matters and what to do', async () => {
    const tenant = await createTenant(api());
    const items = await on(tenant, tenant.ownerToken).list();
    expect(items.length).toBeGreaterThan(30);
    expect(items.filter(({ why, fix, frameworks }) => why === '' || fix === '' || frameworks.length === 0)).toEqual([]);
    expect(items.map(({ id }) => id)).toEqual([...items.map(({ id }) => id)].sort());
    expect(new Set(items.map(({ mode }) => mode))).toEqual(new Set(['on']));
  });

  it('is read by auditors and not by developers', async () => {
    const tenant = await createTenant(api());
    const [auditor, developer] = [await tenant.join('auditor'), await tenant.join('developer')];
    expect((await on(tenant, auditor.token).list()).length).toBeGreaterThan(30);
    const refused = await send(api().url, O.listDetectors, { params: { org: tenant.slug }, token: developer.token });
    problemOf(refused, 'permission.missing');
    problemOf(await on(tenant, auditor.token).setMode('secret.jwt', 'off'), 'permission.missing');
  });
});

describe('the mode of a detector', () => {
  it('goes to the gateways with the next snapshot, and into the trail with its reason', async () => {
    const tenant = await createTenant(api());
    const owner = on(tenant, tenant.ownerToken);
    okBody(O.setDetectorMode, await owner.setMode('secret.jwt', 'observe'));
    expect(await inspectionOf(tenant)).toEqual({ modes: { 'secret.jwt': 'observe' }, custom: [], bundles: [] });
    const jwt = (await owner.list()).find(({ id }) => id === 'secret.jwt');
    expect(jwt).toMatchObject({ mode: 'observe', modeSet: { reason: 'noise in our logs' } });
    okBody(O.setDetectorMode, await owner.setMode('secret.jwt', 'on', 'mended in the tool'));
    expect(await inspectionOf(tenant)).toBeUndefined();
    expect(await trailOf(api(), tenant.orgId)).toMatchObject([
      { action: 'detector.mode_changed', target: 'secret.jwt', detail: { from: 'on', to: 'observe' } },
      { action: 'detector.mode_changed', detail: { from: 'observe', to: 'on', reason: 'mended in the tool' } },
    ]);
  });

  it('is of one organisation alone, and of detectors that there are', async () => {
    const [tenant, other] = [await createTenant(api()), await createTenant(api())];
    okBody(O.setDetectorMode, await on(tenant, tenant.ownerToken).setMode('secret.jwt', 'off'));
    const there = await on(other, other.ownerToken).list();
    expect(there.find(({ id }) => id === 'secret.jwt')?.mode).toBe('on');
    problemOf(await on(tenant, tenant.ownerToken).setMode('secret.no-such', 'off'), 'detector.not_found');
  });
});

describe('a detector of the organisation', () => {
  it('is a draft first, is turned on when its tests come out, and ends', async () => {
    const tenant = await createTenant(api());
    const owner = on(tenant, tenant.ownerToken);
    const created = okBody<{ revision: number; state: string }>(O.createCustomDetector, await owner.create(CODENAMES));
    expect(created).toMatchObject({ state: 'draft', revision: 1, check: { problems: [] } });
    expect(await inspectionOf(tenant).catch(() => undefined)).toBeUndefined();
    okBody(O.updateCustomDetector, await owner.update(CODENAMES.id, { revision: 1, state: 'active' }));
    expect((await inspectionOf(tenant))?.custom.map(({ id }) => id)).toEqual([CODENAMES.id]);
    expect((await owner.list()).find(({ id }) => id === CODENAMES.id)).toMatchObject({ origin: 'custom', mode: 'on' });
    okBody(O.setDetectorMode, await owner.setMode(CODENAMES.id, 'observe', 'first look at what it finds'));
    expect((await inspectionOf(tenant))?.modes).toEqual({ [CODENAMES.id]: 'observe' });
    expect((await owner.remove(CODENAMES.id)).status).toBe(204);
    expect(await inspectionOf(tenant)).toBeUndefined();
    const actions = (await trailOf(api(), tenant.orgId)).map(({ action }) => action);
    expect(actions).toEqual(['detector.created', 'detector.activated', 'detector.mode_changed', 'detector.deleted']);
  });

  it('is not turned on while a test of it fails, and says which', async () => {
    const tenant = await createTenant(api());
    const owner = on(tenant, tenant.ownerToken);
    const wrong = { ...CODENAMES, tests: { match: [{ text: 'Green Crow' }], pass: [{ text: 'about Blue Heron' }] } };
    okBody(O.createCustomDetector, await owner.create(wrong));
    const refused = problemOf(await owner.update(CODENAMES.id, { revision: 1, state: 'active' }), 'detector.invalid');
    expect(refused.errors).toMatchObject([{ pointer: '/tests/match/0' }, { pointer: '/tests/pass/0' }]);
  });

  it('is refused when its pattern could take more than linear time', async () => {
    const tenant = await createTenant(api());
    const owner = on(tenant, tenant.ownerToken);
    const check = okBody<{ problems: { pointer: string }[] }>(
      O.checkDetector,
      await owner.check({ ...CODENAMES, patterns: ['(\\w+)\\1 Heron'] }),
    );
    expect(check.problems).toMatchObject([{ pointer: '/patterns/0' }]);
  });

  it('is not changed from an older revision, under another name, or with a name of the product', async () => {
    const tenant = await createTenant(api());
    const owner = on(tenant, tenant.ownerToken);
    okBody(O.createCustomDetector, await owner.create(CODENAMES));
    problemOf(await owner.create(CODENAMES), 'detector.id_taken');
    problemOf(await owner.create({ ...CODENAMES, id: 'secret.jwt' }), 'detector.invalid');
    okBody(O.updateCustomDetector, await owner.update(CODENAMES.id, { revision: 1, definition: CODENAMES }));
    problemOf(await owner.update(CODENAMES.id, { revision: 1, state: 'active' }), 'detector.version_conflict');
    const renamed = { ...CODENAMES, id: 'custom.other' };
    problemOf(await owner.update(CODENAMES.id, { revision: 2, definition: renamed }), 'detector.invalid');
    problemOf(await owner.update('custom.none', { revision: 1, state: 'active' }), 'detector.not_found');
  });

  it("is nobody else's", async () => {
    const [tenant, other] = [await createTenant(api()), await createTenant(api())];
    okBody(O.createCustomDetector, await on(tenant, tenant.ownerToken).create(CODENAMES));
    problemOf(await on(other, other.ownerToken).remove(CODENAMES.id), 'detector.not_found');
    okBody(O.createCustomDetector, await on(other, other.ownerToken).create(CODENAMES));
  });
});
