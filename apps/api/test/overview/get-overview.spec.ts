import { OPERATIONS } from '@sallyport/contracts';
import { withOrg } from '@sallyport/db';
import { createCall, createDefinition, createServer, createServerState } from '@sallyport/testkit';
import { describe, expect, it } from 'vitest';
import { okBody, problemOf, send } from '../harness/client.js';
import { useApi } from '../harness/start-api.js';
import { createTenant, type TestTenant } from '../harness/tenant.js';

const api = useApi();
const { getOverview } = OPERATIONS;

interface Overview {
  readonly totals: Record<string, number>;
  readonly latencyUs: { p50: number | null; p99: number | null };
  readonly addedUs: { p50: number | null };
  readonly series: readonly { at: string; allowed: number; denied: number }[];
  readonly topDenied: readonly Record<string, unknown>[];
  readonly findingCategories: readonly unknown[];
  readonly servers: Record<string, number>;
}

const overview = async ({ slug: org, ownerToken: token }: TestTenant, window?: string): Promise<Overview> =>
  okBody<Overview>(
    getOverview,
    await send(api().url, getOverview, { params: { org }, token, ...(window ? { query: { window } } : {}) }),
  );

describe('getOverview', () => {
  it('200: sums up the window, with the gateway’s own share of the time', async () => {
    const tenant = await createTenant(api());
    const { orgId } = tenant;
    const last = await withOrg(api().core.db, orgId, async (tx) => {
      const done = { total_us: 5000, upstream_us: 4000 };
      await createCall(tx, orgId, { ...done, outcome: 'delivered' });
      await createCall(tx, orgId, { ...done, outcome: 'timeout' });
      await createCall(tx, orgId, { effect: 'redact', finding_count: 2, categories: ['secret', 'pii'] });
      const denial = { effect: 'deny' as const, target_name: 'rm', decided_by: 'no-rm', finding_count: 1 };
      await createCall(tx, orgId, { ...denial, categories: ['secret'], at: new Date(Date.now() - 1000) });
      const newest = await createCall(tx, orgId, { ...denial, categories: ['secret'] });
      await createCall(tx, orgId, { at: new Date(Date.now() - 2 * 3_600_000) });
      return newest;
    });
    const hour = await overview(tenant, '1h');
    expect(hour.totals).toEqual({ calls: 5, allowed: 2, redacted: 1, held: 0, denied: 2, findings: 4, errors: 1 });
    expect(hour.latencyUs).toEqual({ p50: 5000, p99: 5000 });
    expect(hour.addedUs.p50).toBe(1000);
    expect(hour.topDenied).toEqual([{ server: 'files', target: 'rm', rule: 'no-rm', count: 2, lastCallId: last.id }]);
    expect(hour.findingCategories).toEqual([
      { category: 'secret', count: 3 },
      { category: 'pii', count: 1 },
    ]);
    expect(hour.series).toHaveLength(60);
    expect(hour.series.reduce((sum, { allowed, denied }) => sum + allowed + denied, 0)).toBe(4);
    expect((await overview(tenant)).totals.calls).toBe(6);
    expect((await overview(tenant, '7d')).series).toHaveLength(42);
  });

  it('200: an organisation where nothing happened yet is shown as such', async () => {
    const empty = await overview(await createTenant(api()));
    expect(empty.totals.calls).toBe(0);
    expect(empty.latencyUs).toEqual({ p50: null, p99: null });
    expect(empty.topDenied).toEqual([]);
  });

  it('200: counts servers that are up and those with changed definitions', async () => {
    const tenant = await createTenant(api());
    await withOrg(api().core.db, tenant.orgId, async (tx) => {
      const [up, stale] = [await createServer(tx, tenant.orgId), await createServer(tx, tenant.orgId)];
      await createServerState(tx, tenant.orgId, up.id, { state: 'up' });
      await createServerState(tx, tenant.orgId, stale.id, { state: 'up', reported_at: new Date(Date.now() - 600_000) });
      for (let i = 0; i < 2; i += 1) await createDefinition(tx, tenant.orgId, stale.id, { state: 'drifted' });
    });
    expect((await overview(tenant)).servers).toEqual({ total: 2, up: 1, drifted: 1 });
  });

  it('400: knows three windows', async () => {
    const { slug: org, ownerToken: token } = await createTenant(api());
    problemOf(
      await send(api().url, getOverview, { params: { org }, token, query: { window: '1y' } }),
      'request.invalid',
    );
  });
});
