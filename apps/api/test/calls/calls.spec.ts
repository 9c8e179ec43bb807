import { OPERATIONS } from '@sallyport/contracts';
import { withOrg } from '@sallyport/db';
import { completedRecord, createCall, decidedRecord } from '@sallyport/testkit';
import { describe, expect, it } from 'vitest';
import { okBody, problemOf, send } from '../harness/client.js';
import { useApi } from '../harness/start-api.js';
import { createGateway, createTenant, type TestTenant } from '../harness/tenant.js';

const api = useApi();
const { listCalls, getCall, ingestRecords } = OPERATIONS;

interface CallPage {
  readonly items: readonly { readonly id: string; readonly outcome: string }[];
  readonly nextCursor: string | null;
}

const list = ({ slug: org, ownerToken: token }: TestTenant, query: Record<string, string | number> = {}) =>
  send(api().url, listCalls, { params: { org }, token, query });

const page = async (tenant: TestTenant, query: Record<string, string | number> = {}): Promise<CallPage> =>
  okBody<CallPage>(listCalls, await list(tenant, query));

const idsOf = async (tenant: TestTenant, query: Record<string, string | number>): Promise<string[]> =>
  (await page(tenant, query)).items.map(({ id }) => id);

describe('listCalls', () => {
  it('200: pages through every call once, newest first, also where times are equal and new ones arrive', async () => {
    const tenant = await createTenant(api());
    const at = new Date('2026-11-01T10:00:00.123Z');
    const made = await withOrg(api().core.db, tenant.orgId, async (tx) => {
      const rows = [];
      for (let i = 0; i < 7; i += 1)
        rows.push(await createCall(tx, tenant.orgId, { at: i < 4 ? at : new Date(at.getTime() + i) }));
      return rows;
    });
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const next: CallPage = await page(tenant, { limit: 2, ...(cursor ? { cursor } : {}) });
      seen.push(...next.items.map(({ id }) => id));
      cursor = next.nextCursor;
      await withOrg(api().core.db, tenant.orgId, (tx) => createCall(tx, tenant.orgId, { at: new Date() }));
    } while (cursor);
    const order = [...made]
      .sort((a, b) => b.at.getTime() - a.at.getTime() || (a.id < b.id ? 1 : -1))
      .map(({ id }) => id);
    expect(seen).toEqual(order);
  });

  it('200: filters by every criterion', async () => {
    const tenant = await createTenant(api());
    const gateway = await createGateway(api());
    const plain = decidedRecord(tenant.orgId, { at: Date.parse('2026-11-02T00:00:00Z') });
    const odd = decidedRecord(tenant.orgId, {
      at: Date.parse('2026-11-03T00:00:00Z'),
      effect: 'deny',
      method: 'resources/read',
      target: { kind: 'resource', name: 'file:///etc/100%_sure' },
      server: { id: 'srv_odd', slug: 'odd' },
      findings: [
        {
          detector: 'secret.x',
          category: 'secret',
          severity: 'high',
          confidence: 1,
          pointer: '/params',
          start: 0,
          end: 1,
          view: 'raw',
          evidence: '',
          title: '',
          frameworks: [],
        },
      ],
    });
    const records = [plain, completedRecord(plain), odd, completedRecord(odd, { outcome: 'denied' })];
    const body = {
      gatewayId: gateway.id,
      epoch: 1,
      records: records.map((record, i) => ({ sequence: i + 1, record })),
    };
    okBody(ingestRecords, await send(api().url, ingestRecords, { token: gateway.token, body }));
    const onlyOdd: Record<string, string>[] = [
      { effect: 'deny' },
      { outcome: 'denied' },
      { server: 'odd' },
      { method: 'resources/read' },
      { target: 'file:///etc/100%_sure' },
      { target: 'file:///etc/*' },
      { principal: odd.principal?.id ?? '' },
      { category: 'secret' },
      { from: '2026-11-02T12:00:00Z' },
    ];
    for (const query of onlyOdd) expect(await idsOf(tenant, query), JSON.stringify(query)).toEqual([odd.callId]);
    expect(await idsOf(tenant, { to: '2026-11-03T00:00:00Z' })).toEqual([plain.callId]);
    expect(await idsOf(tenant, { target: 'file:///etc/100_*' })).toEqual([]);
    expect(await idsOf(tenant, { effect: 'deny', server: 'files' })).toEqual([]);
  });

  it('200: a call that did not complete is open, and unknown once no call can still run', async () => {
    const tenant = await createTenant(api());
    await withOrg(api().core.db, tenant.orgId, async (tx) => {
      await createCall(tx, tenant.orgId, { at: new Date() });
      await createCall(tx, tenant.orgId, { at: new Date(Date.now() - 60 * 60_000) });
    });
    expect((await page(tenant)).items.map(({ outcome }) => outcome)).toEqual(['open', 'unknown']);
  });

  it('400: a cursor of another organisation, another filter or of somebody’s making is refused', async () => {
    const [tenant, other] = [await createTenant(api()), await createTenant(api())];
    for (const { orgId } of [tenant, other]) {
      await withOrg(api().core.db, orgId, async (tx) => {
        for (let i = 0; i < 3; i += 1) await createCall(tx, orgId);
      });
    }
    const { nextCursor } = await page(tenant, { limit: 1 });
    const cursor = nextCursor ?? '';
    expect((await list(tenant, { limit: 1, cursor })).status).toBe(200);
    problemOf(await list(other, { limit: 1, cursor }), 'cursor.invalid');
    problemOf(await list(tenant, { limit: 1, cursor, effect: 'allow' }), 'cursor.invalid');
    problemOf(await list(tenant, { cursor: 'AAAA' }), 'cursor.invalid');
  });
});

describe('getCall', () => {
  it('404: a call of another organisation looks like one that does not exist', async () => {
    const [tenant, other] = [await createTenant(api()), await createTenant(api())];
    const foreign = await withOrg(api().core.db, other.orgId, (tx) => createCall(tx, other.orgId));
    for (const callId of [foreign.id, 'call_00000000000000000000000000']) {
      const sent = await send(api().url, getCall, { params: { org: tenant.slug, callId }, token: tenant.ownerToken });
      problemOf(sent, 'call.not_found');
    }
  });

  it('200: shows both stages with timing, gateway and position', async () => {
    const tenant = await createTenant(api());
    const gateway = await createGateway(api());
    const decided = decidedRecord(tenant.orgId, { requestId: '"abc"', traceId: 'f'.repeat(32) });
    const body = {
      gatewayId: gateway.id,
      epoch: 5,
      records: [decided, completedRecord(decided)].map((record, i) => ({ sequence: i + 1, record })),
    };
    okBody(ingestRecords, await send(api().url, ingestRecords, { token: gateway.token, body }));
    const params = { org: tenant.slug, callId: decided.callId };
    expect(okBody(getCall, await send(api().url, getCall, { params, token: tenant.ownerToken }))).toMatchObject({
      principal: decided.principal,
      client: decided.client,
      server: decided.server,
      requestId: '"abc"',
      traceId: 'f'.repeat(32),
      gateway: { id: gateway.id, epoch: 5, sequence: 1 },
      decided: { effect: 'allow', reasons: ['rule-matched'] },
      completed: { outcome: 'delivered', timing: { totalUs: 5000, inspectUs: 100, decideUs: 20, upstreamUs: 4000 } },
    });
  });
});
