import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type GatewayHarness, startGateway } from '../harness/gateway-harness.js';
import { modernRequest, sendModern, speakModern } from '../harness/modern.js';
import { bearer, openSession, post, send } from '../harness/raw-client.js';
import { type ScriptedServer, startScriptedServer, tool } from '../harness/scripted-server.js';
import { httpServer, newPrincipal } from '../harness/snapshots.js';
import { openChannel } from './harness.js';

const MARK = 'stolen-9f3';
/** What a client sends beside its message: each says something to somebody on the way. */
const HOSTILE = [
  ...['Cookie', `a=${MARK}`, 'Proxy-Authorization', `Basic ${MARK}`, 'X-Upstream-Authorization', `Bearer ${MARK}`],
  ...['X-Api-Key', MARK, 'X-Goog-Api-Key', MARK, 'X-Amz-Security-Token', MARK, 'X-Forwarded-Access-Token', MARK],
  ...['Forwarded', `for=${MARK};host=${MARK}`, 'X-Forwarded-For', MARK, 'X-Forwarded-Host', MARK],
  ...['X-Forwarded-Proto', MARK, 'X-Real-IP', MARK, 'X-Original-URL', `/${MARK}`, 'X-Rewrite-URL', `/${MARK}`],
  ...['X-HTTP-Method-Override', 'DELETE', 'Via', `1.1 ${MARK}`, 'TE', 'trailers', 'Keep-Alive', `timeout=${MARK}`],
  ...['Connection', 'close, X-Hop', 'X-Hop', MARK, 'Proxy-Connection', MARK, 'User-Agent', MARK],
  ...['Referer', `https://${MARK}/`, 'X-Middleware-Subrequest', MARK, 'Tracestate', MARK, 'Baggage', `a=${MARK}`],
];
/** Every header a server may ever get; the values of the first ones are ours. */
const KNOWN = [
  ...['host', 'user-agent', 'content-type', 'accept', 'content-length', 'connection'],
  ...[
    'mcp-session-id',
    'mcp-protocol-version',
    'mcp-method',
    'mcp-name',
    'mcp-param-region',
    'last-event-id',
    'traceparent',
  ],
];

const ada = newPrincipal('ada');
const routed = tool('routed', {
  inputSchema: { type: 'object', properties: { region: { type: 'string', 'x-mcp-header': 'Region' } } },
});
let legacy: ScriptedServer;
let modern: ScriptedServer;
let elsewhere: ScriptedServer;
let gateway: GatewayHarness;

beforeAll(async () => {
  legacy = await startScriptedServer([tool('echo'), routed]);
  modern = await startScriptedServer([]);
  elsewhere = await startScriptedServer([]);
  speakModern(modern, [tool('echo'), routed]);
  gateway = await startGateway({
    allow: [legacy.address, modern.address, elsewhere.address],
    orgs: [
      { slug: 'acme', principals: [ada], servers: [httpServer('old', legacy.url), httpServer('new', modern.url)] },
    ],
  });
});
afterAll(async () => {
  await gateway.close();
  for (const server of [legacy, modern, elsewhere]) await server.close();
});

const CALL = { name: 'echo', arguments: { message: 'x' } };
const servers = () => ({ old: legacy, new: modern });
const endpoint = (server: 'old' | 'new') => gateway.endpoint('acme', server);

/** The same call by every transport a client may use, with headers beside it. */
const CLIENTS: Readonly<Record<string, (url: string, name: string, more: string[]) => Promise<unknown>>> = {
  'in a session': async (url, name, more) => {
    const session = await openSession(url, ada.token);
    const params = { ...CALL, name };
    await post(url, ada.token, { jsonrpc: '2.0', id: 1, method: 'tools/call', params }, [...session.headers, ...more]);
    await send({ url, method: 'DELETE', headers: [...bearer(ada.token), ...session.headers, ...more] });
  },
  'in a batch': async (url, name, more) => {
    const session = await openSession(url, ada.token, '2025-03-26');
    const params = { ...CALL, name };
    await post(
      url,
      ada.token,
      [{ jsonrpc: '2.0', id: 1, method: 'tools/call', params }],
      [...session.headers, ...more],
    );
  },
  modern: (url, name, more) => {
    const { headers, body } = modernRequest({ url, token: ada.token, method: 'tools/call', params: { ...CALL, name } });
    return send({ url, headers: [...headers, ...more], body });
  },
  'on a channel': async (url, name, more) => {
    const channel = await openChannel(url, ada.token);
    await channel.ask({ id: 1, method: 'tools/call', params: { ...CALL, name } }, more);
    channel.stream.destroy();
  },
};

describe('AUTH-5, T-HEADERS: what a client sends beside its message stays here', () => {
  it.each(
    Object.keys(CLIENTS).flatMap((client) => (['old', 'new'] as const).map((server) => [client, server] as const)),
  )('%s, at the %s server, directly and among all', async (client, slug) => {
    const server = servers()[slug];
    server.received.length = 0;
    const run = CLIENTS[client];
    await run?.(endpoint(slug), 'echo', HOSTILE);
    await run?.(`${gateway.url}/o/acme/mcp`, `${slug}__echo`, HOSTILE);
    expect(server.of('tools/call').length).toBe(2);
    for (const { headers, body } of server.received) {
      expect(KNOWN).toEqual(expect.arrayContaining(Object.keys(headers)));
      expect(headers).toMatchObject({ host: server.address });
      expect(headers.authorization).toBeUndefined();
      const all = `${JSON.stringify(headers)} ${body}`;
      for (const secret of [MARK, ada.token, 'sp_sa_', String(gateway.port)]) expect(all).not.toContain(secret);
    }
  });
});

describe('T-REDIR: a server that redirects', () => {
  it.each([301, 302, 303, 307, 308])('with %i is not followed, and nothing is sent again', async (status) => {
    for (const [slug, server] of Object.entries(servers()) as ['old' | 'new', ScriptedServer][]) {
      let asked = 0;
      server.on('tools/call', (_request, res) => {
        asked++;
        res.writeHead(status, { location: elsewhere.url }).end();
      });
      const { body } = await sendModern({ url: endpoint(slug), token: ada.token, method: 'tools/call', params: CALL });
      expect(JSON.parse(body)).toMatchObject({ error: { data: { code: 'upstream.invalid' } } });
      expect(body).not.toContain(elsewhere.address);
      const session = await openSession(endpoint(slug), ada.token);
      expect((await session.call(1, 'echo')).json()).toMatchObject({ error: { data: { code: 'upstream.invalid' } } });
      expect(asked).toBe(2);
    }
    expect(elsewhere.received).toEqual([]);
  });
});

describe('T-TEMPLATE: what a caller says cannot become another request', () => {
  const VALUES = [
    '../../admin',
    '/../',
    '?admin=1',
    '#fragment',
    'a\r\nX-Evil: 1',
    'a\nAuthorization: Bearer x',
    'a\r\n\r\nGET /admin HTTP/1.1\r\nHost: a\r\n\r\n',
    ' padded ',
    'Mcp-Session-Id: other',
    '\u0000',
    'größe',
    '%0d%0aX-Evil:%201',
    '=?base64?WC1FdmlsOiAx?=',
  ];

  it.each(VALUES)('%j as an argument that is repeated in a header, as a name and as an address', async (value) => {
    for (const server of [legacy, modern]) {
      server.on('tools/call', (request, res) => {
        res.writeHead(200, { 'content-type': 'application/json' });
        res.end(
          JSON.stringify({ jsonrpc: '2.0', id: request.message?.id, result: { resultType: 'complete', content: [] } }),
        );
      });
      server.received.length = 0;
    }
    for (const slug of ['old', 'new'] as const) {
      const session = await openSession(endpoint(slug), ada.token);
      await session.call(1, 'routed', { region: value });
      await session.call(2, value);
      await session.post({ jsonrpc: '2.0', id: 3, method: 'resources/read', params: { uri: value } });
      const received = servers()[slug].received;
      expect(servers()[slug].of('tools/call').length).toBeGreaterThan(0);
      for (const { method, headers, message } of received) {
        expect(['POST', 'GET', 'DELETE']).toContain(method);
        expect(message === null || message.jsonrpc === '2.0').toBe(true);
        expect(KNOWN).toEqual(expect.arrayContaining(Object.keys(headers)));
      }
      expect(servers()[slug].of('tools/call')[0]?.message).toMatchObject({ params: { arguments: { region: value } } });
    }
  });
});
