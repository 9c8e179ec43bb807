import { OPERATIONS, type Snapshot } from '@sallyport/contracts';
import { toJson, withOrg } from '@sallyport/db';
import { createDefinition, createServer, uniqueWord } from '@sallyport/testkit';
import { describe, expect, it } from 'vitest';
import { okBody, problemOf, send } from '../harness/client.js';
import { allowAll, brokenPolicy, denyAll, failingPolicy } from '../harness/policies.js';
import { useApi } from '../harness/start-api.js';
import { createTenant, type TestTenant, trailOf } from '../harness/tenant.js';

const api = useApi();
const {
  createPolicy,
  publishPolicy,
  checkPolicy,
  formatPolicy,
  getPolicy,
  listPolicies,
  listPolicyVersions,
  getPolicyVersion,
} = OPERATIONS;

interface Policy {
  readonly id: string;
  readonly name: string;
  readonly version: number;
  readonly text: string;
  readonly snapshotVersion: number;
}

const on = ({ slug: org, ownerToken: token }: TestTenant) => ({
  create: (text: string, note?: string) =>
    send(api().url, createPolicy, { params: { org }, token, body: { text, note } }),
  publish: (policyId: string, text: string, baseVersion: number) =>
    send(api().url, publishPolicy, { params: { org, policyId }, token, body: { text, baseVersion, note: 'because' } }),
  get: (policyId: string) => send(api().url, getPolicy, { params: { org, policyId }, token }),
});

/** Its policies are the organisation's own: what ships with the product is in every snapshot. */
const newestSnapshot = async ({ orgId }: TestTenant): Promise<Snapshot> => {
  const { payload } = await withOrg(api().core.db, orgId, (tx) =>
    tx.selectFrom('snapshots').select('payload').orderBy('version', 'desc').executeTakeFirstOrThrow(),
  );
  const snapshot = JSON.parse(payload) as Snapshot;
  return { ...snapshot, policies: snapshot.policies.filter(({ level }) => level !== 'platform') };
};

describe('createPolicy', () => {
  it('201: takes the name from the text, writes the trail, and is in the next snapshot', async () => {
    const tenant = await createTenant(api());
    const created = okBody<Policy>(createPolicy, await on(tenant).create(allowAll('baseline'), 'first'));
    expect(created).toMatchObject({ name: 'baseline', version: 1, text: allowAll('baseline') });
    expect(await trailOf(api(), tenant.orgId)).toMatchObject([
      { action: 'policy.created', target: 'baseline', detail: { version: 1, note: 'first' } },
    ]);
    expect((await newestSnapshot(tenant)).policies).toEqual([
      { id: created.id, name: 'baseline', version: 1, text: allowAll('baseline') },
    ]);
  });

  it('422: names every mistake with line and column, and saves nothing', async () => {
    const tenant = await createTenant(api());
    const problem = problemOf(await on(tenant).create(brokenPolicy), 'policy.rule_invalid');
    expect(problem.errors).toMatchObject([{ pointer: '/body/text', line: 5, column: expect.any(Number) }]);
    expect(problem.errors?.[0]?.message).toContain('categori');
    expect(await trailOf(api(), tenant.orgId)).toEqual([]);
  });

  it('422: types conditions by the schemas of the tools they can match, as they are pinned', async () => {
    const tenant = await createTenant(api());
    await withOrg(api().core.db, tenant.orgId, async (tx) => {
      const { id } = await createServer(tx, tenant.orgId, { slug: 'files' });
      const inputSchema = { type: 'object', properties: { path: { type: 'string' } }, additionalProperties: false };
      await createDefinition(tx, tenant.orgId, id, { name: 'read', body: toJson({ name: 'read', inputSchema }) });
    });
    const text = allowAll('typed').replace(
      'effect: allow',
      'match: { servers: [files], tools: [read] }\n    when: args.path > 5\n    effect: allow',
    );
    const problem = problemOf(await on(tenant).create(text), 'policy.rule_invalid');
    expect(problem.errors).toMatchObject([{ pointer: '/body/text', line: 6 }]);
  });

  it('422: a text whose own tests fail is not published', async () => {
    const tenant = await createTenant(api());
    const problem = problemOf(await on(tenant).create(failingPolicy('failing')), 'policy.rule_invalid');
    expect(problem.errors?.[0]?.message).toBe('Test "everything is denied" expects deny and gets allow');
  });

  it('409: a name is given once per organisation, and says nothing about others', async () => {
    const [tenant, other] = [await createTenant(api()), await createTenant(api())];
    const name = uniqueWord('policy');
    okBody(createPolicy, await on(tenant).create(allowAll(name)));
    problemOf(await on(tenant).create(denyAll(name)), 'policy.name_taken');
    okBody(createPolicy, await on(other).create(allowAll(name)));
  });
});

describe('publishPolicy', () => {
  it('201: puts the next version in force and answers the snapshot that carries it', async () => {
    const tenant = await createTenant(api());
    const { id } = okBody<Policy>(createPolicy, await on(tenant).create(allowAll('rules')));
    const published = okBody<Policy>(publishPolicy, await on(tenant).publish(id, denyAll('rules'), 1));
    expect(published).toMatchObject({ version: 2, text: denyAll('rules') });
    const snapshot = await newestSnapshot(tenant);
    expect(snapshot.version).toBe(published.snapshotVersion);
    expect(snapshot.policies).toMatchObject([{ version: 2, text: denyAll('rules') }]);
    expect((await trailOf(api(), tenant.orgId)).map(({ action }) => action)).toEqual([
      'policy.created',
      'policy.published',
    ]);
  });

  it('409: of two people who edit at once the second is told, and neither text is lost', async () => {
    const tenant = await createTenant(api());
    const { id } = okBody<Policy>(createPolicy, await on(tenant).create(allowAll('race')));
    const sent = await Promise.all([1, 2, 3, 4].map(() => on(tenant).publish(id, denyAll('race'), 1)));
    expect(sent.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
    const conflict = sent.find(({ status }) => status === 409);
    expect(conflict && problemOf(conflict, 'policy.version_conflict').currentVersion).toBe(2);
    expect((await newestSnapshot(tenant)).policies).toMatchObject([{ version: 2 }]);
  });

  it('422: leaves the version in force as it is', async () => {
    const tenant = await createTenant(api());
    const { id } = okBody<Policy>(createPolicy, await on(tenant).create(allowAll('kept')));
    problemOf(await on(tenant).publish(id, brokenPolicy, 1), 'policy.rule_invalid');
    expect(okBody<Policy>(getPolicy, await on(tenant).get(id))).toMatchObject({ version: 1, text: allowAll('kept') });
  });

  it('404: for a policy that is not there', async () => {
    const tenant = await createTenant(api());
    problemOf(await on(tenant).publish('pol_00000000000000000000000000', allowAll('x'), 1), 'policy.not_found');
  });

  it('201: changes of one organisation made at the same time are all in the last snapshot', async () => {
    const tenant = await createTenant(api());
    const names = Array.from({ length: 8 }, (_, index) => `parallel-${index}`);
    await Promise.all(names.map(async (name) => okBody(createPolicy, await on(tenant).create(allowAll(name)))));
    const snapshot = await newestSnapshot(tenant);
    expect(snapshot.version).toBe(8);
    expect(snapshot.policies.map(({ name }) => name).sort()).toEqual(names);
  });
});

describe('formatPolicy', () => {
  it('200: lays a text out, keeps its comments, and gives back what it cannot read', async () => {
    const tenant = await createTenant(api());
    const format = async (text: string) =>
      okBody<{ text: string }>(
        formatPolicy,
        await send(api().url, formatPolicy, { params: { org: tenant.slug }, token: tenant.ownerToken, body: { text } }),
      ).text;
    const messy = 'version:   1\nname: x # why\nrules:\n- id: a\n  effect:   deny\n';
    expect(await format(messy)).toBe('version: 1\nname: x # why\nrules:\n  - id: a\n    effect: deny\n');
    expect(await format('rules: [')).toBe('rules: [');
  });
});

describe('checkPolicy', () => {
  const check = async (tenant: TestTenant, text: string) =>
    okBody<{ ok: boolean; diagnostics: unknown[]; tests: unknown[]; ruleCount: number }>(
      checkPolicy,
      await send(api().url, checkPolicy, { params: { org: tenant.slug }, token: tenant.ownerToken, body: { text } }),
    );

  it('200: says what publishing would say, and saves nothing', async () => {
    const tenant = await createTenant(api());
    expect(await check(tenant, allowAll('x'))).toMatchObject({ ok: true, ruleCount: 1 });
    expect(await check(tenant, brokenPolicy)).toMatchObject({
      ok: false,
      diagnostics: [{ severity: 'error', line: 5 }],
    });
    expect(await check(tenant, failingPolicy('x'))).toMatchObject({
      ok: false,
      tests: [{ passed: false, actual: 'allow' }],
    });
    expect(await check(tenant, 'not: [a policy')).toMatchObject({ ok: false });
    const { items } = okBody<{ items: unknown[] }>(
      listPolicies,
      await send(api().url, listPolicies, { params: { org: tenant.slug }, token: tenant.ownerToken }),
    );
    expect(items).toEqual([]);
  });

  it('200: warns about servers the organisation does not have', async () => {
    const tenant = await createTenant(api());
    const text = allowAll('x').replace(
      'effect: allow',
      'match: { direction: request, servers: [fiels] }\n    effect: allow',
    );
    const checked = await check(tenant, text);
    expect(checked).toMatchObject({ ok: true, diagnostics: [{ severity: 'warning', line: 5 }] });
  });
});

describe('versions', () => {
  it('200: are listed newest first, and each is kept with its text', async () => {
    const tenant = await createTenant(api());
    const { id } = okBody<Policy>(createPolicy, await on(tenant).create(allowAll('history')));
    okBody(publishPolicy, await on(tenant).publish(id, denyAll('history'), 1));
    const params = { org: tenant.slug, policyId: id };
    const { items } = okBody<{ items: { version: number; note: string }[] }>(
      listPolicyVersions,
      await send(api().url, listPolicyVersions, { params, token: tenant.ownerToken }),
    );
    expect(items.map(({ version }) => version)).toEqual([2, 1]);
    const first = await send(api().url, getPolicyVersion, {
      params: { ...params, version: 1 },
      token: tenant.ownerToken,
    });
    expect(okBody<Policy>(getPolicyVersion, first).text).toBe(allowAll('history'));
    const absent = await send(api().url, getPolicyVersion, {
      params: { ...params, version: 9 },
      token: tenant.ownerToken,
    });
    problemOf(absent, 'policy.not_found');
  });
});
