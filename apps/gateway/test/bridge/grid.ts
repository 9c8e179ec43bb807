import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type GatewayHarness, startGateway } from '../harness/gateway-harness.js';
import { httpServer, newPrincipal, stdioServer } from '../harness/snapshots.js';
import { CLIENTS, type ClientKind, connectClient } from './clients/clients.js';
import type { GridClient } from './clients/grid-client.js';
import { type Address, type GridServer, SERVERS, type ServerKind, startServer } from './peers/servers.js';
import { SCENARIOS } from './scenarios.js';

const KINDS = Object.keys(SERVERS) as ServerKind[];

/** What the organisation's people would register for this server. */
const registered = (kind: ServerKind, address: Address) =>
  'url' in address ? httpServer(kind, address.url) : stdioServer(kind, kind);

/** All servers of the grid behind one gateway, for the tests of one file. */
export class Grid {
  readonly ada = newPrincipal('ada');
  private readonly ends: (() => Promise<void>)[] = [];
  private readonly servers = new Map<ServerKind, GridServer>();
  private gateway: GatewayHarness | undefined;

  async start(): Promise<void> {
    const servers = await Promise.all(KINDS.map((kind) => startServer(kind)));
    for (const server of servers) {
      this.servers.set(server.kind, server);
      this.ends.push(() => server.close());
    }
    const launchers = servers.flatMap(({ kind, address }) =>
      'command' in address ? [[kind, { ...address, env: {}, passEnv: ['PATH'] }] as const] : [],
    );
    const gateway = await startGateway({
      orgs: [
        {
          slug: 'acme',
          principals: [this.ada],
          servers: servers.map(({ kind, address }) => registered(kind, address)),
        },
      ],
      launchers: Object.fromEntries(launchers),
      allow: servers.flatMap(({ address }) => ('url' in address ? [new URL(address.url).host] : [])),
    });
    this.gateway = gateway;
    this.ends.push(() => gateway.close());
  }

  async close(): Promise<void> {
    for (const end of this.ends.reverse()) await end();
  }

  server(kind: ServerKind): GridServer {
    const server = this.servers.get(kind);
    if (server === undefined) throw new Error(`${kind} is not there yet`);
    return server;
  }

  connect(client: ClientKind, server: ServerKind): Promise<GridClient> {
    if (this.gateway === undefined) throw new Error('The gateway is not there yet');
    return connectClient(client, { url: this.gateway.endpoint('acme', server) }, this.ada.token);
  }
}

/** Every scenario of one kind of client, at every kind of server, through the gateway. */
export const testCells = (clients: readonly ClientKind[]): void => {
  const grid = new Grid();
  beforeAll(() => grid.start());
  afterAll(() => grid.close());

  describe.each(clients.flatMap((client) => KINDS.map((server) => ({ client, server }))))(
    '$client client, $server server',
    ({ client: clientKind, server: serverKind }) => {
      let client: GridClient;
      const inWords = (title: string): string =>
        title.replace('{client}', CLIENTS[clientKind]).replace('{server}', SERVERS[serverKind]);
      beforeAll(async () => {
        client = await grid.connect(clientKind, serverKind);
      });
      afterAll(() => client?.close());

      for (const { title, run } of Object.values(SCENARIOS)) {
        it(inWords(title), () => run({ client, server: grid.server(serverKind).behaviour }));
      }

      it(inWords('{client} never shows its token to {server}'), () => {
        const { ledger } = grid.server(serverKind).behaviour;
        expect(ledger.entries.length).toBeGreaterThan(0);
        expect(ledger.text()).not.toContain(grid.ada.token);
      });
    },
  );
};
