import { OPERATIONS, type OperationShape } from '@sallyport/contracts';
import { describe, expect, it } from 'vitest';
import { okBody, problemOf, send } from '../harness/client.js';
import { allowAll, denyAll } from '../harness/policies.js';
import { useApi } from '../harness/start-api.js';
import { createTenant, type TestTenant, trailOf } from '../harness/tenant.js';

const api = useApi();
const O = OPERATIONS;

const SOURCE = {
  repository: 'acme/policies',
  url: 'https://git.example/acme/policies/blob/main/base.yaml',
  ref: 'main',
  commit: 'a'.repeat(40),
  path: 'base.yaml',
};

interface Policy {
  readonly id: string;
  readonly version: number;
  readonly managedBy: { readonly drifted: boolean; readonly version: number } | null;
}

const on = ({ slug: org }: TestTenant, token: string) => {
  const sendTo = (operation: OperationShape, params: object, body?: unknown) =>
    send(api().url, operation, { params: { org, ...params }, token, body });
  return {
    create: async (text: string, more: object = {}) =>
      okBody<Policy>(O.createPolicy, await sendTo(O.createPolicy, {}, { text, ...more })),
    publish: (policyId: string, text: string, baseVersion: number, more: object = {}) =>
      sendTo(O.publishPolicy, { policyId }, { text, baseVersion, ...more }),
    get: async (policyId: string) => okBody<Policy>(O.getPolicy, await sendTo(O.getPolicy, { policyId })),
    revert: (policyId: string, baseVersion: number) =>
      sendTo(O.revertPolicy, { policyId }, { toVersion: 1, baseVersion }),
    release: (policyId: string) => sendTo(O.releasePolicy, { policyId }),
    draft: (policyId: string) =>
      sendTo(O.createPolicyDraft, {}, { policyId, title: 'From the console', text: denyAll('base') }),
    blame: async (policyId: string) =>
      okBody<{ ranges: unknown[] }>(O.getPolicyBlame, await sendTo(O.getPolicyBlame, { policyId })),
  };
};

describe('a policy that a repository holds', () => {
  it('is changed by pushes alone, and shows where', async () => {
    const tenant = await createTenant(api());
    const owner = on(tenant, tenant.ownerToken);
    const { id } = await owner.create(allowAll('base'), { source: SOURCE });
    expect(await owner.get(id)).toMatchObject({ managedBy: { ...SOURCE, version: 1, drifted: false } });
    const refused = problemOf(await owner.publish(id, denyAll('base'), 1), 'policy.managed_in_git');
    expect(refused.managedUrl).toBe(SOURCE.url);
    problemOf(await owner.draft(id), 'policy.managed_in_git');
    const pushed = { source: { ...SOURCE, commit: 'b'.repeat(40) } };
    okBody(O.publishPolicy, await owner.publish(id, denyAll('base'), 1, pushed));
    expect(await owner.get(id)).toMatchObject({ managedBy: { commit: 'b'.repeat(40), version: 2 } });
  });

  it('shows drift after a revert here, and none after the next push', async () => {
    const tenant = await createTenant(api());
    const owner = on(tenant, tenant.ownerToken);
    const { id } = await owner.create(allowAll('base'));
    okBody(O.publishPolicy, await owner.publish(id, denyAll('base'), 1, { source: SOURCE }));
    okBody(O.revertPolicy, await owner.revert(id, 2));
    expect(await owner.get(id)).toMatchObject({ version: 3, managedBy: { version: 2, drifted: true } });
    okBody(O.publishPolicy, await owner.publish(id, denyAll('base'), 3, { source: SOURCE }));
    expect(await owner.get(id)).toMatchObject({ version: 4, managedBy: { version: 4, drifted: false } });
  });

  it('is taken back by an owner, and by nobody else', async () => {
    const tenant = await createTenant(api());
    const owner = on(tenant, tenant.ownerToken);
    const { id } = await owner.create(allowAll('base'), { source: SOURCE });
    const admin = on(tenant, (await tenant.join('security_admin')).token);
    problemOf(await admin.release(id), 'permission.missing');
    expect(okBody<Policy>(O.releasePolicy, await owner.release(id)).managedBy).toBeNull();
    okBody(O.publishPolicy, await owner.publish(id, denyAll('base'), 1));
    expect((await trailOf(api(), tenant.orgId)).map(({ action }) => action)).toEqual([
      'policy.created',
      'policy.released',
      'policy.published',
    ]);
  });
});

describe('revertPolicy', () => {
  it('201: brings the old text back as a new version at once, and blame names it', async () => {
    const tenant = await createTenant(api());
    const owner = on(tenant, tenant.ownerToken);
    const { id } = await owner.create(allowAll('base'));
    okBody(O.publishPolicy, await owner.publish(id, denyAll('base'), 1));
    const reverted = okBody<Policy & { text: string }>(O.revertPolicy, await owner.revert(id, 2));
    expect(reverted).toMatchObject({ version: 3, text: allowAll('base') });
    const { ranges } = await owner.blame(id);
    expect(ranges).toMatchObject([
      { fromLine: 1, toLine: 3, version: 1 },
      { fromLine: 4, toLine: 5, version: 3, note: 'Reverted to version 1' },
    ]);
  });

  it('409 and 404: for a version that is no longer in force, and one that never was', async () => {
    const tenant = await createTenant(api());
    const owner = on(tenant, tenant.ownerToken);
    const { id } = await owner.create(allowAll('base'));
    okBody(O.publishPolicy, await owner.publish(id, denyAll('base'), 1));
    problemOf(await owner.revert(id, 1), 'policy.version_conflict');
    const absent = await send(api().url, O.revertPolicy, {
      params: { org: tenant.slug, policyId: id },
      token: tenant.ownerToken,
      body: { toVersion: 9, baseVersion: 2 },
    });
    problemOf(absent, 'policy.not_found');
  });
});

describe('levels', () => {
  it("200: a text says whether it is the organisation's or a group's", async () => {
    const tenant = await createTenant(api());
    const owner = on(tenant, tenant.ownerToken);
    const org = await owner.create(allowAll('org'));
    const group = await owner.create(allowAll('group').replace('rules:', 'appliesTo: { group: engineering }\nrules:'));
    expect(await owner.get(org.id)).toMatchObject({ level: 'organisation', group: null });
    expect(await owner.get(group.id)).toMatchObject({ level: 'group', group: 'engineering' });
  });

  it("200: the platform's policy is shown, and templates to start from", async () => {
    const tenant = await createTenant(api());
    const read = (operation: OperationShape) =>
      send(api().url, operation, { params: { org: tenant.slug }, token: tenant.ownerToken });
    const platform = okBody<{ text: string; ruleCount: number }>(O.getPlatformPolicy, await read(O.getPlatformPolicy));
    expect(platform.ruleCount).toBeGreaterThan(0);
    const { items } = okBody<{ items: { text: string }[] }>(O.listPolicyTemplates, await read(O.listPolicyTemplates));
    expect(items.length).toBeGreaterThan(3);
  });
});
