import { OPERATIONS } from '@sallyport/contracts';
import { withOrg } from '@sallyport/db';
import { createServer } from '@sallyport/testkit';
import { describe, expect, it } from 'vitest';
import { okBody, problemOf, send } from '../harness/client.js';
import { useApi } from '../harness/start-api.js';
import { createGateway, createTenant, type TestGateway, type TestTenant } from '../harness/tenant.js';
import { heartbeatOf } from '../harness/world.js';

const api = useApi();
const { sendHeartbeat, getOverview, getServer } = OPERATIONS;

const beat = (gateway: TestGateway, overrides: Record<string, unknown> = {}) =>
  send(api().url, sendHeartbeat, { token: gateway.token, body: heartbeatOf(gateway, overrides) });

const report = (orgId: string, serverId: string, state: string) => ({
  orgId,
  serverId,
  state,
  detail: `is ${state}`,
  protocolVersion: '2025-11-25',
  serverInfo: { name: 'demo', version: '1' },
});

const gatewaysOf = async ({ slug: org, ownerToken: token }: TestTenant) => {
  const sent = await send(api().url, getOverview, { params: { org }, token });
  return okBody<{ gateways: Record<string, unknown>[] }>(getOverview, sent).gateways;
};

describe('sendHeartbeat', () => {
  it('204: is shown to the organisations the gateway serves, and to no other', async () => {
    const [tenant, other] = [await createTenant(api()), await createTenant(api())];
    const gateway = await createGateway(api(), [tenant.orgId]);
    const spool = { epoch: 1, lastSequence: 12, acknowledged: 5, bytes: 100, writable: false };
    const snapshots = [{ orgId: tenant.orgId, version: 3 }];
    const refusedSnapshots = [
      { orgId: other.orgId, version: 9, reason: 'malformed' },
      { orgId: tenant.orgId, version: 4, reason: 'not_compiled' },
    ] as const;
    expect((await beat(gateway, { spool, snapshots, refusedSnapshots: [...refusedSnapshots] })).status).toBe(204);
    expect(await gatewaysOf(tenant)).toMatchObject([
      {
        id: gateway.id,
        online: true,
        snapshotVersion: 3,
        currentVersion: 0,
        unshippedRecords: 7,
        spoolWritable: false,
        refusal: 'not_compiled',
      },
    ]);
    expect(await gatewaysOf(other)).toEqual([]);
  });

  it('204: the backlog of a shared gateway says nothing of the traffic of others', async () => {
    const tenant = await createTenant(api());
    const gateway = await createGateway(api());
    const spool = (lastSequence: number) => ({ epoch: 1, lastSequence, acknowledged: 0, bytes: 0, writable: true });
    const shown = async () => (await gatewaysOf(tenant)).find(({ id }) => id === gateway.id)?.unshippedRecords;
    await beat(gateway, { spool: spool(999) });
    expect(await shown()).toBe(0);
    await beat(gateway, { spool: spool(2500) });
    expect(await shown()).toBe(2000);
  });

  it('204: states of servers follow, those of others and of unknown ones are dropped', async () => {
    const [tenant, other] = [await createTenant(api()), await createTenant(api())];
    const gateway = await createGateway(api(), [tenant.orgId]);
    const make = ({ orgId }: TestTenant) => withOrg(api().core.db, orgId, (tx) => createServer(tx, orgId));
    const [server, foreign] = [await make(tenant), await make(other)];
    const servers = [
      report(tenant.orgId, server.id, 'up'),
      report(tenant.orgId, foreign.id, 'down'),
      report(tenant.orgId, 'srv_unknown', 'down'),
      report(other.orgId, foreign.id, 'down'),
    ];
    expect((await beat(gateway, { servers })).status).toBe(204);
    const get = async ({ slug: org, ownerToken: token }: TestTenant, serverId: string) =>
      okBody(getServer, await send(api().url, getServer, { params: { org, serverId }, token }));
    expect(await get(tenant, server.id)).toMatchObject({
      state: 'up',
      stateDetail: 'is up',
      protocolVersion: '2025-11-25',
      serverInfo: { name: 'demo', version: '1' },
    });
    expect(await get(other, foreign.id)).toMatchObject({ state: 'unknown' });
  });

  it('204: a server one gateway reaches is up; what was said long ago no longer counts', async () => {
    const tenant = await createTenant(api());
    const [near, far] = [await createGateway(api()), await createGateway(api())];
    const server = await withOrg(api().core.db, tenant.orgId, (tx) => createServer(tx, tenant.orgId));
    await beat(far, { servers: [report(tenant.orgId, server.id, 'down')] });
    await beat(near, { servers: [report(tenant.orgId, server.id, 'up')] });
    const state = async () => {
      const params = { org: tenant.slug, serverId: server.id };
      const sent = await send(api().url, getServer, { params, token: tenant.ownerToken });
      return okBody<{ state: string }>(getServer, sent).state;
    };
    expect(await state()).toBe('up');
    await api().database.asOwner(
      "update server_states set reported_at = now() - interval '5 minutes' where gateway_id = $1",
      [near.id],
    );
    expect(await state()).toBe('down');
  });

  it('400: a gateway speaks for itself only', async () => {
    const [gateway, other] = [await createGateway(api()), await createGateway(api())];
    problemOf(await beat({ id: other.id, token: gateway.token }), 'request.invalid');
  });
});
