import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectV1 } from './harness/clients.js';
import { useFixture } from './harness/fixture.js';
import { type GatewayHarness, startGateway } from './harness/gateway-harness.js';
import { openSession } from './harness/raw-client.js';
import { REAL_LAUNCHERS } from './harness/real-servers.js';
import { json, openStream, rpcResult, text } from './harness/scripted-server.js';
import { newPrincipal, stdioServer } from './harness/snapshots.js';

const fixture = useFixture();
const CLIENTS = 200;
const IDS = 10;

// T-COLLIDE: every SDK client counts from 0, so ids alone say nothing about whose answer it is.
describe('200 clients whose ids collide', () => {
  it('each get their own answers, over HTTP, answered late and out of order, as JSON and as streams', async () => {
    fixture.upstream.on('tools/call', (request, res) => {
      const { arguments: args } = (request.message as { params: { arguments: { message: string } } }).params;
      setTimeout(() => {
        if (Math.random() < 0.5) {
          json(res, rpcResult(request, text(args.message)));
          return;
        }
        openStream(res)({ jsonrpc: '2.0', id: request.message?.id, result: text(args.message) });
        res.end();
      }, Math.random() * 20);
    });
    const sessions = await Promise.all(
      Array.from({ length: CLIENTS }, (_, i) =>
        openSession(fixture.url, i % 2 === 0 ? fixture.ada.token : fixture.bob.token),
      ),
    );
    expect(new Set(sessions.map(({ id }) => id)).size).toBe(CLIENTS);
    const foreign: string[] = [];
    await Promise.all(
      sessions.map(async (session, client) => {
        for (let id = 0; id < IDS; id++) {
          const nonce = `nonce-${client}-${id}`;
          const answer = await session.call(id, 'echo', { message: nonce });
          if (!answer.body.includes(`"${nonce}"`)) foreign.push(`${nonce}: ${answer.body}`);
        }
      }),
    );
    expect(foreign).toEqual([]);
  }, 60_000);
});

describe('clients of one hosted stdio server', () => {
  const people = [newPrincipal('one'), newPrincipal('two')];
  let gateway: GatewayHarness;
  beforeAll(async () => {
    gateway = await startGateway({
      orgs: [{ slug: 'acme', principals: people, servers: [stdioServer('memory', 'memory')] }],
      launchers: REAL_LAUNCHERS,
    });
  });
  afterAll(() => gateway.close());

  it('each get their own answers though they share its one process', async () => {
    const clients = await Promise.all(
      Array.from({ length: 20 }, (_, i) => connectV1(gateway.endpoint('acme', 'memory'), people[i % 2]?.token ?? '')),
    );
    const answers = await Promise.all(
      clients.flatMap((client, c) =>
        Array.from({ length: IDS }, async (_, i) => {
          const name = `node-${c}-${i}`;
          const result = await client.callTool({
            name: 'create_entities',
            arguments: { entities: [{ name, entityType: 'test', observations: [] }] },
          });
          return JSON.stringify(result).includes(name);
        }),
      ),
    );
    expect(answers.every(Boolean)).toBe(true);
    await Promise.all(clients.map((client) => client.close()));
  }, 60_000);
});
