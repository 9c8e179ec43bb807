import { OPERATIONS, type OperationShape, type Snapshot } from '@sallyport/contracts';
import { withOrg } from '@sallyport/db';
import { createInspector, registeredSecretsDetector } from '@sallyport/detect';
import { describe, expect, it } from 'vitest';
import { okBody, problemOf, send } from '../harness/client.js';
import { useApi } from '../harness/start-api.js';
import { createTenant, type TestTenant, trailOf } from '../harness/tenant.js';

const api = useApi();
const O = OPERATIONS;
const VALUE = 'correct-horse/battery+42';

const on = ({ slug: org }: TestTenant, token: string) => {
  const sendTo = (operation: OperationShape, params: object = {}, body?: unknown) =>
    send(api().url, operation, { params: { org, ...params }, token, body });
  return {
    list: () => sendTo(O.listRegisteredSecrets),
    register: (name: string, value = VALUE) => sendTo(O.registerSecret, {}, { name, value }),
    forget: (name: string) => sendTo(O.forgetSecret, { name }),
  };
};

const snapshotOf = async ({ orgId }: TestTenant): Promise<string> =>
  (
    await withOrg(api().core.db, orgId, (tx) =>
      tx.selectFrom('snapshots').select('payload').orderBy('version', 'desc').executeTakeFirstOrThrow(),
    )
  ).payload;

describe('a secret that an organisation registers', () => {
  it('goes to the gateways so that they find it, and its value goes nowhere', async () => {
    const tenant = await createTenant(api());
    const owner = on(tenant, tenant.ownerToken);
    const view = okBody<object>(O.registerSecret, await owner.register('billing-key'));
    expect(view).toMatchObject({ name: 'billing-key', length: VALUE.length });
    expect(JSON.stringify(view)).not.toMatch(/digest|salt|tag/);

    const payload = await snapshotOf(tenant);
    const secrets = (JSON.parse(payload) as Snapshot).inspection?.secrets ?? [];
    const inspector = createInspector().derive({ detectors: [registeredSecretsDetector(secrets)] });
    const findings = inspector.inspectArguments({ args: { note: `use ${VALUE} now` }, pointerBase: '' });
    expect(findings.map(({ detector }) => detector)).toContain('secret.registered');

    const stored = await withOrg(api().core.db, tenant.orgId, (tx) =>
      tx.selectFrom('registered_secrets').selectAll().execute(),
    );
    const trail = await trailOf(api(), tenant.orgId);
    expect(JSON.stringify([payload, stored, trail])).not.toContain('correct-horse');
    expect(trail).toMatchObject([{ action: 'registered_secret.added', target: 'billing-key' }]);
  });

  it('is sealed under a salt of its own', async () => {
    const tenant = await createTenant(api());
    const owner = on(tenant, tenant.ownerToken);
    await owner.register('one');
    await owner.register('two');
    const secrets = (JSON.parse(await snapshotOf(tenant)) as Snapshot).inspection?.secrets ?? [];
    expect(new Set(secrets.map(({ digest }) => digest)).size).toBe(2);
  });

  it('is looked for no longer once it is forgotten', async () => {
    const tenant = await createTenant(api());
    const owner = on(tenant, tenant.ownerToken);
    await owner.register('billing-key');
    expect((await owner.forget('billing-key')).status).toBe(204);
    expect((JSON.parse(await snapshotOf(tenant)) as Snapshot).inspection).toBeUndefined();
    expect(okBody<{ items: unknown[] }>(O.listRegisteredSecrets, await owner.list()).items).toEqual([]);
    problemOf(await owner.forget('billing-key'), 'registered_secret.not_found');
  });

  it('has a name of its own, and enough characters to be nobody else’s', async () => {
    const tenant = await createTenant(api());
    const owner = on(tenant, tenant.ownerToken);
    await owner.register('billing-key');
    problemOf(await owner.register('billing-key', 'another-value-1234'), 'registered_secret.name_taken');
    problemOf(await owner.register('pin', '12345678'), 'request.invalid');
    problemOf(await owner.register('words', 'three blind mice and more'), 'request.invalid');
  });

  it('is registered by who may write detectors, seen by auditors, and of one organisation alone', async () => {
    const [tenant, other] = [await createTenant(api()), await createTenant(api())];
    await on(tenant, tenant.ownerToken).register('billing-key');
    const auditor = await tenant.join('auditor');
    const seen = okBody<{ items: unknown[] }>(O.listRegisteredSecrets, await on(tenant, auditor.token).list());
    expect(seen.items).toHaveLength(1);
    problemOf(await on(tenant, auditor.token).register('mine'), 'permission.missing');
    problemOf(await on(tenant, auditor.token).forget('billing-key'), 'permission.missing');
    const elsewhere = okBody<{ items: unknown[] }>(O.listRegisteredSecrets, await on(other, other.ownerToken).list());
    expect(elsewhere.items).toEqual([]);
    problemOf(await on(other, other.ownerToken).forget('billing-key'), 'registered_secret.not_found');
  });
});
