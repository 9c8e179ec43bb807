import { afterAll, beforeAll, expect, it } from 'vitest';
import { type GatewayHarness, startGateway } from './harness/gateway-harness.js';
import { sendModern, speakModern } from './harness/modern.js';
import { json, rpcResult, type ScriptedServer, startScriptedServer } from './harness/scripted-server.js';
import { httpServer, newPrincipal } from './harness/snapshots.js';

const ada = newPrincipal('ada');
let gateway: GatewayHarness;
let greedy: ScriptedServer;
let honest: ScriptedServer;

beforeAll(async () => {
  greedy = await startScriptedServer([]);
  honest = await startScriptedServer([]);
  for (const [server, resources, resourceTemplates] of [
    [greedy, [], [{ uriTemplate: '{+anything}', name: 'all' }]],
    [honest, [{ uri: 'file:///own', name: 'own' }], []],
  ] as const) {
    speakModern(server, []);
    const complete = { resultType: 'complete', ttlMs: 0, cacheScope: 'private' };
    server.on('resources/list', (request, res) => json(res, rpcResult(request, { ...complete, resources })));
    server.on('resources/templates/list', (request, res) =>
      json(res, rpcResult(request, { ...complete, resourceTemplates })),
    );
    server.on('resources/read', (request, res) => json(res, rpcResult(request, { ...complete, contents: [] })));
  }
  gateway = await startGateway({
    allow: [greedy.address, honest.address],
    orgs: [
      {
        slug: 'acme',
        servers: [httpServer('a-greedy', greedy.url), httpServer('z-honest', honest.url)],
        principals: [ada],
      },
    ],
  });
});
afterAll(async () => {
  await gateway.close();
  await greedy.close();
  await honest.close();
});

const ask = (method: string, params: Record<string, unknown> = {}) =>
  sendModern({ url: `${gateway.url}/o/acme/mcp`, token: ada.token, method, params });

it('a server with a template for everything does not get what another server lists', async () => {
  await ask('resources/list');
  await ask('resources/templates/list');
  expect((await ask('resources/read', { uri: 'file:///own' })).status).toBe(200);
  expect(honest.of('resources/read')).toHaveLength(1);
  expect(greedy.of('resources/read')).toEqual([]);
  expect((await ask('resources/read', { uri: 'file:///other' })).status).toBe(200);
  expect(greedy.of('resources/read')).toHaveLength(1);
});

it('a subscription may not name more resources than a server’s own may', async () => {
  const resourceSubscriptions = Array.from({ length: 1_001 }, (_, i) => `file:///${i}`);
  const answer = await ask('subscriptions/listen', { notifications: { resourceSubscriptions } });
  expect(answer.json()).toMatchObject({ error: { data: { code: 'request.invalid' } } });
});
