import { userInfo } from 'node:os';
import type { Principal, ServerTransport, Snapshot } from '@sallyport/contracts';
import type { LocalPolicy } from '../policy/local-policy.js';
import { LOCAL_ORG } from './local-names.js';
import { isLoopback } from './loopback.js';

/** As long as a snapshot may say: the server's own client knows better when to give up. */
const TIMEOUT_MS = 600_000;

export interface LocalSnapshotOptions {
  /** Name by which policies and records know the server. */
  readonly serverSlug: string;
  readonly transport: ServerTransport;
  readonly policy: LocalPolicy;
  readonly principal: Principal;
  /** Lower-case hexadecimal SHA-256 of the token callers have to show; null when they show none. */
  readonly tokenHash: string | null;
}

/** Who runs this process; every call is theirs. */
export const localPrincipal = (): Principal => ({ id: 'usr_local', kind: 'user', name: userName(), groups: [] });

/** What the api would send, made up here: one organisation, one server, one person, one policy. */
export const toLocalSnapshot = (options: LocalSnapshotOptions): Snapshot => {
  const { serverSlug, transport, policy, principal, tokenHash } = options;
  return {
    format: 1,
    orgId: LOCAL_ORG,
    orgSlug: LOCAL_ORG,
    version: 1,
    builtAt: new Date().toISOString(),
    principals: [principal],
    tokens: tokenHash === null ? [] : [{ hash: tokenHash, principalId: principal.id, expiresAt: null }],
    servers: [
      {
        id: serverSlug,
        slug: serverSlug,
        name: serverSlug,
        transport,
        tier: 'standard',
        egress: isOnThisMachine(transport) ? 'internal' : 'external',
        enabled: true,
        timeoutMs: TIMEOUT_MS,
      },
    ],
    definitions: [],
    policies: [{ id: LOCAL_ORG, name: policy.name, version: 1, text: policy.text }],
    settings: { keepArguments: true, driftedDefinitions: 'allow' },
  };
};

/** A program of one's own may send what it gets anywhere, so only an address says that nothing leaves. */
const isOnThisMachine = (transport: ServerTransport): boolean =>
  transport.kind === 'streamable-http' && isLoopback(new URL(transport.url).hostname);

/** A user without an entry in the system's list has no name there. */
const userName = (): string => {
  try {
    return userInfo().username.slice(0, 120);
  } catch {
    return 'local';
  }
};
