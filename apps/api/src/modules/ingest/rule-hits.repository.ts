import type { OrgId } from '@sallyport/contracts';
import { type OrgTx, toJson } from '@sallyport/db';
import { sql } from 'kysely';
import { type RuledCall, sumRuleHits } from './rule-hits.js';

const COLUMNS = sql.raw(
  'day, policy_id, rule_id, mode, effect, principal_id, principal_kind, principal_name, server_slug, method, target_kind, ' +
    'target_name, hits, first_at, last_at, last_call_id',
);

/** Counts rules of calls that this transaction stores; whoever calls sees to it that each call is given once. */
export const addRuleHits = async (tx: OrgTx, orgId: OrgId, calls: readonly RuledCall[]): Promise<void> => {
  const hits = sumRuleHits(calls);
  if (hits.length === 0) return;
  await sql`
    insert into rule_hits (org_id, ${COLUMNS})
    select ${orgId}, ${COLUMNS}
    from jsonb_to_recordset(${toJson(hits)}::jsonb) as h (
      day date, policy_id text, rule_id text, mode text, effect text, principal_id text, principal_kind text,
      principal_name text, server_slug text, method text, target_kind text, target_name text, hits bigint,
      first_at timestamptz, last_at timestamptz, last_call_id text
    )
    on conflict (org_id, day, policy_id, rule_id, mode, effect, principal_id, server_slug, method, target_kind, target_hash)
    do update set
      hits = rule_hits.hits + excluded.hits,
      first_at = least(rule_hits.first_at, excluded.first_at),
      last_at = greatest(rule_hits.last_at, excluded.last_at),
      last_call_id = case when excluded.last_at >= rule_hits.last_at then excluded.last_call_id else rule_hits.last_call_id end,
      principal_name = excluded.principal_name`.execute(tx);
};
