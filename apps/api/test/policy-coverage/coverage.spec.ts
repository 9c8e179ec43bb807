import { OPERATIONS, type PolicyId } from '@sallyport/contracts';
import { toJson, withOrg } from '@sallyport/db';
import { createDefinition, createRuleHit, createServer, newId } from '@sallyport/testkit';
import { describe, expect, it } from 'vitest';
import { okBody, problemOf, send } from '../harness/client.js';
import { useApi } from '../harness/start-api.js';
import { createTenant } from '../harness/tenant.js';

const api = useApi();
const { createPolicy, getPolicyCoverage, checkPolicyMutations, listPolicySuggestions, getPolicySuggestion } =
  OPERATIONS;

const DAY_MS = 86_400_000;
const daysAgo = (days: number): Date => new Date(Date.now() - days * DAY_MS);

const POLICY = `version: 1
name: baseline
rules:
  # Everybody works with files.
  - id: all-files
    match: { servers: ["*"] } # wide, for now
    effect: allow
  - id: nobody-uses
    match: { servers: [mail] }
    effect: allow
  - id: no-deletes
    match: { tools: [delete_file] }
    effect: deny
tests:
  - name: deleting is denied
    given: { server: files, tool: delete_file }
    expect: deny
`;

const createScene = async () => {
  const tenant = await createTenant(api());
  const shared = { params: { org: tenant.slug }, token: tenant.ownerToken };
  await withOrg(api().core.db, tenant.orgId, async (tx) => {
    const files = await createServer(tx, tenant.orgId, { slug: 'files' });
    for (const name of ['read_file', 'delete_file'])
      await createDefinition(tx, tenant.orgId, files.id, { name, body: toJson({ name, inputSchema: {} }) });
  });
  const { id } = okBody<{ id: PolicyId }>(
    createPolicy,
    await send(api().url, createPolicy, { ...shared, body: { text: POLICY } }),
  );
  const hit = (ruleId: string, days: number, overrides: Record<string, unknown> = {}) =>
    withOrg(api().core.db, tenant.orgId, (tx) =>
      createRuleHit(tx, tenant.orgId, {
        policy_id: id,
        rule_id: ruleId,
        day: daysAgo(days).toISOString().slice(0, 10),
        first_at: daysAgo(days),
        last_at: daysAgo(days),
        ...overrides,
      }),
    );
  /** As if the policy had been published then. */
  const publishedAt = (days: number) =>
    api().database.asOwner('update policy_versions set published_at = $2 where policy_id = $1', [id, daysAgo(days)]);
  return { tenant, shared, policyId: id, hit, publishedAt };
};

interface Rule {
  readonly ruleId: string;
  readonly hits: number;
}

describe('getPolicyCoverage', () => {
  const coverageOf = async ({ shared }: Awaited<ReturnType<typeof createScene>>) =>
    okBody<{
      tools: { total: number; uncovered: { tool: string; risk: string }[] };
      rules: Rule[];
      neverMatched: Rule[];
      untested: (Rule & { mutations: unknown[] })[];
    }>(getPolicyCoverage, await send(api().url, getPolicyCoverage, shared));

  it('200: tools no rule names, rules no call met, and rules no test would miss', async () => {
    const scene = await createScene();
    await scene.publishedAt(60);
    await scene.hit('all-files', 20, { hits: 7 });
    const coverage = await coverageOf(scene);
    expect(coverage.tools.total).toBe(2);
    expect(coverage.tools.uncovered.map(({ tool }) => tool)).toEqual(['read_file']);
    expect(coverage.rules.find(({ ruleId }) => ruleId === 'all-files')).toMatchObject({ hits: 7, principals: 1 });
    const own = coverage.neverMatched.map(({ ruleId }) => ruleId).filter((id) => !id.startsWith('platform'));
    expect(own).toEqual(expect.arrayContaining(['nobody-uses', 'no-deletes']));
    expect(own).not.toContain('all-files');
    expect(coverage.untested.map(({ ruleId }) => ruleId)).toContain('nobody-uses');
  });

  it('200: says of no rule that it never matched before anything was counted, or when it is new', async () => {
    const scene = await createScene();
    expect((await coverageOf(scene)).neverMatched).toEqual([]);
    await scene.hit('all-files', 20);
    const { neverMatched } = await coverageOf(scene);
    expect(neverMatched.map(({ ruleId }) => ruleId)).not.toContain('nobody-uses');
  });
});

describe('checkPolicyMutations', () => {
  it('200: names the changes that no test notices', async () => {
    const { shared } = await createScene();
    const sent = await send(api().url, checkPolicyMutations, { ...shared, body: { text: POLICY } });
    const report = okBody<{ tried: number; caught: number; survivors: Rule[] }>(checkPolicyMutations, sent);
    expect(report.caught).toBeGreaterThan(0);
    expect(report.tried).toBe(report.caught + report.survivors.length);
    expect(report.survivors.map(({ ruleId }) => ruleId)).toContain('nobody-uses');
  });

  it('422: a text with errors', async () => {
    const { shared } = await createScene();
    const sent = await send(api().url, checkPolicyMutations, { ...shared, body: { text: 'version: 2' } });
    problemOf(sent, 'policy.rule_invalid');
  });
});

describe('suggestions', () => {
  const listOf = async ({ shared }: Awaited<ReturnType<typeof createScene>>) =>
    okBody<{ items: { ruleId: string; kind: string; basis: { days: number; calls: number } }[] }>(
      listPolicySuggestions,
      await send(api().url, listPolicySuggestions, shared),
    ).items;

  it('200: narrow a wide rule to what was used, with the calls they rest on, and keep comments', async () => {
    const scene = await createScene();
    await scene.publishedAt(60);
    await scene.hit('all-files', 20, { hits: 30, principal_name: 'ada@example.com' });
    await scene.hit('all-files', 3, { hits: 12, target_name: 'list_files', principal_name: 'eve@example.com' });
    const items = await listOf(scene);
    expect(items).toMatchObject([
      { ruleId: 'all-files', kind: 'narrow', basis: { days: 20, calls: 42, principals: 2 } },
      { ruleId: 'nobody-uses', kind: 'remove', basis: { calls: 0 } },
    ]);
    const params = { org: scene.tenant.slug, policyId: scene.policyId, ruleId: 'all-files' };
    const { text, baseVersion } = okBody<{ text: string; baseVersion: number }>(
      getPolicySuggestion,
      await send(api().url, getPolicySuggestion, { ...scene.shared, params }),
    );
    expect(baseVersion).toBe(1);
    expect(text).toContain('servers: [ files ]');
    expect(text).toContain('tools: [ list_files, read_file ]');
    expect(text).toContain('users: [ ada@example.com, eve@example.com ]');
    expect(text).toContain('# Everybody works with files.');
    expect(text).toContain('# wide, for now');
  });

  it('200: none before a week was watched, however much was used', async () => {
    const scene = await createScene();
    await scene.publishedAt(60);
    await scene.hit('all-files', 3, { hits: 1000 });
    expect(await listOf(scene)).toEqual([]);
    const young = await createScene();
    await young.hit('all-files', 20, { hits: 1000 });
    expect(await listOf(young)).toEqual([]);
  });

  it('404: for a rule that allows no more than was used, and for a policy there is not', async () => {
    const { shared, tenant, policyId } = await createScene();
    const get = (params: Record<string, string>) =>
      send(api().url, getPolicySuggestion, { ...shared, params: { org: tenant.slug, ...params } });
    problemOf(await get({ policyId, ruleId: 'no-deletes' }), 'suggestion.not_found');
    problemOf(await get({ policyId: newId('policy'), ruleId: 'all-files' }), 'policy.not_found');
  });
});

describe('getRuleActivity', () => {
  it('200: whom a rule warned, how often, when, and a call to look at', async () => {
    const scene = await createScene();
    const warned = { mode: 'warn', effect: 'deny', principal_id: 'mem_1', principal_name: 'ada@example.com' };
    await scene.hit('no-deletes', 2, { ...warned, hits: 3 });
    const last = await scene.hit('no-deletes', 1, { ...warned, hits: 2, target_name: 'delete_file' });
    await scene.hit('no-deletes', 1, { ...warned, hits: 1, principal_id: 'mem_2', principal_name: 'eve@example.com' });
    await scene.hit('no-deletes', 30, { ...warned, hits: 50 });
    const activity = okBody<Record<string, unknown>>(
      OPERATIONS.getRuleActivity,
      await send(api().url, OPERATIONS.getRuleActivity, {
        ...scene.shared,
        params: { org: scene.tenant.slug, policyId: scene.policyId, ruleId: 'no-deletes' },
      }),
    );
    expect(activity).toMatchObject({
      calls: 6,
      byMode: [{ mode: 'warn', effect: 'deny', calls: 6 }],
      principalCount: 2,
      principals: [
        { name: 'ada@example.com', calls: 5, lastCallId: last.last_call_id, modes: ['warn'] },
        { name: 'eve@example.com', calls: 1 },
      ],
    });
  });
});
