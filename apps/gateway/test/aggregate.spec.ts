import { randomBytes } from 'node:crypto';
import { createMemoryCoordination } from '@sallyport/service-kit';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { newReplicaId } from '../src/replicas/replica-id.js';
import { connectV1 } from './harness/clients.js';
import { type GatewayHarness, startGateway } from './harness/gateway-harness.js';
import { type ModernRequest, modernRequest, sendModern, speakModern } from './harness/modern.js';
import { openSession, send } from './harness/raw-client.js';
import {
  json,
  openStream,
  rpcResult,
  type ScriptedServer,
  startScriptedServer,
  text,
  tool,
} from './harness/scripted-server.js';
import { httpServer, newPrincipal, type OrgSpec } from './harness/snapshots.js';

const POLICY = `
version: 1
name: all
rules:
  - id: all
    match: { direction: request }
    effect: allow
  - id: forms
    match: { methods: [elicitation/create] }
    effect: allow
  - id: no-drop
    match: { servers: [old], tools: [drop] }
    effect: deny
`;

const LONG = 'a-tool-with-a-name-that-is-longer-than-anything-a-host-would-ever-take';
const ada = newPrincipal('ada');
const bob = newPrincipal('bob');
let gateway: GatewayHarness;
let old: ScriptedServer;
let modern: ScriptedServer;
let url: string;

beforeAll(async () => {
  const tools = [tool('echo'), tool('drop'), tool(LONG)];
  old = await startScriptedServer(tools);
  modern = await startScriptedServer([]);
  speakModern(modern, [tool('echo'), tool('ask')]);
  for (const [server, uri] of [
    [old, 'file:///old'],
    [modern, 'file:///modern'],
  ] as const) {
    server.on('resources/list', (request, res) =>
      json(
        res,
        rpcResult(request, {
          resultType: 'complete',
          resources: [
            { uri, name: 'own' },
            { uri: 'file:///both', name: 'both' },
          ],
        }),
      ),
    );
    server.on('resources/templates/list', (request, res) =>
      json(res, rpcResult(request, { resultType: 'complete', resourceTemplates: [] })),
    );
    server.on('resources/read', (request, res) => {
      const { params } = request.message as { params: { uri: string } };
      json(res, rpcResult(request, { resultType: 'complete', contents: [{ uri: params.uri, text: `of ${uri}` }] }));
    });
  }
  old.on('initialize', (request, res) =>
    json(
      res,
      rpcResult(request, {
        protocolVersion: '2025-11-25',
        capabilities: { tools: { listChanged: true }, resources: {} },
        serverInfo: { name: 'scripted', version: '1.0.0' },
      }),
      { 'mcp-session-id': 'upstream' },
    ),
  );
  gateway = await startGateway({
    allow: [old.address, modern.address],
    orgs: [
      {
        slug: 'acme',
        servers: [httpServer('old', old.url), httpServer('new', modern.url)],
        principals: [ada, bob],
        policy: POLICY,
      },
    ],
  });
  url = `${gateway.url}/o/acme/mcp`;
});
afterAll(async () => {
  await gateway.close();
  await old.close();
  await modern.close();
});

const ask = (request: Omit<ModernRequest, 'url' | 'token'>) => sendModern({ url, token: ada.token, ...request });
const NAMES = [
  'new__echo',
  'new__ask',
  'old__echo',
  expect.stringMatching(/^old__a-tool-with-a-name[\w-]*_[0-9a-f]{10}$/),
];

describe('the endpoint of all servers', () => {
  it('lists what a legacy client may use of all of them, and calls it where it belongs', async () => {
    const client = await connectV1(url, ada.token);
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name)).toEqual(NAMES);
    for (const { name } of tools) expect(name.length).toBeLessThanOrEqual(64);
    for (const slug of ['old', 'new']) {
      const answer = await client.callTool({ name: `${slug}__echo`, arguments: { message: `to ${slug}` } });
      expect(answer.content).toEqual([{ type: 'text', text: `to ${slug}` }]);
    }
    const long = tools.at(-1)?.name ?? '';
    expect((await client.callTool({ name: long, arguments: { message: 'long' } })).content).toEqual([
      { type: 'text', text: 'long' },
    ]);
    expect(old.of('tools/call').at(-1)?.message).toMatchObject({ params: { name: LONG } });
    await client.close();
  });

  it('does the same for a modern client', async () => {
    const list = (await ask({ method: 'tools/list' })).json() as { result: { tools: { name: string }[] } };
    expect(list.result.tools.map(({ name }) => name)).toEqual(NAMES);
    expect(list.result).toMatchObject({ resultType: 'complete', cacheScope: 'private' });
    const params = { name: 'old__echo', arguments: { message: 'from a modern client' } };
    expect((await ask({ method: 'tools/call', params })).json()).toMatchObject({
      result: { content: [{ text: 'from a modern client' }] },
    });
    expect((await ask({ method: 'server/discover' })).json()).toMatchObject({
      result: { capabilities: { tools: {} } },
    });
  });

  it('decides and records by the server a thing is of', async () => {
    const params = { name: 'old__drop', arguments: {} };
    expect((await ask({ method: 'tools/call', params })).json()).toMatchObject({ error: { code: 4031 } });
    const { decided } = await gateway.spool.waitFor(({ decided }) => decided.target.name === 'drop');
    expect(decided).toMatchObject({ server: { slug: 'old' }, target: { kind: 'tool', name: 'drop' }, effect: 'deny' });
    expect(gateway.spool.calls().filter(({ decided }) => decided.server === null)).toEqual([]);
  });

  it('says of a name nobody has what a server would say', async () => {
    for (const name of ['nobody__echo', 'echo', 'old__invented']) {
      expect((await ask({ method: 'tools/call', params: { name, arguments: {} } })).json()).toMatchObject({
        error: { data: { code: 'mcp.target_unknown' } },
      });
    }
  });

  it('reads a resource from the server that lists it, and tells two of one address apart', async () => {
    const client = await connectV1(url, ada.token);
    const { resources } = await client.listResources();
    expect(resources.map(({ uri }) => uri)).toEqual([
      'file:///modern',
      'file:///both',
      'file:///old',
      'sallyport:old:file:///both',
    ]);
    for (const [uri, from] of [
      ['file:///old', 'of file:///old'],
      ['file:///both', 'of file:///modern'],
      ['sallyport:old:file:///both', 'of file:///old'],
    ] as const) {
      expect((await client.readResource({ uri })).contents[0]).toMatchObject({ text: from });
    }
    await client.close();
  });

  it('puts the question of one server to the client, and the answer to that server', async () => {
    old.on('tools/call', (request, res) => {
      const write = openStream(res);
      write({
        jsonrpc: '2.0',
        id: 9,
        method: 'elicitation/create',
        params: { message: 'Who?', requestedSchema: { type: 'object', properties: {} } },
      });
      old.on('answer', (answer, answerRes) => {
        answerRes.writeHead(202).end();
        write(rpcResult(request, text(JSON.stringify(answer.message))));
        res.end();
      });
    });
    const client = await connectV1(url, ada.token, { elicitation: {} });
    const { ElicitRequestSchema } = await import('@modelcontextprotocol/sdk/types.js');
    client.setRequestHandler(ElicitRequestSchema, () => ({ action: 'accept', content: { name: 'Ada' } }));
    const { content } = (await client.callTool({ name: 'old__echo', arguments: {} })) as {
      content: { text: string }[];
    };
    expect(JSON.parse(content[0]?.text ?? '')).toMatchObject({ id: 9, result: { content: { name: 'Ada' } } });
    await client.close();
  });

  it('T-SESSION: keeps its sessions to their owners', async () => {
    const { id } = await openSession(url, ada.token);
    const headers = ['Authorization', `Bearer ${bob.token}`, 'Mcp-Session-Id', id, 'Accept', 'text/event-stream'];
    for (const method of ['GET', 'DELETE']) expect((await send({ url, method, headers })).status).toBe(404);
    const one = gateway.endpoint('acme', 'old');
    const foreign = ['Authorization', `Bearer ${ada.token}`, 'Mcp-Session-Id', id, 'Accept', 'text/event-stream'];
    expect((await send({ url: one, method: 'GET', headers: foreign })).status).toBe(404);
  });

  it('acknowledges a subscription once, for all servers', async () => {
    modern.on('subscriptions/listen', (request, res) => {
      const write = openStream(res);
      const _meta = { 'io.modelcontextprotocol/subscriptionId': request.message?.id };
      const { params } = request.message as { params: { notifications: object } };
      write({ jsonrpc: '2.0', method: 'notifications/subscriptions/acknowledged', params: { _meta, ...params } });
      write({ jsonrpc: '2.0', method: 'notifications/tools/list_changed', params: { _meta } });
    });
    const stopped = new AbortController();
    const { headers, body } = modernRequest({
      url,
      token: ada.token,
      method: 'subscriptions/listen',
      params: { notifications: { toolsListChanged: true } },
      id: 's',
    });
    const pairs = Array.from({ length: headers.length / 2 }, (_, i) => [
      headers[2 * i] ?? '',
      headers[2 * i + 1] ?? '',
    ]);
    const answer = await fetch(url, {
      method: 'POST',
      headers: Object.fromEntries(pairs),
      body,
      signal: stopped.signal,
    });
    let seen = '';
    for await (const chunk of answer.body ?? []) {
      seen += Buffer.from(chunk).toString('utf8');
      if (seen.includes('list_changed')) break;
    }
    stopped.abort();
    const methods = [...seen.matchAll(/"method":"([^"]*)"/g)].map(([, method]) => method);
    expect(methods).toEqual(['notifications/subscriptions/acknowledged', 'notifications/tools/list_changed']);
  });

  it('takes the answer to a question at another replica than the one that put it', async () => {
    const coordination = createMemoryCoordination();
    const sessionKey = randomBytes(32);
    const org: OrgSpec = {
      slug: 'acme',
      servers: [httpServer('old', old.url)],
      principals: [ada],
      policy: POLICY,
    };
    const [one, two] = await Promise.all(
      ['one', 'two'].map((name) =>
        startGateway({
          allow: [old.address],
          orgs: [org],
          sessionKey,
          replicas: { coordination, replicaId: newReplicaId(name) },
        }),
      ),
    );
    if (one === undefined || two === undefined) throw new Error('two gateways were started');
    onTestFinished(async () => {
      await Promise.all([one.close(), two.close()]);
      await coordination.close();
    });
    old.on('tools/call', (request, res) => {
      const write = openStream(res);
      write({ jsonrpc: '2.0', id: 4, method: 'elicitation/create', params: { message: 'Who?', requestedSchema: {} } });
      old.on('answer', (answer, answerRes) => {
        answerRes.writeHead(202).end();
        write(rpcResult(request, text(JSON.stringify(answer.message))));
        res.end();
      });
    });
    const at = ({ url: base }: GatewayHarness): string => `${base}/o/acme/mcp`;
    const session = await openSession(at(one), ada.token);
    const headers = {
      Authorization: `Bearer ${ada.token}`,
      'Content-Type': 'application/json',
      Accept: 'application/json, text/event-stream',
      'Mcp-Session-Id': session.id,
    };
    const body = JSON.stringify({
      jsonrpc: '2.0',
      id: 1,
      method: 'tools/call',
      params: { name: 'old__echo', arguments: {} },
    });
    const answer = await fetch(at(one), { method: 'POST', headers, body });
    let seen = '';
    for await (const chunk of answer.body ?? []) {
      seen += Buffer.from(chunk).toString('utf8');
      const asked = /"id":"(old~[^"]*)"/.exec(seen)?.[1];
      if (asked === undefined || seen.includes('"result"')) continue;
      const reply = JSON.stringify({ jsonrpc: '2.0', id: asked, result: { action: 'decline' } });
      expect((await fetch(at(two), { method: 'POST', headers, body: reply })).status).toBe(202);
    }
    expect(seen).toContain('decline');
  });
});
