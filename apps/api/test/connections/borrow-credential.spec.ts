import { createHash } from 'node:crypto';
import { type CredentialAnswer, OPERATIONS } from '@sallyport/contracts';
import { afterEach, describe, expect, it } from 'vitest';
import { okBody, problemOf, send } from '../harness/client.js';
import { addOAuthServer, connect } from '../harness/connections.js';
import { useApi } from '../harness/start-api.js';
import { createGateway, createTenant } from '../harness/tenant.js';

const api = useApi();
afterEach(() => api().oauth.issuer.setLifetime(3600));

const digestOf = (token: string) => `sha256:${createHash('sha256').update(token).digest('hex')}`;
const refusal = (token: string | null, status: 401 | 403 = 401, challenge: string | null = null) => ({
  status,
  challenge,
  tokenDigest: token === null ? null : digestOf(token),
});

/** A connected person at a server, and the gateway that serves them. */
const newWorld = async () => {
  const tenant = await createTenant(api());
  const server = await addOAuthServer(api(), tenant);
  const me = await tenant.join('developer');
  const gateway = await createGateway(api(), [tenant.orgId]);
  const ask = (overrides: object = {}, token = gateway.token) =>
    send(api().url, OPERATIONS.borrowCredential, {
      token,
      body: {
        gatewayId: gateway.id,
        orgId: tenant.orgId,
        serverId: server.id,
        serverUrl: api().oauth.server.url,
        principalId: me.memberId,
        refused: null,
        ...overrides,
      },
    });
  const borrow = async (overrides: object = {}) =>
    okBody<CredentialAnswer>(OPERATIONS.borrowCredential, await ask(overrides));
  const granted = async (overrides: object = {}) => {
    const answer = await borrow(overrides);
    if (answer.state !== 'granted') throw new Error(`not granted: ${JSON.stringify(answer)}`);
    return answer;
  };
  const connecting = { org: tenant.slug, serverId: server.id, token: me.token };
  return { tenant, server, me, ask, borrow, granted, connecting };
};

const refreshes = () => api().oauth.issuer.requests.filter(({ form }) => form.get('grant_type') === 'refresh_token');

describe('a gateway', () => {
  it('borrows the access token of a connected principal, never the refresh token', async () => {
    const { granted, connecting } = await newWorld();
    await connect(api(), connecting);
    const answer = await granted();
    expect(api().oauth.issuer.verify(answer.accessToken, api().oauth.server.url)).not.toBeNull();
    expect(answer.expiresAt).toBeGreaterThan(Date.now());
    expect(JSON.stringify(answer)).not.toContain('rt-');
    expect((await granted()).accessToken).toBe(answer.accessToken);
  });

  it('is told where a person connects when there is no grant, and what the server asked is kept for that', async () => {
    const { tenant, server, me, borrow, connecting } = await newWorld();
    const challenge = `Bearer resource_metadata="${new URL('/.well-known/oauth-protected-resource/mcp', api().oauth.server.url)}", scope="files:read"`;
    expect(await borrow({ refused: refusal(null, 401, challenge) })).toEqual({
      state: 'authorization_required',
      url: `http://console.test/${tenant.slug}/servers/${server.id}?tab=connection`,
    });
    const sent = await send(api().url, OPERATIONS.getConnection, {
      token: me.token,
      params: { org: tenant.slug, serverId: server.id },
    });
    expect(okBody(OPERATIONS.getConnection, sent)).toMatchObject({ state: 'not_connected' });
    expect(await connect(api(), connecting)).toMatchObject({ scopes: ['files:read'] });
  });

  it('gets nothing for an organisation it does not serve, for a server of another, or for another address', async () => {
    const { ask, borrow, connecting } = await newWorld();
    await connect(api(), connecting);
    const stranger = await createTenant(api());
    const foreign = await addOAuthServer(api(), stranger);
    const outsider = await createGateway(api(), [stranger.orgId]);
    problemOf(await ask({ gatewayId: outsider.id }, outsider.token), 'server.not_found');
    problemOf(await ask({ gatewayId: outsider.id }), 'request.invalid');
    problemOf(await ask({ serverId: foreign.id }), 'server.not_found');
    problemOf(await ask({ orgId: stranger.orgId, serverId: foreign.id }), 'server.not_found');
    const elsewhere = { serverUrl: 'https://evil.example/mcp', refused: refusal(null) };
    expect(await borrow(elsewhere)).toMatchObject({ state: 'authorization_required' });
    expect(await borrow({ principalId: 'mem_00000000000000000000000000' })).toMatchObject({
      state: 'authorization_required',
    });
    expect(await borrow({ principalId: null })).toMatchObject({ state: 'authorization_required' });
  });

  it('gets a renewed token when the old one ends soon or was refused, and the same one when somebody else renewed it', async () => {
    api().oauth.issuer.setLifetime(20);
    const { granted, connecting } = await newWorld();
    await connect(api(), connecting);
    api().oauth.issuer.setLifetime(3600);
    const first = await granted();
    const before = refreshes().length;
    expect((await granted()).accessToken).toBe(first.accessToken);
    expect((await granted({ refused: refusal('at-of-long-ago') })).accessToken).toBe(first.accessToken);
    expect(refreshes()).toHaveLength(before);
  });

  it('renews once although many ask at once: a rotated refresh token is never used twice', async () => {
    const { granted, connecting } = await newWorld();
    await connect(api(), connecting);
    const { accessToken } = await granted();
    api().oauth.issuer.expireAccessTokens();
    const before = refreshes().length;
    const answers = await Promise.all([1, 2, 3, 4].map(() => granted({ refused: refusal(accessToken) })));
    expect(new Set(answers.map((answer) => answer.accessToken)).size).toBe(1);
    expect(answers[0]?.accessToken).not.toBe(accessToken);
    expect(refreshes()).toHaveLength(before + 1);
    expect(refreshes().at(-1)?.form.get('resource')).toBe(api().oauth.server.url);
  });

  it('is sent to a person when the authorization server ended the grant, at once and from then on', async () => {
    const { tenant, server, me, granted, borrow, connecting } = await newWorld();
    await connect(api(), connecting);
    const { accessToken } = await granted();
    api().oauth.issuer.revokeEverything();
    expect(await borrow({ refused: refusal(accessToken) })).toMatchObject({ state: 'authorization_required' });
    const before = refreshes().length;
    expect(await borrow()).toMatchObject({ state: 'authorization_required' });
    expect(refreshes()).toHaveLength(before);
    const sent = await send(api().url, OPERATIONS.getConnection, {
      token: me.token,
      params: { org: tenant.slug, serverId: server.id },
    });
    expect(okBody(OPERATIONS.getConnection, sent)).toMatchObject({ state: 'lapsed' });
  });

  it('is not sent round in circles by a server that refuses what was just renewed', async () => {
    const { granted, borrow, connecting } = await newWorld();
    await connect(api(), connecting);
    const first = await granted();
    const renewed = await granted({ refused: refusal(first.accessToken) });
    expect(await borrow({ refused: refusal(renewed.accessToken) })).toMatchObject({ state: 'authorization_required' });
  });

  it('steps up through a person: scopes of before and scopes that were missing are asked for together', async () => {
    const { granted, borrow, connecting } = await newWorld();
    await borrow({ refused: refusal(null, 401, 'Bearer scope="files:read"') });
    await connect(api(), connecting);
    const { accessToken } = await granted();
    const missing = refusal(accessToken, 403, 'Bearer error="insufficient_scope", scope="files:write"');
    expect(await borrow({ refused: missing })).toMatchObject({ state: 'authorization_required' });
    expect((await granted()).accessToken).toBe(accessToken);
    expect(await connect(api(), connecting)).toMatchObject({
      scopes: ['files:read', 'files:write'],
      missingScopes: [],
    });
  });
});
