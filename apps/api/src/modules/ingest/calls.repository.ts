import { EFFECTS, type OrgId, type RuleRef, SEVERITIES } from '@sallyport/contracts';
import { type OrgTx, toJson } from '@sallyport/db';
import { sql } from 'kysely';
import type { CompletedCall, DecidedCall } from './call-projection.js';
import { type RuledCall, ruleKey } from './rule-hits.js';

/** Columns of `calls` that the first stage fills, with the types Postgres reads them as. */
const DECIDED_COLUMNS: Readonly<Record<keyof DecidedCall, string>> = {
  at: 'timestamptz',
  id: 'text',
  principal_id: 'text',
  principal_kind: 'text',
  principal_name: 'text',
  principal_groups: 'text[]',
  client_name: 'text',
  client_version: 'text',
  server_id: 'text',
  server_slug: 'text',
  origin: 'text',
  method: 'text',
  target_kind: 'text',
  target_name: 'text',
  protocol_version: 'text',
  request_id: 'text',
  trace_id: 'text',
  definition_digest: 'text',
  arguments_digest: 'text',
  arguments_bytes: 'bigint',
  arguments_enc: 'bytea',
  arguments_key_id: 'text',
  arguments_truncated: 'boolean',
  snapshot_version: 'integer',
  gateway_id: 'text',
  epoch: 'bigint',
  sequence: 'bigint',
  effect: 'text',
  reasons: 'text[]',
  decided_by: 'text',
  finding_count: 'integer',
  severity: 'text',
  categories: 'text[]',
  detectors: 'text[]',
  rule_keys: 'text[]',
  decided: 'jsonb',
};

const COMPLETED_COLUMNS: Readonly<Record<keyof CompletedCall, string>> = {
  id: 'text',
  decided_at: 'timestamptz',
  completed_at: 'timestamptz',
  outcome: 'text',
  error_code: 'text',
  result_digest: 'text',
  result_bytes: 'bigint',
  total_us: 'bigint',
  inspect_us: 'bigint',
  decide_us: 'bigint',
  upstream_us: 'bigint',
  effect: 'text',
  reasons: 'text[]',
  decided_by: 'text',
  severity: 'text',
  categories: 'text[]',
  detectors: 'text[]',
  captured_enc: 'bytea',
  captured_key_id: 'text',
  rule_keys: 'text[]',
  completed: 'jsonb',
};

const namesOf = (columns: Readonly<Record<string, string>>) => sql.raw(Object.keys(columns).join(', '));
const typesOf = (columns: Readonly<Record<string, string>>) =>
  sql.raw(
    Object.entries(columns)
      .map(([name, type]) => `${name} ${type}`)
      .join(', '),
  );
const rankIn = (order: readonly string[], column: string) =>
  sql`coalesce(array_position(${sql.raw(`array['${order.join("','")}']`)}, ${sql.raw(column)}), 0)`;

/** Stores first stages in one statement; a call that is there already stays as it is. @returns ids of those that are new */
export const insertDecided = async (
  tx: OrgTx,
  orgId: OrgId,
  calls: readonly DecidedCall[],
): Promise<ReadonlySet<string>> => {
  if (calls.length === 0) return new Set();
  const { rows } = await sql<{ id: string }>`
    insert into calls (org_id, ${namesOf(DECIDED_COLUMNS)})
    select ${orgId}, ${namesOf(DECIDED_COLUMNS)}
    from jsonb_to_recordset(${toJson(calls)}::jsonb) as r (${typesOf(DECIDED_COLUMNS)})
    on conflict do nothing
    returning id`.execute(tx);
  return new Set(rows.map(({ id }) => id));
};

/**
 * Adds second stages in one statement, each once. The summary then speaks of both stages: the more severe effect with the
 * rule behind it, all reasons and categories, and each finding once, as a refusal repeats those it was made for.
 * @returns the calls that got theirs now and in which further rules took part then, with those rules
 */
export const applyCompleted = async (tx: OrgTx, calls: readonly CompletedCall[]): Promise<RuledCall[]> => {
  if (calls.length === 0) return [];
  const { rows } = await sql<RuledCall & { readonly decided_rules: readonly RuleRef[] }>`
    with applied as (
    update calls c set
      completed = r.completed, completed_at = r.completed_at, outcome = r.outcome, error_code = r.error_code,
      result_digest = r.result_digest, result_bytes = r.result_bytes, total_us = r.total_us, inspect_us = r.inspect_us,
      decide_us = r.decide_us, upstream_us = r.upstream_us,
      effect = case when ${rankIn(EFFECTS, 'r.effect')} > ${rankIn(EFFECTS, 'c.effect')} then r.effect else c.effect end,
      decided_by = case when ${rankIn(EFFECTS, 'r.effect')} > ${rankIn(EFFECTS, 'c.effect')} then r.decided_by else c.decided_by end,
      severity = case when ${rankIn(SEVERITIES, 'r.severity')} > ${rankIn(SEVERITIES, 'c.severity')} then r.severity else c.severity end,
      reasons = array(select distinct unnest(c.reasons || r.reasons) order by 1),
      categories = array(select distinct unnest(c.categories || r.categories) order by 1),
      detectors = array(select distinct unnest(c.detectors || r.detectors) order by 1),
      captured_enc = r.captured_enc, captured_key_id = r.captured_key_id,
      rule_keys = array(select distinct unnest(c.rule_keys || r.rule_keys) order by 1),
      finding_count = (
        select count(distinct (f ->> 'detector', f ->> 'pointer', f ->> 'start', f ->> 'end'))
        from jsonb_array_elements((c.decided -> 'findings') || (r.completed -> 'findings')) f
      )
    from jsonb_to_recordset(${toJson(calls)}::jsonb) as r (${typesOf(COMPLETED_COLUMNS)})
    where c.at = r.decided_at and c.id = r.id and c.completed is null
    returning c.id, c.at, c.principal_id, c.principal_kind, c.principal_name, c.server_slug, c.method, c.target_kind,
      c.target_name, c.decided -> 'rules' as decided_rules, c.completed -> 'rules' as rules
    )
    select * from applied where rules <> '[]'`.execute(tx);
  return rows.map(({ decided_rules, ...call }) => {
    const counted = new Set(decided_rules.map(ruleKey));
    return { ...call, rules: call.rules.filter((rule) => !counted.has(ruleKey(rule))) };
  });
};
