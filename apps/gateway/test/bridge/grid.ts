import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Launchers } from '../../src/upstream/launchers.js';
import { type GatewayHarness, startGateway } from '../harness/gateway-harness.js';
import { httpServer, newPrincipal, stdioServer, type TestPrincipal } from '../harness/snapshots.js';
import { CLIENTS, type ClientKind, connectClient } from './clients/clients.js';
import type { GridClient } from './clients/grid-client.js';
import { mcpRemote } from './clients/tools.js';
import { nonce, WATCHED } from './peers/behaviour.js';
import {
  type Address,
  type Command,
  type GridServer,
  SERVER_KINDS,
  SERVERS,
  type ServerKind,
  startServer,
} from './peers/servers.js';
import { SCENARIOS } from './scenarios/all.js';
import { until } from './scenarios/scenario.js';

const SALLYPORT = fileURLToPath(new URL('../../../cli/bin/sallyport.mjs', import.meta.url));
const ALLOW_ALL_FILE = fileURLToPath(new URL('./allow-all.yaml', import.meta.url));

const isStdio = (client: ClientKind): boolean => client === 'stdio' || client === 'stdio-modern';

/** What an organisation's people would register for this server. */
const registered = (kind: ServerKind, address: Address) =>
  'url' in address ? httpServer(kind, address.url) : stdioServer(kind, kind);

export interface Person extends TestPrincipal {
  readonly orgSlug: string;
}

const person = (orgSlug: string, name: string): Person => ({ orgSlug, ...newPrincipal(name) });

export interface GridOptions {
  /** Takes every client for Ada. */
  readonly withoutTokens?: boolean;
}

/** All servers of the grid behind one gateway, registered by two organisations, for the tests of one file. */
export class Grid {
  readonly ada = person('acme', 'ada');
  readonly bob = person('acme', 'bob');
  readonly gil = person('globex', 'gil');
  private readonly ends: (() => Promise<void>)[] = [];
  private readonly servers = new Map<ServerKind, GridServer>();
  private readonly options: GridOptions;
  private folder = '';
  private gateway: GatewayHarness | undefined;

  constructor(options: GridOptions = {}) {
    this.options = options;
  }

  async start(): Promise<void> {
    const folder = await mkdtemp(join(tmpdir(), 'sallyport-grid-'));
    this.folder = folder;
    this.ends.push(() => rm(folder, { recursive: true, force: true }));
    const servers = await Promise.all(SERVER_KINDS.map((kind) => startServer(kind)));
    for (const server of servers) {
      this.servers.set(server.kind, server);
      this.ends.push(() => server.close());
    }
    const launchers: Record<string, Launchers[string]> = {};
    for (const { kind, address } of servers) {
      if ('command' in address) launchers[kind] = { ...address, args: [...address.args], env: {}, passEnv: ['PATH'] };
    }
    const orgs = Object.entries({ acme: [this.ada, this.bob], globex: [this.gil] }).map(([slug, principals]) => ({
      slug,
      principals,
      servers: servers.map(({ kind, address }) => registered(kind, address)),
    }));
    const gateway = await startGateway({
      orgs,
      launchers,
      ...(this.options.withoutTokens === true && { principal: this.ada.principal }),
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

  endpoint({ orgSlug }: Person, server: ServerKind): string {
    if (this.gateway === undefined) throw new Error('The gateway is not there yet');
    return this.gateway.endpoint(orgSlug, server);
  }

  /** What a client on the same machine starts instead of the server's own command. */
  guarded(kind: ServerKind): Command {
    const { address } = this.server(kind);
    const own = [SALLYPORT, 'guard', '--records', 'none', '--policy', ALLOW_ALL_FILE];
    const wrapped = 'url' in address ? ['--upstream', address.url] : ['--', address.command, ...address.args];
    const env = 'url' in address ? {} : (address.env ?? {});
    return { command: process.execPath, args: [...own, ...wrapped], env };
  }

  /** The server as `mcp-remote` makes it a stdio server of Ada's. */
  remote(kind: ServerKind): Command {
    return mcpRemote(this.endpoint(this.ada, kind), this.ada.token, this.folder);
  }

  connect(client: ClientKind, server: ServerKind, options: ConnectOptions = {}): Promise<GridClient> {
    const { who = this.ada, capabilities } = options;
    const address = isStdio(client) ? this.guarded(server) : { url: this.endpoint(who, server) };
    return connectClient(client, address, { token: who.token, ...(capabilities && { capabilities }) });
  }
}

export interface ConnectOptions {
  readonly who?: Person;
  readonly capabilities?: object;
}

/** Every scenario of one kind of client, at every kind of server, through the gateway. */
export const testCells = (clients: readonly ClientKind[], servers: readonly ServerKind[] = SERVER_KINDS): void => {
  const grid = new Grid();
  beforeAll(() => grid.start());
  afterAll(() => grid.close());

  describe.each(clients.flatMap((client) => servers.map((server) => ({ client, server }))))(
    '$client client, $server server',
    (cell) => {
      let client: GridClient;
      const inWords = (title: string): string =>
        title.replace('{client}', CLIENTS[cell.client]).replace('{server}', SERVERS[cell.server]);
      beforeAll(async () => {
        client = await grid.connect(cell.client, cell.server);
      });
      afterAll(() => client?.close());

      for (const scenario of SCENARIOS) {
        it(inWords(scenario.title), () => scenario.run({ client, server: grid.server(cell.server).behaviour }));
      }

      it(inWords('{client} that can be asked nothing is told so when {server} asks'), async () => {
        const mute = await grid.connect(cell.client, cell.server, { capabilities: {} });
        await expect(mute.call('ask')).rejects.toThrow(/elicitation/);
        await mute.close();
      });

      // A stdio client has its guard, and that its server, for itself.
      if (!isStdio(cell.client)) {
        it(inWords('three people at {server} are each asked their own questions'), async () => {
          const people = [grid.ada, grid.bob, grid.gil];
          const clients = await Promise.all(people.map((who) => grid.connect(cell.client, cell.server, { who })));
          await Promise.all(
            clients.map(async (one) => {
              const name = nonce();
              one.answers.elicit = () => ({ action: 'accept', content: { name } });
              const answers = await Promise.all(Array.from({ length: 4 }, () => one.call('ask')));
              for (const answer of answers) expect(answer.content).toMatchObject([{ text: `hello ${name}` }]);
            }),
          );
          await Promise.all(clients.map((one) => one.close()));
        });

        it(inWords('one of two listeners at {server} stops and the other still hears'), async () => {
          const [one, other] = await Promise.all([
            grid.connect(cell.client, cell.server),
            grid.connect(cell.client, cell.server, { who: grid.bob }),
          ]);
          const touch = (): Promise<unknown> => one.call('touch', { uri: WATCHED });
          const [stopOne, stopOther] = await Promise.all([one.subscribe(WATCHED), other.subscribe(WATCHED)]);
          await until('both heard', () => [one, other].every(({ heard }) => heard.updated.length > 0), touch);
          await stopOne();
          // The first round lets arrive what was still on its way to the one that stopped.
          for (let round = 0; round < 2; round++) {
            one.heard.updated.length = 0;
            other.heard.updated.length = 0;
            await until('the other heard', () => other.heard.updated.length > 0, touch);
          }
          expect(one.heard.updated).toEqual([]);
          await stopOther();
          await Promise.all([one.close(), other.close()]);
        });
      }

      it(inWords('{client} never shows its token to {server}'), () => {
        const { ledger } = grid.server(cell.server).behaviour;
        expect(ledger.entries.length).toBeGreaterThan(0);
        expect(ledger.text()).not.toContain(grid.ada.token);
      });
    },
  );
};
