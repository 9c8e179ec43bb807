import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { useFixture } from './harness/fixture.js';
import { startGateway } from './harness/gateway-harness.js';
import { bearer, initializeMessage, post, send } from './harness/raw-client.js';
import { httpServer, newPrincipal, newToken } from './harness/snapshots.js';

const fixture = useFixture();
const ACCEPT = ['Accept', 'application/json, text/event-stream', 'Content-Type', 'application/json'];
const body = JSON.stringify(initializeMessage());

const attempt = (headers: string[], url = fixture.url) => send({ url, headers: [...headers, ...ACCEPT], body });

/** Sessions asked of the server by clients; the gateway lists definitions in sessions of its own. */
const initializations = () =>
  fixture.upstream.of('initialize').filter(({ body: sent }) => sent.includes('"raw"')).length;

// T-AUTHFALL: no way of failing to authenticate may end as somebody, least of all as nobody in particular.
it.each([
  ['no Authorization header', () => []],
  ['an empty Authorization header', () => ['Authorization', '']],
  ['another scheme', () => ['Authorization', 'Basic YWRhOmFkYQ==']],
  ['a bearer token without a token', () => ['Authorization', 'Bearer ']],
  ['garbage', () => bearer('garbage')],
  ['a token of the right form that nobody has', () => bearer(newToken())],
  ['two Authorization headers, both valid', () => [...bearer(fixture.ada.token), ...bearer(fixture.bob.token)]],
  ['two Authorization headers, the second empty', () => [...bearer(fixture.ada.token), 'Authorization', '']],
  [
    'the hash of a token instead of the token',
    () => bearer(createHash('sha256').update(fixture.ada.token).digest('hex')),
  ],
  ['a token with something behind it', () => bearer(`${fixture.ada.token}x`)],
  ['two tokens in one header', () => bearer(`${fixture.ada.token}, ${fixture.bob.token}`)],
])('T-AUTHFALL: refuses %s with 401 and a bearer challenge, and the server hears nothing', async (_name, headers) => {
  const before = initializations();
  const answer = await attempt(headers());
  expect(answer.status).toBe(401);
  expect(answer.headers['www-authenticate']).toMatch(/^Bearer realm="sallyport"/);
  expect(answer.headers['mcp-session-id']).toBeUndefined();
  expect(initializations()).toBe(before);
});

it('AUTH-4: never takes a token from the query string', async () => {
  const answer = await attempt([], `${fixture.url}?access_token=${fixture.ada.token}&token=${fixture.ada.token}`);
  expect(answer.status).toBe(401);
});

it('AUTH-4: refuses a token of another organisation, and does not tell it from an unknown one or an unknown organisation', async () => {
  const gil = newPrincipal('gil');
  const server = httpServer('up', fixture.upstream.url);
  const gateway = await startGateway({
    orgs: [
      { slug: 'acme', servers: [server], principals: [fixture.ada] },
      { slug: 'globex', servers: [server], principals: [gil] },
    ],
    allow: [fixture.upstream.address],
  });
  const withoutId = (text: string) => text.replaceAll(/call_[a-z0-9]+/g, '…');
  const foreign = await attempt(bearer(gil.token), gateway.endpoint('acme', 'up'));
  const unknown = await attempt(bearer(newToken()), gateway.endpoint('acme', 'up'));
  const nowhere = await attempt(bearer(gil.token), gateway.endpoint('initech', 'up'));
  expect([foreign.status, unknown.status, nowhere.status]).toEqual([401, 401, 401]);
  const { data } = foreign.json().error as { data: { decisionId: string | null } };
  expect(data.decisionId).toBeNull();
  expect(withoutId(foreign.body)).toBe(withoutId(unknown.body));
  expect(withoutId(foreign.body)).toBe(withoutId(nowhere.body));
  expect((await attempt(bearer(gil.token), gateway.endpoint('globex', 'up'))).status).toBe(200);
  await gateway.close();
});

it('T-AUTHFALL: refuses a token from the moment it expires', async () => {
  const eve = newPrincipal('eve');
  const gateway = await startGateway({
    orgs: [
      {
        slug: 'acme',
        servers: [httpServer('up', fixture.upstream.url)],
        principals: [eve],
        tokensExpireAt: Date.now() + 60_000,
      },
    ],
    allow: [fixture.upstream.address],
  });
  const url = gateway.endpoint('acme', 'up');
  expect((await attempt(bearer(eve.token), url)).status).toBe(200);
  gateway.advance(61_000);
  const answer = await attempt(bearer(eve.token), url);
  expect(answer.status).toBe(401);
  expect(answer.headers['www-authenticate']).toContain('The token has expired');
  await gateway.close();
});

it('refuses a token as soon as a snapshot no longer has it', async () => {
  const gateway = await startGateway({ orgs: [fixture.org], allow: [fixture.upstream.address] });
  const url = gateway.endpoint('acme', 'up');
  expect((await attempt(bearer(fixture.bob.token), url)).status).toBe(200);
  gateway.apply({ ...fixture.org, principals: [fixture.ada] }, 2);
  expect((await attempt(bearer(fixture.bob.token), url)).status).toBe(401);
  expect((await attempt(bearer(fixture.ada.token), url)).status).toBe(200);
  await gateway.close();
});

it('answers an unknown server and a disabled one with the same 404 bytes', async () => {
  const off = httpServer('off', fixture.upstream.url, { enabled: false });
  const gateway = await startGateway({
    orgs: [{ ...fixture.org, servers: [...fixture.org.servers, off] }],
    allow: [fixture.upstream.address],
  });
  const unknown = await attempt(bearer(fixture.ada.token), gateway.endpoint('acme', 'nothing'));
  const disabled = await attempt(bearer(fixture.ada.token), gateway.endpoint('acme', 'off'));
  expect(unknown.status).toBe(404);
  expect(disabled.status).toBe(404);
  expect(disabled.body).toBe(unknown.body);
  await gateway.close();
});

it('does not say that a token is unknown before it knows any', async () => {
  const gateway = await startGateway({ orgs: [] });
  const answer = await attempt(bearer(fixture.ada.token), gateway.endpoint('acme', 'up'));
  expect(answer.status).toBe(503);
  expect(answer.headers['retry-after']).toBe('2');
  await gateway.close();
});

// T-HEADERS: what the client sends beside the message stays here.
it('AUTH-5, T-HEADERS: never forwards the token or any header of the client upstream', async () => {
  const session = await fixture.session();
  await post(
    fixture.url,
    fixture.ada.token,
    { jsonrpc: '2.0', id: 7, method: 'tools/call', params: { name: 'echo', arguments: { message: 'x' } } },
    [
      ...session.headers,
      'Cookie',
      'a=b',
      'X-Upstream-Authorization',
      'Bearer stolen',
      'Forwarded',
      'for=1.2.3.4',
      'X-Forwarded-For',
      '1.2.3.4',
    ],
  );
  const all = JSON.stringify(fixture.upstream.received);
  expect(fixture.upstream.of('tools/call').length).toBeGreaterThan(0);
  expect(all).not.toContain(fixture.ada.token);
  expect(all).not.toContain('stolen');
  expect(all).not.toContain('1.2.3.4');
  expect(all).not.toContain(session.id);
  for (const { headers } of fixture.upstream.received) {
    expect(headers.authorization).toBeUndefined();
    expect(headers.cookie).toBeUndefined();
  }
});
