import { describe, expect, it } from 'vitest';
import { useFixture } from '../harness/fixture.js';
import { send } from '../harness/raw-client.js';
import { take, WAYS } from './ways.js';

const fixture = useFixture();

/** All that is answered without a token. Whatever is added here has to hold nothing of any tenant. */
const OPEN = ['/healthz', '/readyz', '/metrics'];
const METHODS = ['GET', 'POST', 'DELETE', 'OPTIONS', 'PUT', 'PATCH', 'HEAD'];
const GUESSES = [
  ...['/', '/mcp', '/sse', '/health', '/status', '/debug', '/debug/pprof', '/api', '/admin', '/config', '/sessions'],
  ...['/o', '/o/acme', '/o/acme/s', '/o/acme/s/up', '/o/acme/s/up/', '/o/acme/s/up/mcp/'],
  ...[
    '/o//s/up/mcp',
    '/o/acme/s//mcp',

    '/o/ACME/mcp',
    '/o/acme/s/up/mcp;x',
    '/o/acme/s/up/%6dcp',
  ],
  ...['/.well-known/oauth-protected-resource', '/healthz/', '/metrics/x', '/constructor', '/__proto__', '//healthz'],
];

const get = (path: string, method = 'GET') => send({ url: `${fixture.gateway.url}${path}`, method, headers: [] });

/** Ids of ours and of others, but for the one every refusal gives its own request and names of metrics. */
const idsIn = (text: string): string[] =>
  (text.match(/\b[a-z]{2,8}_[0-9a-z]{20,}\b|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}|\b[\w-]{40,}\b/gi) ?? []).filter(
    (id) => !/^(?:call|gateway)_/.test(id),
  );

describe('T-ROUTES: without a token', () => {
  it('nothing is served but what is listed here', async () => {
    for (const path of [...GUESSES, ...OPEN]) {
      for (const method of METHODS) {
        const { status } = await get(path, method);
        const open = OPEN.includes(path) && (method === 'GET' || method === 'HEAD');
        expect([method, path, status]).toEqual([method, path, open ? 200 : 404]);
      }
    }
    for (const way of WAYS) expect((await take(fixture, way, [])).status).toBe(401);
  });

  it('no body holds an id, a name or a session, while all of them are in use', async () => {
    const session = await fixture.session();
    await session.call(1, 'echo', { message: 'x' });
    const { body: known } = await session.post({ jsonrpc: '2.0', id: 2, method: 'tools/list' });
    expect(known).toContain('echo');
    const answers = [
      ...(await Promise.all([...OPEN, ...GUESSES].map((path) => get(path)))),
      ...(await Promise.all(WAYS.map((way) => take(fixture, way, [])))),
    ];
    const org = fixture.org.servers[0]?.id ?? '';
    for (const { body, headers } of answers) {
      const all = `${body} ${JSON.stringify(headers)}`;
      expect(idsIn(all)).toEqual([]);
      for (const own of [session.id, org, fixture.ada.principal.id, fixture.ada.token, '127.0.0.1', '"up"', 'echo']) {
        expect(all).not.toContain(own);
      }
    }
  });
});
