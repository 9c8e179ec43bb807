import type { OrgTx } from '@sallyport/db';
import { sql } from 'kysely';

/** How a rule was used in a time. */
export interface RuleUse {
  readonly policyId: string;
  readonly ruleId: string;
  readonly hits: number;
  readonly principals: number;
  readonly lastAt: Date;
}

/** First day of a look back, UTC, as text. */
export const dayOf = (at: Date): string => at.toISOString().slice(0, 10);

/** When counting began; null: nothing was counted yet. Days are never removed before that. */
export const findCountedSince = async (tx: OrgTx): Promise<Date | null> => {
  const row = await tx
    .selectFrom('rule_hits')
    .select('first_at')
    .orderBy('day')
    .orderBy('first_at')
    .limit(1)
    .executeTakeFirst();
  return row?.first_at ?? null;
};

export const listRuleUse = async (tx: OrgTx, from: Date): Promise<RuleUse[]> => {
  const { rows } = await sql<RuleUse>`
    select policy_id as "policyId", rule_id as "ruleId", sum(hits)::bigint as hits,
      count(distinct principal_id) as principals, max(last_at) as "lastAt"
    from rule_hits where day >= ${dayOf(from)}::date
    group by policy_id, rule_id`.execute(tx);
  return rows;
};
