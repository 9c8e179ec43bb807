import { createHash, randomBytes } from 'node:crypto';
import type { Principal, Snapshot, SnapshotDefinition, SnapshotServer } from '@sallyport/contracts';
import { newId } from '@sallyport/testkit';

/** A policy that allows everything, for tests about something else. */
export const ALLOW_ALL = `
version: 1
name: allow-all
rules:
  - id: everything
    effect: allow
`;

/** A policy that allows everything but downloads that are run. */
export const NO_DOWNLOADS = `
version: 1
name: no-downloads
rules:
  - { id: everything, effect: allow }
  - id: no-pipe-to-shell
    effect: deny
    when: findings.exists(f, f.detector == "command.pipe-to-interpreter")
`;

export interface TestPrincipal {
  readonly principal: Principal;
  readonly token: string;
  /** When the person it is for signed in, milliseconds since the epoch. */
  readonly signedInAt?: number;
}

export interface OrgSpec {
  readonly slug: string;
  readonly policy?: string;
  readonly servers: readonly SnapshotServer[];
  readonly principals: readonly TestPrincipal[];
  readonly definitions?: readonly SnapshotDefinition[];
  readonly settings?: Partial<Snapshot['settings']>;
  /** Milliseconds since the epoch at which every token ends. */
  readonly tokensExpireAt?: number;
}

export const newToken = (): string => `sp_sa_${randomBytes(32).toString('base64url')}`;

export const newPrincipal = (name: string, groups: string[] = ['engineering']): TestPrincipal => ({
  principal: { id: newId('serviceAccount'), kind: 'service_account', name, groups },
  token: newToken(),
});

export const httpServer = (slug: string, url: string, extra: Partial<SnapshotServer> = {}): SnapshotServer => ({
  id: newId('server'),
  slug,
  name: slug,
  transport: { kind: 'streamable-http', url },
  tier: 'standard',
  egress: 'internal',
  enabled: true,
  timeoutMs: 10_000,
  ...extra,
});

export const stdioServer = (slug: string, launcher: string, args: string[] = []): SnapshotServer => ({
  ...httpServer(slug, 'http://127.0.0.1/'),
  transport: { kind: 'stdio', launcher, args, env: {} },
});

const orgIds = new Map<string, string>();
const orgIdOf = (slug: string): string => {
  const known = orgIds.get(slug) ?? newId('org');
  orgIds.set(slug, known);
  return known;
};

export const toSnapshot = (org: OrgSpec, version = 1): Snapshot => ({
  format: 1,
  orgId: orgIdOf(org.slug),
  orgSlug: org.slug,
  version,
  builtAt: new Date().toISOString(),
  principals: org.principals.map(({ principal }) => principal),
  tokens: org.principals.map(({ principal, token, signedInAt }) => ({
    hash: createHash('sha256').update(token).digest('hex'),
    principalId: principal.id,
    expiresAt: org.tokensExpireAt === undefined ? null : new Date(org.tokensExpireAt).toISOString(),
    ...(signedInAt === undefined ? {} : { signedInAt: new Date(signedInAt).toISOString() }),
  })),
  servers: [...org.servers],
  definitions: [...(org.definitions ?? [])],
  policies: [{ id: newId('policy'), name: 'test', version: 1, text: org.policy ?? ALLOW_ALL }],
  settings: { keepArguments: true, driftedDefinitions: 'deny', ...org.settings },
});
