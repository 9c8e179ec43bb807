import { OPERATIONS } from '@sallyport/contracts';
import { withOrg } from '@sallyport/db';
import { createServiceAccount } from '@sallyport/testkit';
import { afterEach, describe, expect, it } from 'vitest';
import { okBody, problemOf, send } from '../harness/client.js';
import { addOAuthServer, callBack, complete, connect, consent, signIn, start } from '../harness/connections.js';
import { useApi } from '../harness/start-api.js';
import { createGateway, createTenant, type TestTenant, trailOf } from '../harness/tenant.js';

const api = useApi();
afterEach(() => {
  api().oauth.issuer.setConsent(true);
  api().oauth.server.nameIssuers([api().oauth.issuer.issuer]);
});

const newWorld = async () => {
  const tenant = await createTenant(api());
  const server = await addOAuthServer(api(), tenant);
  const me = await tenant.join('developer');
  const connecting = { org: tenant.slug, serverId: server.id, token: me.token };
  return { tenant, server, me, connecting };
};

const stateOf = async (tenant: TestTenant, token: string, serverId: string, query = {}) =>
  okBody<Record<string, unknown>>(
    OPERATIONS.getConnection,
    await send(api().url, OPERATIONS.getConnection, { token, params: { org: tenant.slug, serverId }, query }),
  );

const grantsOf = async (
  { orgId }: TestTenant,
  gatewayToken: string,
): Promise<{ id: string; principalId: string }[]> => {
  const sent = await send(api().url, OPERATIONS.getSnapshot, { token: gatewayToken, params: { orgId } });
  const { payload } = JSON.parse(sent.text) as { payload: string };
  return (JSON.parse(payload) as { grants: { id: string; principalId: string }[] }).grants;
};

describe('a connection', () => {
  it('is made by a person at the authorization server of the server, and shown as theirs', async () => {
    const { tenant, server, me, connecting } = await newWorld();
    expect(await stateOf(tenant, me.token, server.id)).toMatchObject({ state: 'not_needed', connectedAt: null });
    expect(await connect(api(), connecting)).toMatchObject({
      serverId: server.id,
      principal: { id: me.memberId, kind: 'user', name: me.person.name },
      state: 'connected',
      issuer: api().oauth.issuer.issuer,
      connectedBy: me.person.name,
      renews: true,
    });
    expect(await stateOf(tenant, tenant.ownerToken, server.id)).toMatchObject({ state: 'not_needed' });
    expect((await trailOf(api(), tenant.orgId)).map(({ actor, action, target }) => [actor, action, target])).toEqual([
      [me.person.name, 'server.connected', server.name],
    ]);
  });

  it('asks with PKCE, the resource, and a client registered at that very issuer', async () => {
    const { connecting } = await newWorld();
    const { authorizeUrl } = okBody<{ authorizeUrl: string }>(
      OPERATIONS.startConnection,
      await start(api(), connecting),
    );
    const url = new URL(authorizeUrl);
    expect(url.origin).toBe(api().oauth.issuer.issuer);
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      response_type: 'code',
      code_challenge_method: 'S256',
      resource: api().oauth.server.url,
      redirect_uri: 'https://api.test/oauth/upstream/callback',
    });
  });

  it('keeps no secret in the clear', async () => {
    const { tenant, connecting } = await newWorld();
    await connect(api(), connecting);
    const rows = await api().database.asOwner<{ row: string }>(
      `select to_json(t)::text as row from upstream_grants t where org_id = $1
       union all select to_json(t)::text from upstream_clients t where org_id = $1
       union all select to_json(t)::text from upstream_sign_ins t where org_id = $1`,
      [tenant.orgId],
    );
    const text = rows.map(({ row }) => row).join('\n');
    expect(text).toContain('tokens_enc');
    expect(text).not.toMatch(/\b(at|rt|code)-[\w-]{10}/);
    for (const token of ['at-', 'rt-']) expect(text).not.toContain(Buffer.from(token).toString('hex'));
    expect(JSON.stringify(api().log)).not.toMatch(/\b(at|rt|code)-[\w-]{20}/);
  });

  it('is made for a service account by who may change service accounts, and by nobody else', async () => {
    const { tenant, server, connecting } = await newWorld();
    const account = await withOrg(api().core.db, tenant.orgId, (tx) => createServiceAccount(tx, tenant.orgId));
    problemOf(await start(api(), { ...connecting, serviceAccountId: account.id }), 'permission.missing');
    const { token } = await tenant.join('security_admin');
    const back = await signIn(api(), { ...connecting, token, serviceAccountId: account.id });
    expect(back.searchParams.get('account')).toBe(account.id);
    okBody(OPERATIONS.completeConnection, await complete(api(), tenant.slug, token, back.searchParams.get('ticket')));
    expect(await stateOf(tenant, token, server.id, { serviceAccountId: account.id })).toMatchObject({
      state: 'connected',
      principal: { id: account.id, kind: 'service_account' },
    });
    expect(await stateOf(tenant, token, server.id)).toMatchObject({ connectedAt: null });
  });

  it('reaches gateways with the snapshot, and leaves them with it when it is ended', async () => {
    const { tenant, server, me, connecting } = await newWorld();
    const gateway = await createGateway(api(), [tenant.orgId]);
    await connect(api(), connecting);
    const [grant] = await grantsOf(tenant, gateway.token);
    expect(grant).toMatchObject({ principalId: me.memberId });
    await connect(api(), connecting);
    const [again] = await grantsOf(tenant, gateway.token);
    expect(again?.id).not.toBe(grant?.id);
    const end = () =>
      send(api().url, OPERATIONS.deleteConnection, {
        token: me.token,
        params: { org: tenant.slug, serverId: server.id },
      });
    expect((await end()).status).toBe(204);
    expect(await grantsOf(tenant, gateway.token)).toEqual([]);
    expect((await end()).status).toBe(204);
    const trail = await trailOf(api(), tenant.orgId);
    expect(trail.map(({ action }) => action)).toEqual(['server.connected', 'server.connected', 'server.disconnected']);
    expect(api().oauth.issuer.requests.some(({ path }) => path === '/revoke')).toBe(true);
  });

  it('does not survive that the server moves to another address', async () => {
    const { tenant, server, me, connecting } = await newWorld();
    await connect(api(), connecting);
    await send(api().url, OPERATIONS.updateServer, {
      token: tenant.ownerToken,
      params: { org: tenant.slug, serverId: server.id },
      body: { transport: { kind: 'streamable-http', url: 'https://elsewhere.example/mcp' } },
    });
    expect(await stateOf(tenant, me.token, server.id)).toMatchObject({ state: 'lapsed' });
    const gateway = await createGateway(api(), [tenant.orgId]);
    expect(await grantsOf(tenant, gateway.token)).toEqual([]);
  });
});

describe('a sign-in', () => {
  it('is answered once: neither the callback nor the ticket works again', async () => {
    const { tenant, me, connecting } = await newWorld();
    const { authorizeUrl } = okBody<{ authorizeUrl: string }>(
      OPERATIONS.startConnection,
      await start(api(), connecting),
    );
    const answer = await consent(authorizeUrl);
    const first = await callBack(api(), answer);
    expect(first.status).toBe(303);
    expect((await callBack(api(), answer)).status).toBe(400);
    const ticket = new URL(first.headers.get('location') ?? '').searchParams.get('ticket');
    okBody(OPERATIONS.completeConnection, await complete(api(), tenant.slug, me.token, ticket));
    problemOf(await complete(api(), tenant.slug, me.token, ticket), 'sign_in.not_found');
  });

  it('ends at the console, and neither code nor state travel there', async () => {
    const { tenant, server, connecting } = await newWorld();
    const back = await signIn(api(), connecting);
    expect(`${back.origin}${back.pathname}`).toBe(`http://console.test/${tenant.slug}/servers/${server.id}`);
    expect([...back.searchParams.keys()].sort()).toEqual(['tab', 'ticket']);
  });

  it('is finished by the person who started it and by nobody else, and is over when another tries', async () => {
    const { tenant, me, connecting } = await newWorld();
    const tokens = api().oauth.issuer.requests.filter(({ path }) => path === '/token').length;
    for (const role of ['owner', 'developer'] as const) {
      const ticket = (await signIn(api(), connecting)).searchParams.get('ticket');
      const other = await tenant.join(role);
      problemOf(await complete(api(), tenant.slug, other.token, ticket), 'sign_in.not_found');
      problemOf(await complete(api(), tenant.slug, me.token, ticket), 'sign_in.not_found');
    }
    expect(api().oauth.issuer.requests.filter(({ path }) => path === '/token')).toHaveLength(tokens);
  });

  it('of another organisation is one that does not exist', async () => {
    const { connecting } = await newWorld();
    const ticket = (await signIn(api(), connecting)).searchParams.get('ticket');
    const stranger = await createTenant(api());
    problemOf(await complete(api(), stranger.slug, stranger.ownerToken, ticket), 'sign_in.not_found');
  });

  it.each([
    '',
    '?state=',
    '?state=org_0.x&code=y',
    `?state=org_${'0'.repeat(26)}.x&code=y`,
    `?state=${'x'.repeat(9000)}`,
  ])('nobody knows is answered alike: %s', async (query) => {
    const answer = await fetch(`${api().url}/oauth/upstream/callback${query}`, { redirect: 'manual' });
    expect([answer.status, answer.headers.get('location')]).toEqual([400, null]);
  });

  it('expires after ten minutes', async () => {
    const { tenant, me, connecting } = await newWorld();
    const { authorizeUrl } = okBody<{ authorizeUrl: string }>(
      OPERATIONS.startConnection,
      await start(api(), connecting),
    );
    const answer = await consent(authorizeUrl);
    const ticket = (await signIn(api(), connecting)).searchParams.get('ticket');
    const [row] = await api().database.asOwner<{ left: number }>(
      `select extract(epoch from max(expires_at) - now())::int as left from upstream_sign_ins where org_id = $1`,
      [tenant.orgId],
    );
    expect(row?.left).toBeLessThanOrEqual(600);
    await api().database.asOwner(`update upstream_sign_ins set expires_at = now() where org_id = $1`, [tenant.orgId]);
    expect((await callBack(api(), answer)).status).toBe(400);
    problemOf(await complete(api(), tenant.slug, me.token, ticket), 'sign_in.not_found');
  });

  it('tells that the person refused', async () => {
    const { tenant, me, connecting } = await newWorld();
    api().oauth.issuer.setConsent(false);
    const ticket = (await signIn(api(), connecting)).searchParams.get('ticket');
    const problem = problemOf(await complete(api(), tenant.slug, me.token, ticket), 'upstream.authorization_failed');
    expect(problem.problem).toBe('consent-refused');
  });

  it('gives nothing to an answer that claims another issuer (RFC 9207)', async () => {
    const { tenant, me, connecting } = await newWorld();
    const { authorizeUrl } = okBody<{ authorizeUrl: string }>(
      OPERATIONS.startConnection,
      await start(api(), connecting),
    );
    const answer = await consent(authorizeUrl);
    answer.searchParams.set('iss', 'https://evil.example');
    const back = await callBack(api(), answer);
    const ticket = new URL(back.headers.get('location') ?? '').searchParams.get('ticket');
    const problem = problemOf(await complete(api(), tenant.slug, me.token, ticket), 'upstream.authorization_failed');
    expect(problem.problem).toBe('response-mismatch');
  });

  it('says what is wrong with an authorization server that cannot be used', async () => {
    const { connecting } = await newWorld();
    api().oauth.server.nameIssuers(['http://127.0.0.1:9']);
    const problem = problemOf(await start(api(), connecting), 'upstream.authorization_failed');
    expect(problem).toMatchObject({ problem: 'metadata-unreachable' });
  });
});

describe('who we are', () => {
  it('is told by a document whose address is our name', async () => {
    const answer = await fetch(`${api().url}/oauth/client.json`);
    expect(await answer.json()).toMatchObject({
      client_id: 'https://api.test/oauth/client.json',
      redirect_uris: ['https://api.test/oauth/upstream/callback'],
      token_endpoint_auth_method: 'none',
    });
    expect(answer.headers.get('cache-control')).toContain('max-age');
  });

  it('can be registered by hand, goes before anything else, and is forgotten with what was made by it', async () => {
    const { tenant, server, me, connecting } = await newWorld();
    const { issuer } = api().oauth.issuer;
    const params = { org: tenant.slug };
    const save = { token: tenant.ownerToken, params, body: { issuer, clientId: 'by-hand', clientSecret: 'sssh' } };
    const saved = await send(api().url, OPERATIONS.saveUpstreamClient, save);
    expect(okBody(OPERATIONS.saveUpstreamClient, saved)).toMatchObject({ kind: 'preregistered', hasSecret: true });
    expect(saved.text).not.toContain('sssh');
    await connect(api(), connecting);
    const exchange = api().oauth.issuer.requests.findLast(({ path }) => path === '/token');
    expect(exchange?.authorization).toBe(`Basic ${Buffer.from('by-hand:sssh').toString('base64')}`);
    const forget = { token: tenant.ownerToken, params, query: { issuer } };
    expect((await send(api().url, OPERATIONS.deleteUpstreamClient, forget)).status).toBe(204);
    expect(await stateOf(tenant, me.token, server.id)).toMatchObject({ connectedAt: null });
  });
});
