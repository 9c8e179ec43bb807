import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type GatewayHarness, startGateway } from '../harness/gateway-harness.js';
import { httpServer, newPrincipal } from '../harness/snapshots.js';
import { connectClient } from './clients/clients.js';
import type { GridClient } from './clients/grid-client.js';
import { Grid } from './grid.js';
import { nonce } from './peers/behaviour.js';
import { type GridServer, SERVER_KINDS, type ServerKind, startServer } from './peers/servers.js';
import { until } from './scenarios/scenario.js';

/** A call in flight when something broke may fail; what comes soon after must not. */
const soonServedAgain = async (client: GridClient): Promise<void> => {
  const name = nonce();
  client.answers.elicit = () => ({ action: 'accept', content: { name } });
  let answer: unknown;
  await until(
    'the server served again',
    () => answer !== undefined,
    async () => {
      answer = await client.call('ask').catch(() => undefined);
    },
  );
  expect(answer).toMatchObject({ content: [{ text: `hello ${name}` }] });
};

describe('a server that forgets its clients', () => {
  const grid = new Grid();
  beforeAll(() => grid.start());
  afterAll(() => grid.close());

  it.each(SERVER_KINDS)('goes on with modern clients, of any kind: %s', async (kind) => {
    const client = await grid.connect('modern', kind);
    await client.call('echo', { message: 'before' });
    grid.server(kind).interrupt();
    await soonServedAgain(client);
    await client.close();
  });

  // A legacy session server's own sessions end with a 404, at which its client begins anew.
  it.each(SERVER_KINDS.filter((kind) => kind !== 'legacy'))(
    'goes on with legacy sessions, of kind %s',
    async (kind) => {
      const client = await grid.connect('legacy', kind);
      await client.call('echo', { message: 'before' });
      grid.server(kind).interrupt();
      await soonServedAgain(client);
      await client.close();
    },
  );
});

describe('a server that changes its era at the same address', () => {
  const ada = newPrincipal('ada');
  let server: GridServer;
  let gateway: GatewayHarness;
  const become = async (kind: ServerKind): Promise<void> => {
    const port = Number(new URL(urlOf(server)).port);
    await server.close();
    server = await startServer(kind, port);
  };
  const urlOf = ({ address }: GridServer): string => ('url' in address ? address.url : '');

  beforeAll(async () => {
    server = await startServer('legacy');
    const url = urlOf(server);
    gateway = await startGateway({
      orgs: [{ slug: 'acme', principals: [ada], servers: [httpServer('up', url)] }],
      allow: [new URL(url).host],
    });
  });
  afterAll(async () => {
    await gateway.close();
    await server.close();
  });

  it('is served on, to clients of both eras, there and back', async () => {
    const address = { url: gateway.endpoint('acme', 'up') };
    const modern = await connectClient('modern', address, { token: ada.token });
    await soonServedAgain(modern);
    for (const era of ['modern', 'legacy'] as const) {
      await become(era);
      await soonServedAgain(modern);
      const legacy = await connectClient('legacy', address, { token: ada.token });
      await soonServedAgain(legacy);
      await legacy.close();
    }
    await modern.close();
  });
});
