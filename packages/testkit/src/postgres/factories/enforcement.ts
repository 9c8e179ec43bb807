import { createHash } from 'node:crypto';
import type { OrgId, PolicyId, ServerId } from '@sallyport/contracts';
import { type OrgTx, type Row, toJson } from '@sallyport/db';
import { newId, uniqueWord } from '../../ids.js';
import type { Overrides } from './overrides.js';

export const sha256 = (text: string): `sha256:${string}` => `sha256:${createHash('sha256').update(text).digest('hex')}`;

/** A hosted stdio server of the launcher `memory`, unless overridden. */
export async function createServer(
  tx: OrgTx,
  orgId: OrgId,
  overrides: Overrides<'servers'> = {},
): Promise<Row<'servers'>> {
  const slug = uniqueWord('server');
  const values = {
    id: newId('server'),
    slug,
    name: slug,
    transport: toJson({ kind: 'stdio' as const, launcher: 'memory', args: [], env: {} }),
    ...overrides,
  };
  return tx
    .insertInto('servers')
    .values({ ...values, org_id: orgId })
    .returningAll()
    .executeTakeFirstOrThrow();
}

export async function createServerState(
  tx: OrgTx,
  orgId: OrgId,
  serverId: ServerId,
  overrides: Overrides<'server_states'> = {},
): Promise<Row<'server_states'>> {
  const values = { gateway_id: 'gw-test', state: 'up' as const, ...overrides };
  return tx
    .insertInto('server_states')
    .values({ ...values, org_id: orgId, server_id: serverId })
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** A pinned tool, unless overridden. */
export async function createDefinition(
  tx: OrgTx,
  orgId: OrgId,
  serverId: ServerId,
  overrides: Overrides<'definitions'> = {},
): Promise<Row<'definitions'>> {
  const name = overrides.name ?? uniqueWord('tool');
  const body = { name, inputSchema: { type: 'object' } };
  const values = {
    id: newId('definition'),
    kind: 'tool' as const,
    digest: sha256(JSON.stringify(body)),
    body: toJson(body),
    ...overrides,
  };
  return tx
    .insertInto('definitions')
    .values({ ...values, name, org_id: orgId, server_id: serverId })
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** A policy with its first version; its text allows everything. */
export async function createPolicy(
  tx: OrgTx,
  orgId: OrgId,
  overrides: Overrides<'policies'> & { text?: string } = {},
): Promise<Row<'policies'>> {
  const { text, ...columns } = overrides;
  const name = columns.name ?? uniqueWord('policy');
  const row = await tx
    .insertInto('policies')
    .values({ id: newId('policy'), version: 1, ...columns, name, org_id: orgId })
    .returningAll()
    .executeTakeFirstOrThrow();
  await createPolicyVersion(tx, orgId, row.id, { version: row.version, text: text ?? allowAll(name) });
  return row;
}

export async function createPolicyVersion(
  tx: OrgTx,
  orgId: OrgId,
  policyId: PolicyId,
  overrides: Overrides<'policy_versions'> & { version: number },
): Promise<Row<'policy_versions'>> {
  const values = { text: allowAll('test'), published_by: 'ada@example.com', rule_count: 1, ...overrides };
  return tx
    .insertInto('policy_versions')
    .values({ ...values, org_id: orgId, policy_id: policyId })
    .returningAll()
    .executeTakeFirstOrThrow();
}

const allowAll = (name: string): string =>
  `version: 1\nname: ${name}\nrules:\n  - id: allow-all\n    match: {}\n    effect: allow\n    mode: enforce\n`;

/** A row only: payload and signature are not those of a real snapshot. */
export async function createSnapshotRow(
  tx: OrgTx,
  orgId: OrgId,
  overrides: Overrides<'snapshots'> & { version: number },
): Promise<Row<'snapshots'>> {
  const values = { payload: '{}', key_id: 'test', signature: 'test', ...overrides };
  return tx
    .insertInto('snapshots')
    .values({ ...values, org_id: orgId })
    .returningAll()
    .executeTakeFirstOrThrow();
}
