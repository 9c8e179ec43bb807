import type {
  DecisionContext,
  DefinitionKind,
  Principal,
  ServerTier,
  Snapshot,
  SnapshotDefinition,
  SnapshotServer,
} from '@sallyport/contracts';
import type { Inspector, NamedTool } from '@sallyport/detect';
import { compile, type Program } from '@sallyport/policy';
import { OrgInspection } from '../inspection/org-inspection.js';
import { GenerationalCache } from '../sessions/generational-cache.js';

/** A server as policy sees it. */
export interface DecidedServer {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly tier: ServerTier;
  readonly egress: 'internal' | 'external';
  readonly transport: 'streamable-http' | 'stdio';
  readonly labels: readonly string[];
}

export interface ServerRuntime {
  readonly server: SnapshotServer;
  readonly decided: DecidedServer;
  /** The server as records name it; one object, so that its text can be shared. */
  readonly named: { readonly id: string; readonly slug: string };
  /** What else records say of it; one object as well. */
  readonly context: DecisionContext['server'];
  readonly pins: DefinitionPins;
}

export interface TokenGrant {
  readonly principal: Principal;
  /** Milliseconds since the epoch; infinity for a token without end. */
  readonly expiresAt: number;
  /** When the person it is for signed in, milliseconds since the epoch; null when nobody signs in for it. */
  readonly signedInAt: number | null;
}

/** Callers an organisation has at one time; more pay for a digest when it is their turn. */
const RECENT_GRANTS_MAX = 2_000;

/** One organisation's snapshot, compiled. Immutable: a call keeps the one it began with, whatever is applied meanwhile. */
export interface OrgRuntime {
  readonly orgId: string;
  readonly orgSlug: string;
  readonly version: number;
  readonly program: Program;
  readonly inspection: OrgInspection;
  readonly settings: Snapshot['settings'];
  readonly servers: readonly SnapshotServer[];
  findServer(slug: string): ServerRuntime | undefined;
  /** Pinned tools of all servers but this one, by slug; the same array each time. */
  peersOf(slug: string): readonly NamedTool[];
  /** @param hash  lower-case hexadecimal SHA-256 of the token */
  findGrant(hash: string): TokenGrant | undefined;
  /** Grants found by this very snapshot, by the `Authorization` they were found for; they go when it goes. */
  readonly recentGrants: GenerationalCache<TokenGrant>;
}

/** Pinned definitions of one server, by kind and name. */
export class DefinitionPins {
  private readonly byKind = new Map<DefinitionKind, Map<string, SnapshotDefinition>>();

  constructor(definitions: readonly SnapshotDefinition[]) {
    for (const definition of definitions) {
      const names = this.byKind.get(definition.kind) ?? new Map<string, SnapshotDefinition>();
      names.set(definition.name, definition);
      this.byKind.set(definition.kind, names);
    }
  }

  names(kind: DefinitionKind): string[] {
    return [...(this.byKind.get(kind)?.keys() ?? [])];
  }

  find(kind: DefinitionKind, name: string): SnapshotDefinition | undefined {
    return this.byKind.get(kind)?.get(name);
  }
}

/**
 * Compiles a snapshot into what the hot path looks things up in. Policies and detectors that did not change since `inForce` are taken over:
 * reading a thousand rules takes half a second, and most snapshots change something else.
 * @throws AppError `policy.rule_invalid` for a policy that does not compile; Error for a token of an unknown principal
 */
export const compileSnapshot = (snapshot: Snapshot, inspector: Inspector, inForce?: OrgRuntime): OrgRuntime => {
  const servers = new Map(snapshot.servers.map((server) => [server.slug, toServerRuntime(server, snapshot)]));
  const grants = toGrants(snapshot);
  return {
    orgId: snapshot.orgId,
    orgSlug: snapshot.orgSlug,
    version: snapshot.version,
    program: compile(snapshot.policies, inForce?.program),
    inspection: inForce?.inspection.equals(snapshot.inspection)
      ? inForce.inspection
      : new OrgInspection(inspector, snapshot.inspection),
    settings: snapshot.settings,
    servers: snapshot.servers,
    findServer: (slug) => servers.get(slug),
    peersOf: createPeers(servers),
    findGrant: (hash) => grants.get(hash),
    recentGrants: new GenerationalCache(RECENT_GRANTS_MAX),
  };
};

/** Tools compared with each definition; an organisation with more is compared with the first of them. */
const PEERS_MAX = 2_000;

const createPeers = (servers: ReadonlyMap<string, ServerRuntime>): OrgRuntime['peersOf'] => {
  const known = new Map<string, readonly NamedTool[]>();
  return (slug) => {
    const before = known.get(slug);
    if (before !== undefined) return before;
    const peers = [...servers.values()]
      .filter(({ server }) => server.slug !== slug)
      .flatMap(({ server, pins }) => pins.names('tool').map((name) => ({ server: server.slug, name })))
      .slice(0, PEERS_MAX);
    known.set(slug, peers);
    return peers;
  };
};

const toServerRuntime = (server: SnapshotServer, snapshot: Snapshot): ServerRuntime => {
  const { id, slug, name, tier, egress, labels = [] } = server;
  const context = { name, tier, egress, transport: server.transport.kind, labels };
  return {
    server,
    decided: { id, slug, ...context },
    named: { id, slug },
    context,
    pins: new DefinitionPins(snapshot.definitions.filter(({ serverId }) => serverId === id)),
  };
};

const toGrants = (snapshot: Snapshot): ReadonlyMap<string, TokenGrant> => {
  const principals = new Map(snapshot.principals.map((principal) => [principal.id, principal]));
  return new Map(
    snapshot.tokens.map(({ hash, principalId, expiresAt, signedInAt }) => {
      const principal = principals.get(principalId);
      if (principal === undefined) throw new Error('a token names a principal the snapshot does not have');
      const grant: TokenGrant = {
        principal,
        expiresAt: expiresAt === null ? Number.POSITIVE_INFINITY : Date.parse(expiresAt),
        signedInAt: signedInAt === undefined ? null : Date.parse(signedInAt),
      };
      return [hash, grant];
    }),
  );
};
