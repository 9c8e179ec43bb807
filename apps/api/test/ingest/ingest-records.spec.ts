import { createDecipheriv } from 'node:crypto';
import { digestOf } from '@sallyport/audit';
import { type AuditRecord, type DecidedRecord, type Finding, OPERATIONS } from '@sallyport/contracts';
import { withOrg } from '@sallyport/db';
import { completedRecord, decidedRecord, uniqueWord } from '@sallyport/testkit';
import { describe, expect, it } from 'vitest';
import { okBody, problemOf, type Sent, send } from '../harness/client.js';
import { useApi } from '../harness/start-api.js';
import { createGateway, createTenant, type TestGateway, type TestTenant } from '../harness/tenant.js';

const api = useApi();
const { ingestRecords, listCalls, getCall } = OPERATIONS;
const EPOCH = 1_700_000_000_000;

const ship = (gateway: TestGateway, first: number, records: readonly unknown[], epoch = EPOCH): Promise<Sent> =>
  send(api().url, ingestRecords, {
    token: gateway.token,
    body: { gatewayId: gateway.id, epoch, records: records.map((record, i) => ({ sequence: first + i, record })) },
  });

const acknowledged = (sent: Sent): number => okBody<{ acknowledged: number }>(ingestRecords, sent).acknowledged;

const storedRecords = ({ orgId }: TestTenant) =>
  withOrg(api().core.db, orgId, (tx) => tx.selectFrom('records').selectAll().orderBy('sequence').execute());

const storedCalls = ({ orgId }: TestTenant) =>
  withOrg(api().core.db, orgId, (tx) => tx.selectFrom('calls').selectAll().orderBy('sequence').execute());

const quarantined = (gateway: TestGateway) =>
  api().database.asOwner<{ sequence: string; body: Buffer; problem: string }>(
    'select sequence, body, problem from quarantined_records where gateway_id = $1 order by sequence',
    [gateway.id],
  );

const finding = (overrides: Partial<Finding> = {}): Finding => ({
  detector: 'path.traversal',
  category: 'path',
  severity: 'high',
  confidence: 0.9,
  pointer: '/params/arguments/path',
  start: 0,
  end: 8,
  view: 'raw',
  evidence: '../../..',
  title: 'Path leaves its folder',
  frameworks: [],
  ...overrides,
});

const rule = (ruleId: string, effect: DecidedRecord['effect'], mode: 'enforce' | 'observe' = 'enforce') => ({
  policyId: 'pol_1',
  policyName: 'baseline',
  policyVersion: 1,
  ruleId,
  line: 3,
  effect,
  mode,
  because: [],
});

describe('ingestRecords', () => {
  it('200: stores both stages, each record as its digest says, and one call', async () => {
    const tenant = await createTenant(api());
    const gateway = await createGateway(api());
    const decided = decidedRecord(tenant.orgId, { rules: [rule('seen', 'deny', 'observe'), rule('all', 'allow')] });
    expect(acknowledged(await ship(gateway, 1, [decided, completedRecord(decided)]))).toBe(2);
    const records = await storedRecords(tenant);
    expect(records.map(({ stage }) => stage)).toEqual(['decided', 'completed']);
    for (const { body, digest } of records) expect(digestOf(body)).toBe(digest);
    expect(await storedCalls(tenant)).toMatchObject([
      {
        id: decided.callId,
        outcome: 'delivered',
        effect: 'allow',
        decided_by: 'all',
        total_us: 5000,
        method: 'tools/call',
      },
    ]);
  });

  it('200: takes the stages of a call in separate batches', async () => {
    const tenant = await createTenant(api());
    const gateway = await createGateway(api());
    const decided = decidedRecord(tenant.orgId, { findings: [finding()] });
    await ship(gateway, 1, [decided]);
    expect(await storedCalls(tenant)).toMatchObject([{ outcome: null, finding_count: 1, severity: 'high' }]);
    const refused = completedRecord(decided, {
      effect: 'deny',
      outcome: 'denied',
      reasons: ['rule-matched', 'definition-drifted'],
      rules: [rule('stop', 'deny')],
      findings: [finding(), finding({ pointer: '/result/content/0/text', category: 'secret', severity: 'critical' })],
    });
    await ship(gateway, 2, [refused]);
    expect(await storedCalls(tenant)).toMatchObject([
      {
        outcome: 'denied',
        effect: 'deny',
        decided_by: 'stop',
        severity: 'critical',
        categories: ['path', 'secret'],
        reasons: ['definition-drifted', 'rule-matched'],
        finding_count: 2,
      },
    ]);
  });

  it('200: a milder second stage does not hide what the first one decided', async () => {
    const tenant = await createTenant(api());
    const gateway = await createGateway(api());
    const decided = decidedRecord(tenant.orgId, { effect: 'deny', rules: [rule('stop', 'deny')] });
    await ship(gateway, 1, [decided, completedRecord(decided, { effect: 'allow', rules: [], outcome: 'denied' })]);
    expect(await storedCalls(tenant)).toMatchObject([{ effect: 'deny', decided_by: 'stop' }]);
  });

  it('200: the first end of a call counts; a second one is evidence and changes nothing', async () => {
    const tenant = await createTenant(api());
    const gateway = await createGateway(api());
    const decided = decidedRecord(tenant.orgId);
    await ship(gateway, 1, [decided, completedRecord(decided)]);
    const before = await storedCalls(tenant);
    await ship(gateway, 3, [
      completedRecord(decided, { outcome: 'denied', effect: 'deny', rules: [rule('late', 'deny')] }),
    ]);
    expect(await storedCalls(tenant)).toEqual(before);
    expect(await storedRecords(tenant)).toHaveLength(3);
  });

  it('200: a batch sent again, or overlapping, changes nothing', async () => {
    const tenant = await createTenant(api());
    const gateway = await createGateway(api());
    const records = Array.from({ length: 6 }, () => decidedRecord(tenant.orgId));
    expect(acknowledged(await ship(gateway, 1, records.slice(0, 4)))).toBe(4);
    expect(acknowledged(await ship(gateway, 1, records.slice(0, 4)))).toBe(4);
    expect(acknowledged(await ship(gateway, 3, records.slice(2)))).toBe(6);
    expect(acknowledged(await ship(gateway, 2, records.slice(1, 3)))).toBe(6);
    expect((await storedRecords(tenant)).map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(await storedCalls(tenant)).toHaveLength(6);
  });

  it('200: what was stored but not acknowledged before a crash is not stored twice', async () => {
    const tenant = await createTenant(api());
    const gateway = await createGateway(api());
    const decided = decidedRecord(tenant.orgId, { findings: [finding()] });
    const batch = [decided, completedRecord(decided)];
    await ship(gateway, 1, batch);
    await api().database.asOwner('delete from ingest_cursors where gateway_id = $1', [gateway.id]);
    const before = await storedCalls(tenant);
    expect(acknowledged(await ship(gateway, 1, batch))).toBe(2);
    expect(await storedRecords(tenant)).toHaveLength(2);
    expect(await storedCalls(tenant)).toEqual(before);
  });

  it('200: the same batch sent many times at once is stored once', async () => {
    const tenant = await createTenant(api());
    const gateway = await createGateway(api());
    const records = Array.from({ length: 20 }, () => decidedRecord(tenant.orgId));
    const sent = await Promise.all(Array.from({ length: 5 }, () => ship(gateway, 1, records)));
    expect(sent.map(acknowledged)).toEqual([20, 20, 20, 20, 20]);
    expect(await storedRecords(tenant)).toHaveLength(20);
  });

  it('409: refuses a batch that leaves a gap, and says where to go on', async () => {
    const tenant = await createTenant(api());
    const gateway = await createGateway(api());
    await ship(gateway, 1, [decidedRecord(tenant.orgId)]);
    const problem = problemOf(await ship(gateway, 3, [decidedRecord(tenant.orgId)]), 'ingest.sequence_gap');
    expect(problem.acknowledged).toBe(1);
    const inside = await send(api().url, ingestRecords, {
      token: gateway.token,
      body: { gatewayId: gateway.id, epoch: EPOCH, records: [2, 4].map((sequence) => ({ sequence, record: {} })) },
    });
    problemOf(inside, 'ingest.sequence_gap');
    expect(await storedRecords(tenant)).toHaveLength(1);
  });

  it('200: a new epoch begins at one again', async () => {
    const tenant = await createTenant(api());
    const gateway = await createGateway(api());
    await ship(gateway, 1, [decidedRecord(tenant.orgId)]);
    expect(acknowledged(await ship(gateway, 1, [decidedRecord(tenant.orgId)], EPOCH + 1))).toBe(1);
    expect(await storedRecords(tenant)).toHaveLength(2);
  });

  it('200: keeps the records of two tenants in one batch apart', async () => {
    const [first, second] = [await createTenant(api()), await createTenant(api())];
    const gateway = await createGateway(api());
    const mixed = [first, second, first, second].map(({ orgId }) => decidedRecord(orgId));
    expect(acknowledged(await ship(gateway, 1, mixed))).toBe(4);
    for (const tenant of [first, second]) {
      const records = await storedRecords(tenant);
      expect(records.map(({ org_id }) => org_id)).toEqual([tenant.orgId, tenant.orgId]);
      const sent = await send(api().url, listCalls, { params: { org: tenant.slug }, token: tenant.ownerToken });
      const { items } = okBody<{ items: { id: string }[] }>(listCalls, sent);
      const own = mixed.filter(({ orgId }) => orgId === tenant.orgId).map(({ callId }) => callId);
      expect(items.map(({ id }) => id).sort()).toEqual(own.sort());
    }
  });

  it('200: a record that cannot be read is kept with its bytes, loudly, and holds back nothing', async () => {
    const tenant = await createTenant(api());
    const gateway = await createGateway(api(), [tenant.orgId]);
    const good = [decidedRecord(tenant.orgId), decidedRecord(tenant.orgId)];
    const foreign = decidedRecord((await createTenant(api())).orgId);
    const text = JSON.stringify({
      gatewayId: gateway.id,
      epoch: EPOCH,
      records: [good[0], { stage: 'decided', big: 0.5 }, good[1], foreign].map((record, i) => ({
        sequence: i + 1,
        record,
      })),
    }).replace('0.5', '12345678901234567890');
    const sent = await send(api().url, ingestRecords, { token: gateway.token, body: text });
    expect(acknowledged(sent)).toBe(4);
    expect((await storedRecords(tenant)).map(({ sequence }) => sequence)).toEqual([1, 3]);
    const kept = await quarantined(gateway);
    expect(kept.map(({ sequence }) => Number(sequence))).toEqual([2, 4]);
    expect(kept[0]?.body.toString()).toBe('{"sequence":2,"record":{"stage":"decided","big":12345678901234567890}}');
    expect(kept[1]?.problem).toBe('orgId: not served by this gateway');
    expect(api().log.filter(({ gatewayId, level }) => gatewayId === gateway.id && level === 'error')).toHaveLength(2);
    expect(acknowledged(await ship(gateway, 5, [decidedRecord(tenant.orgId)]))).toBe(5);
  });

  it('200: a record the database refuses is found among its neighbours and kept aside', async () => {
    const tenant = await createTenant(api());
    const gateway = await createGateway(api());
    const records: AuditRecord[] = Array.from({ length: 9 }, () => decidedRecord(tenant.orgId));
    records[2] = decidedRecord(tenant.orgId, { callId: 'call\u0000' });
    records[5] = decidedRecord(tenant.orgId, { at: 9e15 });
    records[7] = decidedRecord(tenant.orgId, { snapshotVersion: 2 ** 40 });
    expect(acknowledged(await ship(gateway, 1, records))).toBe(9);
    expect((await storedRecords(tenant)).map(({ sequence }) => sequence)).toEqual([1, 2, 4, 5, 7, 9]);
    expect((await quarantined(gateway)).map(({ sequence }) => Number(sequence))).toEqual([3, 6, 8]);
  });

  it('200: stores text that Postgres cannot, in the record as it is and in the call made storable', async () => {
    const tenant = await createTenant(api());
    const gateway = await createGateway(api());
    const name = 'read\u0000file';
    await ship(gateway, 1, [decidedRecord(tenant.orgId, { target: { kind: 'tool', name } })]);
    expect(await storedCalls(tenant)).toMatchObject([{ target_name: 'read\ufffdfile' }]);
    const [row] = await api().database.asOwner<{ body: string }>('select body::text from records where org_id = $1', [
      tenant.orgId,
    ]);
    expect((JSON.parse(row?.body ?? '{}') as DecidedRecord).target.name).toBe(name);
  });

  it('400: a gateway speaks for itself only', async () => {
    const [gateway, other] = [await createGateway(api()), await createGateway(api())];
    const sent = await ship({ id: other.id, token: gateway.token }, 1, [{}]);
    expect(problemOf(sent, 'request.invalid').errors?.[0]?.pointer).toBe('/body/gatewayId');
    expect(await quarantined(other)).toEqual([]);
  });

  it('200: takes a batch of a thousand records with large findings', async () => {
    const tenant = await createTenant(api());
    const gateway = await createGateway(api());
    const findings = Array.from({ length: 20 }, (_, start) => finding({ start, evidence: 'x'.repeat(200) }));
    const records = Array.from({ length: 1000 }, () => decidedRecord(tenant.orgId, { findings }));
    expect(acknowledged(await ship(gateway, 1, records))).toBe(1000);
    expect(await storedCalls(tenant)).toHaveLength(1000);
  });
});

describe('kept arguments', () => {
  it('are stored encrypted and read by members of the organisation only', async () => {
    const tenant = await createTenant(api());
    const gateway = await createGateway(api());
    const word = uniqueWord('needle');
    const decided = decidedRecord(tenant.orgId, { arguments: { path: word } });
    await ship(gateway, 1, [decided]);
    const tables = await api().database.asOwner<{ all: string }>(
      "select (select string_agg(r::text, '') from records r) || (select string_agg(c::text, '') from calls c) as all",
    );
    expect(tables[0]?.all).not.toContain(word);
    expect(tables[0]?.all).not.toContain(Buffer.from(word).toString('hex'));
    const params = { org: tenant.slug, callId: decided.callId };
    const call = okBody<{ arguments: unknown }>(
      getCall,
      await send(api().url, getCall, { params, token: tenant.ownerToken }),
    );
    expect(call.arguments).toEqual({ path: word });
  });

  it('use a key of the organisation that is stored only wrapped', async () => {
    const tenant = await createTenant(api());
    const gateway = await createGateway(api());
    await ship(gateway, 1, [decidedRecord(tenant.orgId, { arguments: { a: 1 } })]);
    const { id, key } = await api().core.dataKeys.current(tenant.orgId);
    const [stored] = await withOrg(api().core.db, tenant.orgId, (tx) =>
      tx.selectFrom('org_data_keys').selectAll().execute(),
    );
    expect(stored?.id).toBe(id);
    expect(stored?.wrapped.includes(key)).toBe(false);
    const [call] = await storedCalls(tenant);
    const sealed = call?.arguments_enc ?? Buffer.alloc(0);
    const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12))
      .setAAD(Buffer.from(`call-arguments/${tenant.orgId}/${call?.id}`))
      .setAuthTag(sealed.subarray(-16));
    expect(Buffer.concat([decipher.update(sealed.subarray(12, -16)), decipher.final()]).toString()).toBe('{"a":1}');
  });

  it('are null when none were kept', async () => {
    const tenant = await createTenant(api());
    const gateway = await createGateway(api());
    const decided = decidedRecord(tenant.orgId, { arguments: null, argumentsTruncated: true });
    await ship(gateway, 1, [decided]);
    const params = { org: tenant.slug, callId: decided.callId };
    const call = okBody(getCall, await send(api().url, getCall, { params, token: tenant.ownerToken }));
    expect(call).toMatchObject({ arguments: null, argumentsTruncated: true });
  });
});
