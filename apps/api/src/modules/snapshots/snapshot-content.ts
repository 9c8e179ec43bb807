import type { Snapshot } from '@sallyport/contracts';
import type { OrgTx } from '@sallyport/db';
import { classifyDefinitionDiff } from '@sallyport/detect';
import { sql } from 'kysely';
import { readBehaviour } from '../behaviour/behaviour-content.js';
import { readInspection } from '../detectors/inspection-content.js';
import { PLATFORM_POLICY } from '../policies/platform-policy.js';

/** What an organisation's snapshot holds, as this transaction sees it. Every list in a fixed order: same content, same bytes. */
export const readSnapshotContent = async (
  tx: OrgTx,
  now: Date,
): Promise<Omit<Snapshot, 'format' | 'version' | 'builtAt'>> => {
  const org = await tx.selectFrom('organisations').select(['org_id', 'slug', 'settings']).executeTakeFirstOrThrow();
  return {
    orgId: org.org_id,
    orgSlug: org.slug,
    principals: await readPrincipals(tx),
    tokens: await readTokens(tx, now),
    servers: await readServers(tx),
    definitions: await readDefinitions(tx),
    policies: await readPolicies(tx),
    grants: await readGrants(tx),
    ...(await readInspection(tx)),
    ...(await readBehaviour(tx, now)),
    settings: org.settings,
  };
};

const readPrincipals = async (tx: OrgTx): Promise<Snapshot['principals']> => {
  const members = await tx.selectFrom('members').select(['id', 'email', 'role']).orderBy('id').execute();
  const accounts = await tx
    .selectFrom('service_accounts')
    .select(['id', 'name'])
    .where('disabled', '=', false)
    .orderBy('id')
    .execute();
  const groupsOf = await readGroups(tx);
  return [
    ...members.map(({ id, email, role }) => ({
      id,
      kind: 'user' as const,
      name: email,
      groups: groupsOf.get(id) ?? [],
      role,
    })),
    ...accounts.map(({ id, name }) => ({ id, kind: 'service_account' as const, name, groups: groupsOf.get(id) ?? [] })),
  ];
};

const readGroups = async (tx: OrgTx): Promise<Map<string, string[]>> => {
  const rows = await tx
    .selectFrom('group_members as gm')
    .innerJoin('groups as g', (join) => join.onRef('g.org_id', '=', 'gm.org_id').onRef('g.id', '=', 'gm.group_id'))
    .select(['gm.principal_id', 'g.name'])
    .orderBy('gm.principal_id')
    .orderBy('g.name')
    .execute();
  const groups = new Map<string, string[]>();
  for (const { principal_id, name } of rows) groups.set(principal_id, [...(groups.get(principal_id) ?? []), name]);
  return groups;
};

const readTokens = async (tx: OrgTx, now: Date): Promise<Snapshot['tokens']> => {
  const rows = await tx
    .selectFrom('service_account_tokens as t')
    .innerJoin('service_accounts as a', (join) =>
      join.onRef('a.org_id', '=', 't.org_id').onRef('a.id', '=', 't.service_account_id'),
    )
    .select(['t.hash', 't.service_account_id', 't.expires_at'])
    .where('t.revoked_at', 'is', null)
    .where('a.disabled', '=', false)
    .where((eb) => eb.or([eb('t.expires_at', 'is', null), eb('t.expires_at', '>', now)]))
    .orderBy('t.id')
    .execute();
  return rows.map((row) => ({
    hash: row.hash,
    principalId: row.service_account_id,
    expiresAt: row.expires_at?.toISOString() ?? null,
  }));
};

const readServers = async (tx: OrgTx): Promise<Snapshot['servers']> => {
  const rows = await tx.selectFrom('servers').selectAll().orderBy('id').execute();
  return rows.map(({ id, slug, name, transport, tier, egress, labels, enabled, timeout_ms }) => ({
    id,
    slug,
    name,
    transport,
    tier,
    egress,
    labels,
    enabled,
    timeoutMs: timeout_ms,
  }));
};

/** Pins of what a server stopped listing stay: it must not come back changed as if it were new. */
const readDefinitions = async (tx: OrgTx): Promise<Snapshot['definitions']> => {
  const rows = await tx
    .selectFrom('definitions')
    .select(['server_id', 'kind', 'name', 'digest', 'state', 'body', 'observed_body'])
    .orderBy('id')
    .execute();
  return rows.map(({ server_id, observed_body, ...row }) => ({
    serverId: server_id,
    ...row,
    ...(observed_body === null ? {} : { change: classifyDefinitionDiff(row.body, observed_body).change }),
  }));
};

/** Ids only: a gateway that holds a token of a grant that is not here forgets it. */
const readGrants = async (tx: OrgTx): Promise<Snapshot['grants']> => {
  const rows = await tx
    .selectFrom('upstream_grants as g')
    .innerJoin('servers as s', (join) => join.onRef('s.org_id', '=', 'g.org_id').onRef('s.id', '=', 'g.server_id'))
    .select(['g.id', 'g.principal_id', 'g.server_id'])
    .where('g.lapsed_at', 'is', null)
    .where(sql<boolean>`s.transport ->> 'url' = g.server_url`)
    .orderBy('g.id')
    .execute();
  return rows.map(({ id, principal_id, server_id }) => ({ id, principalId: principal_id, serverId: server_id }));
};

/** The platform's policy, then the organisation's and its groups', all as they are in force. */
export const readPolicies = async (tx: OrgTx): Promise<Snapshot['policies']> => {
  const rows = await tx
    .selectFrom('policies as p')
    .innerJoin('policy_versions as v', (join) =>
      join.onRef('v.org_id', '=', 'p.org_id').onRef('v.policy_id', '=', 'p.id').onRef('v.version', '=', 'p.version'),
    )
    .select(['p.id', 'p.name', 'p.version', 'v.text'])
    .orderBy('p.id')
    .execute();
  return [PLATFORM_POLICY.source, ...rows];
};
