import { createPublicKey, verify } from 'node:crypto';
import { canonicalize } from '@sallyport/audit';
import { OPERATIONS, type SignedSnapshot, type Snapshot, snapshotSchema } from '@sallyport/contracts';
import { withOrg } from '@sallyport/db';
import {
  addToGroup,
  createGroup,
  createMember,
  createPolicy as createPolicyRow,
  createServiceAccount,
  createServiceAccountToken,
} from '@sallyport/testkit';
import { describe, expect, it } from 'vitest';
import { PLATFORM_POLICY } from '../../src/modules/policies/platform-policy.js';
import { okBody, problemOf, send } from '../harness/client.js';
import { openStream } from '../harness/event-stream.js';
import { allowAll } from '../harness/policies.js';
import { useApi } from '../harness/start-api.js';
import { createGateway, createTenant, type TestGateway, type TestTenant } from '../harness/tenant.js';
import { newServer } from '../harness/world.js';

const api = useApi();
const { listSnapshots, getSnapshot, streamSnapshots, createServer, createPolicy } = OPERATIONS;

/** Any change makes a snapshot. */
const addServer = async ({ slug: org, ownerToken: token }: TestTenant) =>
  okBody<{ id: string; slug: string }>(
    createServer,
    await send(api().url, createServer, { params: { org }, token, body: newServer() }),
  );

const fetchSnapshot = async (gateway: TestGateway, { orgId }: TestTenant): Promise<SignedSnapshot> =>
  okBody<SignedSnapshot>(getSnapshot, await send(api().url, getSnapshot, { params: { orgId }, token: gateway.token }));

describe('getSnapshot', () => {
  it('200: is canonical, signed over its exact bytes, and what the contract says', async () => {
    const tenant = await createTenant(api());
    await addServer(tenant);
    const signed = await fetchSnapshot(await createGateway(api()), tenant);
    const key = createPublicKey({ key: Buffer.from(api().snapshotPublicKey, 'base64'), format: 'der', type: 'spki' });
    const isValid = (payload: string) =>
      verify(null, Buffer.from(payload), key, Buffer.from(signed.signature, 'base64url'));
    expect(isValid(signed.payload)).toBe(true);
    expect(isValid(`${signed.payload} `)).toBe(false);
    const snapshot = JSON.parse(signed.payload) as Snapshot;
    expect(snapshotSchema.safeParse(snapshot).error).toBeUndefined();
    expect(canonicalize(snapshot)).toBe(signed.payload);
    expect(snapshot).toMatchObject({ orgId: tenant.orgId, orgSlug: tenant.slug, version: 1 });
  });

  it("200: holds the platform's own policy before the organisation's", async () => {
    const tenant = await createTenant(api());
    await withOrg(api().core.db, tenant.orgId, (tx) => createPolicyRow(tx, tenant.orgId, { name: 'own' }));
    await addServer(tenant);
    const { payload } = await fetchSnapshot(await createGateway(api()), tenant);
    const [platform, own] = (JSON.parse(payload) as Snapshot).policies;
    expect(platform).toEqual(PLATFORM_POLICY.source);
    expect(own).toMatchObject({ name: 'own', version: 1 });
    expect(own).not.toHaveProperty('level');
  });

  it('200: holds principals with groups, and hashes of tokens that are still good', async () => {
    const tenant = await createTenant(api());
    const { orgId } = tenant;
    const made = await withOrg(api().core.db, orgId, async (tx) => {
      const group = await createGroup(tx, orgId, { name: 'engineering' });
      const member = await createMember(tx, orgId);
      const agent = await createServiceAccount(tx, orgId);
      const off = await createServiceAccount(tx, orgId, { disabled: true });
      await addToGroup(tx, orgId, { group_id: group.id, member_id: member.id });
      await addToGroup(tx, orgId, { group_id: group.id, service_account_id: agent.id });
      const good = await createServiceAccountToken(tx, orgId, agent.id);
      await createServiceAccountToken(tx, orgId, agent.id, { revoked_at: new Date() });
      await createServiceAccountToken(tx, orgId, agent.id, { expires_at: new Date(Date.now() - 1000) });
      await createServiceAccountToken(tx, orgId, off.id);
      return { member, agent, off, good };
    });
    await addServer(tenant);
    const { payload } = await fetchSnapshot(await createGateway(api()), tenant);
    const snapshot = JSON.parse(payload) as Snapshot;
    expect(snapshot.principals).toContainEqual({
      id: made.member.id,
      kind: 'user',
      name: made.member.email,
      groups: ['engineering'],
      role: made.member.role,
    });
    expect(snapshot.principals).toContainEqual({
      id: made.agent.id,
      kind: 'service_account',
      name: made.agent.name,
      groups: ['engineering'],
    });
    expect(snapshot.principals.map(({ id }) => id)).not.toContain(made.off.id);
    expect(snapshot.tokens).toEqual([{ hash: made.good.row.hash, principalId: made.agent.id, expiresAt: null }]);
    expect(payload).not.toContain(made.good.token);
  });

  it('404: an organisation the gateway does not serve looks like one that does not exist', async () => {
    const [served, other] = [await createTenant(api()), await createTenant(api())];
    await addServer(other);
    const gateway = await createGateway(api(), [served.orgId]);
    for (const orgId of [other.orgId, 'org_00000000000000000000000000']) {
      problemOf(await send(api().url, getSnapshot, { params: { orgId }, token: gateway.token }), 'org.not_found');
    }
  });
});

describe('listSnapshots', () => {
  it('200: lists what the gateway serves, once it has a snapshot', async () => {
    const [first, second, empty] = [await createTenant(api()), await createTenant(api()), await createTenant(api())];
    await addServer(first);
    await addServer(first);
    await addServer(second);
    const list = async (gateway: TestGateway) =>
      okBody<{ snapshots: unknown[] }>(listSnapshots, await send(api().url, listSnapshots, { token: gateway.token }))
        .snapshots;
    const one = await list(await createGateway(api(), [first.orgId, empty.orgId]));
    expect(one).toEqual([{ orgId: first.orgId, orgSlug: first.slug, version: 2 }]);
    expect((await list(await createGateway(api()))).length).toBeGreaterThanOrEqual(2);
  });
});

describe('streamSnapshots', () => {
  it('200: tells what is newest now, and a publication well under half a second after it', async () => {
    const tenant = await createTenant(api());
    await addServer(tenant);
    const gateway = await createGateway(api(), [tenant.orgId]);
    const stream = await openStream(api().url, streamSnapshots, { token: gateway.token });
    await stream.next(({ data }) => (data as { version: number }).version === 1);
    const body = { text: allowAll('published') };
    const startedAt = performance.now();
    okBody(
      createPolicy,
      await send(api().url, createPolicy, { params: { org: tenant.slug }, token: tenant.ownerToken, body }),
    );
    const event = await stream.next(({ data }) => (data as { version: number }).version === 2);
    expect(event).toMatchObject({ event: 'snapshot', data: { orgId: tenant.orgId, version: 2 } });
    expect(event.at - startedAt).toBeLessThan(500);
    stream.close();
  });

  it('200: hears within two seconds of a change another process made without a bus between them', async () => {
    const tenant = await createTenant(api());
    await addServer(tenant);
    const gateway = await createGateway(api(), [tenant.orgId]);
    const stream = await openStream(api().url, streamSnapshots, { token: gateway.token });
    await withOrg(api().core.db, tenant.orgId, (tx) =>
      tx.updateTable('organisations').set({ snapshot_version: 7 }).execute(),
    );
    await stream.next(({ data }) => (data as { version: number }).version === 7, 2000);
    stream.close();
  });

  it('200: tells a gateway nothing of organisations it does not serve', async () => {
    const [served, other] = [await createTenant(api()), await createTenant(api())];
    const gateway = await createGateway(api(), [served.orgId]);
    const stream = await openStream(api().url, streamSnapshots, { token: gateway.token });
    await addServer(other);
    await addServer(served);
    await stream.next(({ data }) => (data as { orgId: string }).orgId === served.orgId);
    expect(stream.events.map(({ data }) => (data as { orgId: string }).orgId)).not.toContain(other.orgId);
    stream.close();
  });
});
