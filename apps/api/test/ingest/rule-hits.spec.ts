import {
  type AuditRecord,
  type CompletedRecord,
  type DecidedRecord,
  OPERATIONS,
  type RuleRef,
} from '@sallyport/contracts';
import { withOrg } from '@sallyport/db';
import { completedRecord, decidedRecord } from '@sallyport/testkit';
import { describe, expect, it } from 'vitest';
import { okBody, send } from '../harness/client.js';
import { useApi } from '../harness/start-api.js';
import { createGateway, createTenant, type TestGateway, type TestTenant } from '../harness/tenant.js';

const api = useApi();
const EPOCH = 1_700_000_000_000;
const NOON = Date.parse('2026-11-02T12:00:00Z');

const ship = async (gateway: TestGateway, first: number, records: readonly AuditRecord[], epoch = EPOCH) => {
  const body = { gatewayId: gateway.id, epoch, records: records.map((record, i) => ({ sequence: first + i, record })) };
  const sent = await send(api().url, OPERATIONS.ingestRecords, { token: gateway.token, body });
  expect(sent.status, sent.text).toBe(200);
};

const rule = (ruleId: string, overrides: Partial<RuleRef> = {}): RuleRef => ({
  policyId: 'pol_1',
  policyName: 'baseline',
  policyVersion: 1,
  ruleId,
  line: 3,
  effect: 'allow',
  mode: 'enforce',
  because: [],
  ...overrides,
});

const hitsOf = ({ orgId }: TestTenant) =>
  withOrg(api().core.db, orgId, (tx) =>
    tx
      .selectFrom('rule_hits')
      .select(['rule_id', 'mode', 'effect', 'principal_name', 'server_slug', 'target_kind', 'target_name', 'hits'])
      .select(['first_at', 'last_at', 'last_call_id'])
      .orderBy('day')
      .orderBy('rule_id')
      .orderBy('target_name')
      .execute(),
  );

const tenantAndGateway = async () => [await createTenant(api()), await createGateway(api())] as const;

describe('hits of rules', () => {
  it('are counted by day, rule, caller and target, with the first and the last call', async () => {
    const [tenant, gateway] = await tenantAndGateway();
    const shared = { principal: { id: 'sa_1', kind: 'service_account' as const, name: 'agent', groups: [] } };
    const calls = [NOON + 2000, NOON, NOON + 1000].map((at) =>
      decidedRecord(tenant.orgId, {
        ...shared,
        at,
        rules: [rule('reads'), rule('watch', { mode: 'warn', effect: 'deny' })],
      }),
    );
    const next = decidedRecord(tenant.orgId, { ...shared, at: NOON + 86_400_000, rules: [rule('reads')] });
    await ship(gateway, 1, [...calls, next]);
    expect(await hitsOf(tenant)).toMatchObject([
      {
        rule_id: 'reads',
        mode: 'enforce',
        effect: 'allow',
        principal_name: 'agent',
        server_slug: 'files',
        target_name: 'read_file',
        hits: 3,
        first_at: new Date(NOON),
        last_at: new Date(NOON + 2000),
        last_call_id: calls[0]?.callId,
      },
      { rule_id: 'watch', mode: 'warn', effect: 'deny', hits: 3 },
      { rule_id: 'reads', hits: 1, last_call_id: next.callId },
    ]);
  });

  it('stay the same when records come again, in another batch, epoch or order', async () => {
    const [tenant, gateway] = await tenantAndGateway();
    const decided = decidedRecord(tenant.orgId, { rules: [rule('reads')] });
    const completed = completedRecord(decided, { rules: [rule('secrets', { effect: 'redact' })] });
    await ship(gateway, 1, [decided, completed]);
    await ship(gateway, 1, [decided, completed]);
    await ship(gateway, 1, [decided, completed], EPOCH + 1);
    await ship(gateway, 1, [completed, decided, decided], EPOCH + 2);
    expect((await hitsOf(tenant)).map(({ rule_id, hits }) => [rule_id, hits])).toEqual([
      ['reads', 1],
      ['secrets', 1],
    ]);
  });

  it('count a rule that takes part in the question and in the answer once', async () => {
    const [tenant, gateway] = await tenantAndGateway();
    const decided = decidedRecord(tenant.orgId, { rules: [rule('both', { effect: 'redact' })] });
    await ship(gateway, 1, [decided]);
    await ship(gateway, 2, [completedRecord(decided, { rules: [rule('both', { effect: 'redact' })] })]);
    expect(await hitsOf(tenant)).toMatchObject([{ rule_id: 'both', hits: 1 }]);
  });

  it('put resources together, because there may be as many as calls', async () => {
    const [tenant, gateway] = await tenantAndGateway();
    const reads = ['file:///a', 'file:///b'].map((name) =>
      decidedRecord(tenant.orgId, {
        at: NOON,
        method: 'resources/read',
        target: { kind: 'resource', name },
        principal: null,
        rules: [rule('reads')],
      }),
    );
    await ship(gateway, 1, reads);
    expect(await hitsOf(tenant)).toMatchObject([
      { target_kind: 'resource', target_name: '', principal_name: '', hits: 2 },
    ]);
  });

  it('find the calls of a rule over all its days, page by page', async () => {
    const [tenant, gateway] = await tenantAndGateway();
    const of = (day: number, second: number, ruleId: string) =>
      decidedRecord(tenant.orgId, { at: NOON + day * 86_400_000 + second * 1000, rules: [rule(ruleId)] });
    const wanted = [of(0, 1, 'rare'), of(0, 2, 'rare'), of(2, 1, 'rare'), of(9, 5, 'rare')];
    await ship(gateway, 1, [...wanted, of(0, 3, 'other'), of(2, 2, 'other'), of(5, 1, 'other')]);
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: { items: { id: string }[]; nextCursor: string | null } = okBody(
        OPERATIONS.listCalls,
        await send(api().url, OPERATIONS.listCalls, {
          params: { org: tenant.slug },
          token: tenant.ownerToken,
          query: { rule: 'pol_1/rare', limit: 1, ...(cursor ? { cursor } : {}) },
        }),
      );
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    } while (cursor);
    expect(seen).toEqual(wanted.map(({ callId }) => callId).reverse());
  });
});

describe('a record', () => {
  it('keeps what a decision was made from and what it wanted besides, and the call shows it', async () => {
    const [tenant, gateway] = await tenantAndGateway();
    const facts: Partial<DecidedRecord> = {
      context: {
        server: { name: 'Files', tier: 'standard', egress: 'internal', transport: 'stdio', labels: ['eu'] },
        tool: { annotations: { readOnlyHint: true }, state: 'pinned', capabilities: ['read'], risk: 'low' },
        address: '192.0.2.7',
        argumentRoles: { '/path': 'path' },
      },
      exceptions: ['readme-is-fine'],
      labels: ['personal-data'],
      alert: 'high',
      approval: { groups: ['dba'], count: 1, expires: '30m' },
    };
    const decided = decidedRecord(tenant.orgId, { ...facts, arguments: { path: '/a' } });
    await ship(gateway, 1, [decided]);
    const call = okBody<Record<string, unknown>>(
      OPERATIONS.getCall,
      await send(api().url, OPERATIONS.getCall, {
        params: { org: tenant.slug, callId: decided.callId },
        token: tenant.ownerToken,
      }),
    );
    expect(call).toMatchObject({
      context: facts.context,
      approval: facts.approval,
      arguments: { path: '/a' },
      decided: { exceptions: facts.exceptions, labels: facts.labels, alert: 'high' },
    });
  });

  it('does not hold a captured result in the clear; the call shows it', async () => {
    const [tenant, gateway] = await tenantAndGateway();
    const decided = decidedRecord(tenant.orgId);
    const captured: Partial<CompletedRecord> = {
      capturedResult: { value: { text: 'the quick brown result' }, truncated: false },
    };
    await ship(gateway, 1, [decided, completedRecord(decided, captured)]);
    const everything = await api().database.asOwner<{ row: string }>(
      'select row_to_json(r)::text as row from records r union all select row_to_json(c)::text from calls c',
      [],
    );
    expect(everything.some(({ row }) => row.includes('quick brown'))).toBe(false);
    const call = okBody<Record<string, unknown>>(
      OPERATIONS.getCall,
      await send(api().url, OPERATIONS.getCall, {
        params: { org: tenant.slug, callId: decided.callId },
        token: tenant.ownerToken,
      }),
    );
    expect(call).toMatchObject({ completed: captured });
  });
});
