import { afterAll, beforeAll, describe, it } from 'vitest';
import { CLIENTS, type ClientKind, connectClient } from './clients/clients.js';
import type { GridClient } from './clients/grid-client.js';
import { type GridServer, SERVERS, type ServerKind, startServer } from './peers/servers.js';
import { SCENARIOS } from './scenarios/all.js';

// Peers and scenarios first have to be right without a gateway between them.
const PAIRS: readonly (readonly [ClientKind, ServerKind])[] = [
  ['modern', 'modern'],
  ['legacy', 'legacy'],
  ['legacy-v2', 'legacy'],
  ['http-sse', 'http-sse'],
  ['stdio', 'stdio'],
  ['stdio-modern', 'stdio-modern'],
];

describe.each(PAIRS)('without a gateway, %s client and %s server', (clientKind, serverKind) => {
  const ends: (() => Promise<void>)[] = [];
  let client: GridClient;
  let server: GridServer;
  beforeAll(async () => {
    server = await startServer(serverKind);
    ends.push(() => server.close());
    client = await connectClient(clientKind, server.address);
    ends.push(() => client.close());
  });
  afterAll(async () => {
    for (const end of ends.reverse()) await end();
  });

  for (const { title, run } of SCENARIOS) {
    it(title.replace('{client}', CLIENTS[clientKind]).replace('{server}', SERVERS[serverKind]), () =>
      run({ client, server: server.behaviour }),
    );
  }
});
