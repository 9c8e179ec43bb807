import { OPERATIONS, type Snapshot } from '@sallyport/contracts';
import { withOrg } from '@sallyport/db';
import { createCall, createDefinition } from '@sallyport/testkit';
import { describe, expect, it } from 'vitest';
import { okBody, problemOf, send } from '../harness/client.js';
import { useApi } from '../harness/start-api.js';
import { createTenant, type TestTenant, trailOf } from '../harness/tenant.js';
import { newServer } from '../harness/world.js';

const api = useApi();
const { createServer, updateServer, getServer, listServers, listDefinitions } = OPERATIONS;

interface Server {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly counts: Record<string, number>;
}

const create = ({ slug: org, ownerToken: token }: TestTenant, body: unknown) =>
  send(api().url, createServer, { params: { org }, token, body });
const update = ({ slug: org, ownerToken: token }: TestTenant, serverId: string, body: unknown) =>
  send(api().url, updateServer, { params: { org, serverId }, token, body });

const serversInSnapshot = async ({ orgId }: TestTenant): Promise<Snapshot['servers']> => {
  const { payload } = await withOrg(api().core.db, orgId, (tx) =>
    tx.selectFrom('snapshots').select('payload').orderBy('version', 'desc').executeTakeFirstOrThrow(),
  );
  return (JSON.parse(payload) as Snapshot).servers;
};

describe('createServer', () => {
  it('201: adds a server with an address for clients, in the trail and in the next snapshot', async () => {
    const tenant = await createTenant(api());
    const created = okBody<Server>(createServer, await create(tenant, newServer('files')));
    expect(created).toMatchObject({
      slug: 'files',
      tier: 'standard',
      egress: 'external',
      enabled: true,
      state: 'unknown',
      mcpUrl: `http://gateway.test/o/${tenant.slug}/s/files/mcp`,
    });
    expect(await trailOf(api(), tenant.orgId)).toMatchObject([{ action: 'server.created', target: 'files' }]);
    expect(await serversInSnapshot(tenant)).toMatchObject([{ id: created.id, slug: 'files', timeoutMs: 60_000 }]);
  });

  it('409: a short name is given once per organisation, and says nothing about others', async () => {
    const [tenant, other] = [await createTenant(api()), await createTenant(api())];
    okBody(createServer, await create(tenant, newServer('files')));
    problemOf(await create(tenant, newServer('files')), 'server.slug_taken');
    okBody(createServer, await create(other, newServer('files')));
    expect(await serversInSnapshot(tenant)).toHaveLength(1);
  });

  it.each([
    ['a file URL', { kind: 'streamable-http', url: 'file:///etc/passwd' }],
    ['a command instead of a launcher', { kind: 'stdio', launcher: '/bin/sh', args: [], env: {} }],
    ['an unknown transport', { kind: 'carrier-pigeon' }],
  ])('400: refuses %s', async (_, transport) => {
    const tenant = await createTenant(api());
    problemOf(await create(tenant, { ...newServer(), transport }), 'request.invalid');
  });
});

describe('labels', () => {
  it('200: are kept each once and in order, and rules can match by them from the next snapshot on', async () => {
    const tenant = await createTenant(api());
    const labels = ['production', 'eu', 'production'];
    const created = okBody<Server>(createServer, await create(tenant, { ...newServer('labelled'), labels }));
    expect(created).toMatchObject({ labels: ['eu', 'production'] });
    expect(await serversInSnapshot(tenant)).toMatchObject([{ labels: ['eu', 'production'] }]);
    okBody(updateServer, await update(tenant, created.id, { labels: [] }));
    expect(await serversInSnapshot(tenant)).toMatchObject([{ labels: [] }]);
    expect((await trailOf(api(), tenant.orgId)).at(-1)).toMatchObject({ detail: { changed: ['labels'], labels: [] } });
  });

  it('400: are words that rules can name', async () => {
    const tenant = await createTenant(api());
    const sent = await create(tenant, { ...newServer('bad'), labels: ['No Spaces'] });
    expect(problemOf(sent, 'request.invalid').errors).toMatchObject([{ pointer: '/body/labels/0' }]);
  });
});

describe('updateServer', () => {
  it('200: changes only what is given; gateways hear that it is disabled', async () => {
    const tenant = await createTenant(api());
    const { id } = okBody<Server>(createServer, await create(tenant, { ...newServer('files'), description: 'kept' }));
    const changed = okBody(updateServer, await update(tenant, id, { enabled: false, tier: 'sensitive' }));
    expect(changed).toMatchObject({ enabled: false, tier: 'sensitive', description: 'kept' });
    expect(await serversInSnapshot(tenant)).toMatchObject([{ enabled: false, tier: 'sensitive' }]);
    expect((await trailOf(api(), tenant.orgId)).at(-1)).toMatchObject({
      action: 'server.updated',
      target: 'files',
      detail: { changed: ['tier', 'enabled'], enabled: false },
    });
  });

  it('400: knows no other fields, the short name among them', async () => {
    const tenant = await createTenant(api());
    const { id } = okBody<Server>(createServer, await create(tenant, newServer()));
    expect(problemOf(await update(tenant, id, { slug: 'other' }), 'request.invalid').errors).toEqual([
      { pointer: '/body/slug', message: 'Unknown field' },
    ]);
  });

  it('404: a server of another organisation is not there, and stays as it is', async () => {
    const [tenant, other] = [await createTenant(api()), await createTenant(api())];
    const { id } = okBody<Server>(createServer, await create(other, newServer()));
    problemOf(await update(tenant, id, { enabled: false }), 'server.not_found');
    expect(await serversInSnapshot(other)).toMatchObject([{ enabled: true }]);
  });
});

describe('listServers', () => {
  it('200: pages by name, also where names are equal', async () => {
    const tenant = await createTenant(api());
    for (const name of ['b', 'a', 'b', 'c', 'b']) okBody(createServer, await create(tenant, { ...newServer(), name }));
    const names: string[] = [];
    const ids = new Set<string>();
    let cursor: string | null = null;
    do {
      const sent = await send(api().url, listServers, {
        params: { org: tenant.slug },
        token: tenant.ownerToken,
        query: { limit: 2, ...(cursor ? { cursor } : {}) },
      });
      const page: { items: Server[]; nextCursor: string | null } = okBody(listServers, sent);
      for (const { id, name } of page.items) {
        names.push(name);
        ids.add(id);
      }
      cursor = page.nextCursor;
    } while (cursor);
    expect(names).toEqual(['a', 'b', 'b', 'b', 'c']);
    expect(ids.size).toBe(5);
  });

  it('200: counts what each server offers and how it was used', async () => {
    const tenant = await createTenant(api());
    const { id } = okBody<Server>(createServer, await create(tenant, newServer()));
    const idle = okBody<Server>(createServer, await create(tenant, newServer()));
    await withOrg(api().core.db, tenant.orgId, async (tx) => {
      await createDefinition(tx, tenant.orgId, id as never);
      await createDefinition(tx, tenant.orgId, id as never, { state: 'drifted' });
      await createDefinition(tx, tenant.orgId, id as never, { kind: 'prompt', present: false });
      await createDefinition(tx, tenant.orgId, id as never, { kind: 'resource_template', state: 'blocked' });
      await createCall(tx, tenant.orgId, { server_id: id });
      await createCall(tx, tenant.orgId, { server_id: id, effect: 'deny' });
      await createCall(tx, tenant.orgId, { server_id: id, at: new Date(Date.now() - 25 * 3_600_000) });
    });
    const sent = await send(api().url, getServer, {
      params: { org: tenant.slug, serverId: id },
      token: tenant.ownerToken,
    });
    expect(okBody<Server>(getServer, sent).counts).toEqual({
      tools: 2,
      prompts: 0,
      resources: 1,
      drifted: 1,
      blocked: 1,
      findings: 0,
      calls24h: 2,
      denied24h: 1,
    });
    expect(Object.values(idle.counts).every((count) => count === 0)).toBe(true);
  });
});

describe('listDefinitions', () => {
  it('200: pages by kind and name, and filters by kind', async () => {
    const tenant = await createTenant(api());
    const { id } = okBody<Server>(createServer, await create(tenant, newServer()));
    await withOrg(api().core.db, tenant.orgId, async (tx) => {
      for (const name of ['b', 'a', 'c']) await createDefinition(tx, tenant.orgId, id as never, { name });
      await createDefinition(tx, tenant.orgId, id as never, { name: 'p', kind: 'prompt' });
    });
    const list = async (query: Record<string, string | number>) => {
      const params = { org: tenant.slug, serverId: id };
      const sent = await send(api().url, listDefinitions, { params, token: tenant.ownerToken, query });
      return okBody<{ items: { name: string }[]; nextCursor: string | null }>(listDefinitions, sent);
    };
    const first = await list({ limit: 2 });
    expect(first.items.map(({ name }) => name)).toEqual(['p', 'a']);
    const second = await list({ limit: 2, cursor: first.nextCursor ?? '' });
    expect(second.items.map(({ name }) => name)).toEqual(['b', 'c']);
    expect((await list({ kind: 'prompt' })).items.map(({ name }) => name)).toEqual(['p']);
  });
});
