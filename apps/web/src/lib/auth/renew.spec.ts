import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { needsRenewal, renewSession } from './renew';
import type { Session } from './session';

/** A provider that rotates refresh tokens and, like a strict one, ends the grant when it sees one twice. */
const startProvider = (): Server => {
  const spent = new Set<string>();
  const server = createServer(async (req, res) => {
    const { port } = server.address() as AddressInfo;
    if (req.url === '/.well-known/openid-configuration') {
      return void res.end(JSON.stringify({ token_endpoint: `http://127.0.0.1:${port}/token` }));
    }
    let body = '';
    for await (const chunk of req) body += chunk;
    const form = new URLSearchParams(body);
    exchanges.push({ authorization: req.headers.authorization ?? '', form });
    const token = form.get('refresh_token') ?? '';
    if (token.startsWith('broken')) return void res.writeHead(503).end();
    if (token.startsWith('revoked') || spent.has(token))
      return void res.writeHead(400).end('{"error":"invalid_grant"}');
    spent.add(token);
    res.end(JSON.stringify({ access_token: `access-after-${token}`, expires_in: 600, refresh_token: `${token}+` }));
  });
  return server;
};

let exchanges: { authorization: string; form: URLSearchParams }[] = [];
const provider = startProvider();

const session = (refreshToken: string | null): Session => ({
  sub: 'ada',
  name: 'Ada',
  email: 'ada@acme.example',
  accessToken: 'old',
  accessTokenExpiresAtMs: 1000,
  refreshToken,
});

beforeAll(async () => {
  await new Promise<void>((resolve) => provider.listen(0, '127.0.0.1', resolve));
  const { port } = provider.address() as AddressInfo;
  Object.assign(process.env, {
    API_URL: 'http://127.0.0.1:1',
    NEXTAUTH_URL: 'http://127.0.0.1:2',
    NEXTAUTH_SECRET: randomBytes(32).toString('base64'),
    OIDC_ISSUER: `http://127.0.0.1:${port}`,
    OIDC_CLIENT_ID: 'console',
    OIDC_CLIENT_SECRET: 'p@ss:word',
    OIDC_AUDIENCE: 'https://api.example',
  });
});
afterAll(() => {
  provider.closeAllConnections();
  provider.close();
});
beforeEach(() => {
  exchanges = [];
});

describe('renewal of the access token', () => {
  it('happens before the token expires, not after', () => {
    const { accessTokenExpiresAtMs } = session('a');
    expect(needsRenewal(session('a'), accessTokenExpiresAtMs - 30_000)).toBe(true);
    expect(needsRenewal(session('a'), accessTokenExpiresAtMs - 90_000)).toBe(false);
  });

  it('is shared by requests that arrive together and by those that still carry the old cookie', async () => {
    const together = await Promise.all([
      renewSession(session('one')),
      renewSession(session('one')),
      renewSession(session('one')),
    ]);
    const late = await renewSession(session('one'));
    expect(new Set([...together, late].map((renewed) => renewed?.accessToken))).toEqual(new Set(['access-after-one']));
    expect(exchanges).toHaveLength(1);
  });

  it('asks for the api’s audience and keeps the rotated refresh token', async () => {
    const renewed = await renewSession(session('two'));
    expect(renewed).toMatchObject({ sub: 'ada', refreshToken: 'two+', accessToken: 'access-after-two' });
    expect(exchanges[0]?.form.get('resource')).toBe('https://api.example');
    expect(Buffer.from(exchanges[0]?.authorization.slice('Basic '.length) ?? '', 'base64').toString()).toBe(
      'console:p%40ss%3Aword',
    );
  });

  it('ends the session when the provider refuses, or when there is nothing to renew with', async () => {
    expect(await renewSession(session('revoked'))).toBeNull();
    expect(await renewSession(session(null))).toBeNull();
  });

  it('does not end the session when the provider is only out of order, and tries again next time', async () => {
    await expect(renewSession(session('broken'))).rejects.toThrow('503');
    await expect(renewSession(session('broken'))).rejects.toThrow('503');
    expect(exchanges).toHaveLength(2);
  });
});
