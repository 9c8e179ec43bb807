import type { SnapshotServer } from '@sallyport/contracts';
import { Dialler } from '@sallyport/safe-dial';
import type { Logger } from '@sallyport/service-kit';
import type { SessionNotes } from '../bridge/session-notes.js';
import type { CredentialProvider } from './credentials.js';
import { hostedServer } from './hosted-server.js';
import { forOrg, type LaunchCommand, type Launchers, launchCommand } from './launchers.js';
import { remoteServer } from './remote-server.js';
import type { Upstream, UpstreamRegistry } from './upstream.js';

export interface UpstreamRegistryOptions {
  /** `host:port` on private networks that may be dialled (`GATEWAY_UPSTREAM_ALLOW`). */
  readonly allow: readonly string[];
  readonly launchers: Launchers;
  readonly logger: Logger;
  /** The gateway's own environment, of which launchers may pass variables on. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Name of this process among the replicas; needed where there are several. */
  readonly replicaId?: string;
  /** What legacy clients set up at modern servers, shared by the replicas; in this process without it. */
  readonly sessionNotes?: SessionNotes;
  /** What principals show servers that want to know who they are; without it servers are called without. */
  readonly credentials?: CredentialProvider;
  /** The one command all stdio servers are, in place of launchers: for gateways of one person, who named it. */
  readonly ownCommand?: LaunchCommand;
}

const ALONE = 'local';

interface Entry {
  /** The snapshot's own object it was last asked for by; the same object needs no comparison of texts. */
  server: SnapshotServer;
  readonly transport: string;
  readonly upstream: Upstream;
}

/**
 * The upstreams of all organisations. Each server of each organisation has its own connections and its own process: nothing
 * is shared between two organisations even when they name the same server.
 */
export const createUpstreamRegistry = (options: UpstreamRegistryOptions): UpstreamRegistry => {
  const dialler = new Dialler({ allow: options.allow });
  const { sessionNotes } = options;
  const bridging = {
    replicaId: options.replicaId ?? ALONE,
    ...(sessionNotes === undefined ? {} : { sessionNotes }),
  };
  const orgs = new Map<string, Map<string, Entry>>();
  const closing = new Set<Promise<void>>();

  const open = (orgId: string, server: SnapshotServer): Upstream => {
    const { transport } = server;
    if (transport.kind === 'streamable-http') {
      const { url } = transport;
      const credentials = options.credentials?.forServer({ orgId, serverId: server.id, url }) ?? null;
      return remoteServer(new URL(url), dialler, { ...bridging, credentials });
    }
    const logger = options.logger.child({ orgId, serverId: server.id, launcher: transport.launcher });
    const { ownCommand } = options;
    const command = () => ownCommand ?? forOrg(launchCommand(options.launchers, transport, options.env), orgId);
    return hostedServer(command, { ...bridging, logger });
  };

  const drop = (servers: Map<string, Entry>, serverId: string): void => {
    const entry = servers.get(serverId);
    if (entry === undefined) return;
    servers.delete(serverId);
    const closed: Promise<void> = entry.upstream.close().finally(() => closing.delete(closed));
    closing.add(closed);
  };

  return {
    get: (orgId, server) => {
      const known = orgs.get(orgId)?.get(server.id);
      if (known?.server === server) return known.upstream;
      const transport = JSON.stringify(server.transport);
      if (known?.transport === transport) {
        known.server = server;
        return known.upstream;
      }
      const servers = orgs.get(orgId) ?? new Map<string, Entry>();
      orgs.set(orgId, servers);
      drop(servers, server.id);
      const upstream = open(orgId, server);
      servers.set(server.id, { server, transport, upstream });
      return upstream;
    },
    apply: (orgId, servers) => {
      const known = orgs.get(orgId);
      if (known === undefined) return;
      const wanted = new Map(
        servers.filter(({ enabled }) => enabled).map((server) => [server.id, JSON.stringify(server.transport)]),
      );
      for (const [serverId, { transport }] of known) {
        if (wanted.get(serverId) !== transport) drop(known, serverId);
      }
      if (known.size === 0) orgs.delete(orgId);
    },
    close: async () => {
      for (const servers of orgs.values()) {
        for (const serverId of [...servers.keys()]) drop(servers, serverId);
      }
      orgs.clear();
      await Promise.all(closing);
    },
  };
};
