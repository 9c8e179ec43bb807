import { deflateRawSync } from 'node:zlib';
import type { OrgId } from '@sallyport/contracts';
import { type OrgTx, type Row, toJson } from '@sallyport/db';
import { newId, uniqueWord } from '../../ids.js';
import { sha256 } from './enforcement.js';
import type { Overrides } from './overrides.js';

/** A simulation of the last day that nobody runs yet, of a person of its own. */
export async function createSimulation(
  tx: OrgTx,
  orgId: OrgId,
  overrides: Overrides<'policy_simulations'> = {},
): Promise<Row<'policy_simulations'>> {
  const name = uniqueWord('policy');
  const text = `version: 1\nname: ${name}\nrules:\n  - id: allow-all\n    effect: allow\n`;
  const values = {
    id: newId('simulation'),
    policy_name: name,
    text,
    text_digest: sha256(text),
    base: toJson([]),
    base_digest: sha256('[]'),
    from_at: new Date(Date.now() - 86_400_000),
    to_at: new Date(),
    created_by_id: newId('member'),
    created_by: 'ada@example.com',
    ...overrides,
  };
  return tx
    .insertInto('policy_simulations')
    .values({ ...values, org_id: orgId })
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** One call of today in which a rule took part. */
export async function createRuleHit(
  tx: OrgTx,
  orgId: OrgId,
  overrides: Overrides<'rule_hits'> = {},
): Promise<Row<'rule_hits'>> {
  const at = new Date();
  const values = {
    day: at,
    policy_id: newId('policy'),
    rule_id: 'allow-all',
    mode: 'enforce' as const,
    effect: 'allow' as const,
    principal_id: newId('member'),
    principal_kind: 'user' as const,
    principal_name: 'ada@example.com',
    server_slug: 'files',
    method: 'tools/call',
    target_kind: 'tool' as const,
    target_name: 'read_file',
    hits: 1,
    first_at: at,
    last_at: at,
    last_call_id: newId('call'),
    ...overrides,
  };
  return tx
    .insertInto('rule_hits')
    .values({ ...values, org_id: orgId })
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** An empty part: the body is that of `[]`. */
export async function createSnapshotPart(tx: OrgTx, orgId: OrgId): Promise<Row<'snapshot_parts'>> {
  return tx
    .insertInto('snapshot_parts')
    .values({ org_id: orgId, digest: sha256(uniqueWord('part')), body: deflateRawSync('[]') })
    .returningAll()
    .executeTakeFirstOrThrow();
}

export async function createHistoryRow(
  tx: OrgTx,
  orgId: OrgId,
  overrides: Overrides<'snapshot_history'> = {},
): Promise<Row<'snapshot_history'>> {
  const digest = sha256('[]');
  const values = {
    version: 1,
    in_force_at: new Date(),
    principals: digest,
    servers: digest,
    tools: digest,
    policies: digest,
    ...overrides,
  };
  return tx
    .insertInto('snapshot_history')
    .values({ ...values, org_id: orgId })
    .returningAll()
    .executeTakeFirstOrThrow();
}
