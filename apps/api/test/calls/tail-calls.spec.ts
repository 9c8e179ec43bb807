import { OPERATIONS } from '@sallyport/contracts';
import { completedRecord, decidedRecord } from '@sallyport/testkit';
import { describe, expect, it } from 'vitest';
import { callChannel } from '../../src/platform/channels.js';
import { okBody, send } from '../harness/client.js';
import { openStream } from '../harness/event-stream.js';
import { useApi } from '../harness/start-api.js';
import { createGateway, createTenant, type TestGateway } from '../harness/tenant.js';

const api = useApi();
const { tailCalls, ingestRecords, updateMember } = OPERATIONS;

const ship = async (gateway: TestGateway, first: number, records: readonly unknown[]) => {
  const body = {
    gatewayId: gateway.id,
    epoch: 1,
    records: records.map((record, i) => ({ sequence: first + i, record })),
  };
  okBody(ingestRecords, await send(api().url, ingestRecords, { token: gateway.token, body }));
};

describe('tailCalls', () => {
  it('200: shows a call when it is stored and again when it completes', async () => {
    const tenant = await createTenant(api());
    const gateway = await createGateway(api());
    const stream = await openStream(api().url, tailCalls, { params: { org: tenant.slug }, token: tenant.ownerToken });
    const decided = decidedRecord(tenant.orgId);
    await ship(gateway, 1, [decided]);
    const first = await stream.next(({ event }) => event === 'call');
    expect(tailedCall(first.data)).toEqual({ id: decided.callId, outcome: 'open' });
    await ship(gateway, 2, [completedRecord(decided)]);
    await stream.next(({ data }) => tailedCall(data).outcome === 'delivered');
    stream.close();
  });

  it('200: shows nothing of another tenant, even when the bus carries its ids', async () => {
    const [tenant, other] = [await createTenant(api()), await createTenant(api())];
    const gateway = await createGateway(api());
    const stream = await openStream(api().url, tailCalls, { params: { org: tenant.slug }, token: tenant.ownerToken });
    const [own, foreign] = [decidedRecord(tenant.orgId), decidedRecord(other.orgId)];
    await ship(gateway, 1, [foreign]);
    await api().core.coordination.publish(callChannel(tenant.orgId), JSON.stringify([foreign.callId]));
    await ship(gateway, 2, [own]);
    await stream.next(({ data }) => tailedCall(data).id === own.callId);
    expect(stream.events.map(({ data }) => tailedCall(data).id)).toEqual([own.callId]);
    stream.close();
  });

  it('200: ends within five seconds of the permission', async () => {
    const tenant = await createTenant(api());
    const { memberId, token } = await tenant.join('auditor');
    const stream = await openStream(api().url, tailCalls, { params: { org: tenant.slug }, token });
    const startedAt = performance.now();
    const params = { org: tenant.slug, memberId };
    await send(api().url, updateMember, { params, token: tenant.ownerToken, body: { role: 'developer' } });
    await stream.ended;
    expect(performance.now() - startedAt).toBeLessThan(5000);
  });

  it('200: ends with the token', async () => {
    const tenant = await createTenant(api());
    const { person } = await tenant.join('auditor');
    const token = await api().idp.token(person, { expiresIn: Math.floor(Date.now() / 1000) + 2 });
    const stream = await openStream(api().url, tailCalls, { params: { org: tenant.slug }, token });
    const startedAt = performance.now();
    await stream.ended;
    expect(performance.now() - startedAt).toBeLessThan(3000);
  });
});

const tailedCall = (data: unknown): { id: string; outcome: string } => {
  const { id, outcome } = data as { id: string; outcome: string };
  return { id, outcome };
};
