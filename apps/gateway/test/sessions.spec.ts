import { expect, it } from 'vitest';
import { useFixture } from './harness/fixture.js';
import { startGateway } from './harness/gateway-harness.js';
import { bearer, initializeMessage, openSession, post, send } from './harness/raw-client.js';
import { httpServer, newPrincipal } from './harness/snapshots.js';

const fixture = useFixture();
const PING = { jsonrpc: '2.0', id: 1, method: 'ping' };

const withSession = (id: string, more: string[] = []) => ['Mcp-Session-Id', id, ...more];

it('needs the session header after initialize', async () => {
  const answer = await post(fixture.url, fixture.ada.token, PING);
  expect(answer.status).toBe(400);
  expect(answer.json()).toMatchObject({ error: { data: { code: 'mcp.session_required' } } });
});

// T-SESSION: an id is useless to anyone but its principal, on its server, in its organisation, and says so to nobody.
it('T-SESSION: answers a session of another principal, server or organisation with the same plain 404 on POST, GET and DELETE', async () => {
  const gil = newPrincipal('gil');
  const gateway = await startGateway({
    orgs: [
      {
        slug: 'acme',
        principals: [fixture.ada, fixture.bob],
        servers: [httpServer('up', fixture.upstream.url), httpServer('second', fixture.upstream.url)],
      },
      { slug: 'globex', principals: [gil], servers: [httpServer('up', fixture.upstream.url)] },
    ],
    allow: [fixture.upstream.address],
  });
  const url = gateway.endpoint('acme', 'up');
  const session = await openSession(url, fixture.ada.token);
  const headers = withSession(session.id);
  const sse = ['Accept', 'text/event-stream'];
  const before = fixture.upstream.received.length;

  const invented = await post(url, fixture.ada.token, PING, withSession('invented'));
  const answers = [
    await post(url, fixture.bob.token, PING, headers),
    await post(gateway.endpoint('acme', 'second'), fixture.ada.token, PING, headers),
    await post(gateway.endpoint('globex', 'up'), gil.token, PING, headers),
    await post(url, fixture.ada.token, PING, withSession(`${session.id}A`)),
    await post(url, fixture.ada.token, PING, withSession(session.id.slice(0, -2))),
    await send({ url, method: 'GET', headers: [...bearer(fixture.bob.token), ...headers, ...sse] }),
    await send({ url, method: 'DELETE', headers: [...bearer(fixture.bob.token), ...headers] }),
    await send({
      url: gateway.endpoint('globex', 'up'),
      method: 'DELETE',
      headers: [...bearer(gil.token), ...headers],
    }),
  ];
  expect(invented.status).toBe(404);
  for (const answer of answers) {
    expect(answer.status).toBe(404);
    expect(answer.body).toBe(invented.body);
  }
  expect(fixture.upstream.received.length).toBe(before);
  expect((await session.post(PING)).status).toBe(200);
  await gateway.close();
});

it('T-SESSION: does not open a session sealed under another key', async () => {
  const other = await startGateway({ orgs: [fixture.org], allow: [fixture.upstream.address] });
  const foreign = await openSession(other.endpoint('acme', 'up'), fixture.ada.token);
  expect((await post(fixture.url, fixture.ada.token, PING, foreign.headers)).status).toBe(404);
  await other.close();
});

it('refuses a session header that is sent twice', async () => {
  const session = await fixture.session();
  const answer = await post(fixture.url, fixture.ada.token, PING, [...session.headers, ...session.headers]);
  expect(answer.status).toBe(400);
});

it('ends a session on DELETE, here and at the server', async () => {
  const session = await fixture.session();
  const headers = [...bearer(fixture.ada.token), ...session.headers];
  expect((await send({ url: fixture.url, method: 'DELETE', headers })).status).toBe(200);
  expect(fixture.upstream.received.at(-1)).toMatchObject({ method: 'DELETE' });
  expect((await session.post(PING)).status).toBe(404);
});

it('lets a session grow old, but not for ever', async () => {
  const gateway = await startGateway({ orgs: [fixture.org], allow: [fixture.upstream.address] });
  const session = await openSession(gateway.endpoint('acme', 'up'), fixture.ada.token);
  gateway.advance(6 * 86_400_000);
  expect((await session.post(PING)).status).toBe(200);
  gateway.advance(2 * 86_400_000);
  expect((await session.post(PING)).status).toBe(404);
  await gateway.close();
});

it('tells the client to begin anew when the server has forgotten the session', async () => {
  const session = await fixture.session();
  fixture.upstream.on('ping', (_request, res) => {
    res.writeHead(404);
    res.end();
  });
  const answer = await session.post(PING);
  expect(answer.status).toBe(404);
  expect(answer.json()).toMatchObject({ error: { code: 4041 } });
});

it.each([
  ['2025-06-18', '2025-06-18'],
  ['2025-11-25', '2025-11-25'],
  ['2024-11-05', '2024-11-05'],
  ['2026-07-28', '2025-11-25'],
  ['2099-01-01', '2025-11-25'],
])('answers a client that asks for %s with %s, and asks the server for that', async (asked, expected) => {
  const answer = await post(fixture.url, fixture.ada.token, initializeMessage(asked));
  expect(answer.json()).toMatchObject({ result: { protocolVersion: expected } });
  const sent = fixture.upstream.of('initialize').at(-1)?.message as { params: object } | undefined;
  expect(sent?.params).toMatchObject({ protocolVersion: expected, clientInfo: { name: 'raw' } });
});

it('serves a session in the version it began with, whatever existing one a message names', async () => {
  const session = await fixture.session('2025-06-18');
  const send = (version: string) =>
    post(fixture.url, fixture.ada.token, { jsonrpc: '2.0', id: 2, method: 'tools/list' }, [
      ...session.headers,
      'Mcp-Protocol-Version',
      version,
    ]);
  expect((await send('2025-06-18')).status).toBe(200);
  expect((await send('2025-11-25')).status).toBe(200);
  expect((await send('nonsense')).status).toBe(400);
});

it('knows a method only in the versions that have it', async () => {
  const tasks = { jsonrpc: '2.0', id: 3, method: 'tasks/list' };
  const older = await (await fixture.session('2025-06-18')).post(tasks);
  expect(older.json()).toMatchObject({ error: { code: -32601 } });
});
