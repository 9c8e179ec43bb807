import { Inject, Injectable } from '@nestjs/common';
import { AppError, days, type OPERATIONS } from '@sallyport/contracts';
import { type Db, withOrg } from '@sallyport/db';
import { sql } from 'kysely';
import type { OrgContext } from '../../platform/http/request-state.js';
import type { InputOf, ResultOf } from '../../platform/operation.decorator.js';
import { CLOCK, DATABASE } from '../../platform/tokens.js';
import { readPolicies } from '../snapshots/snapshot-content.js';
import { dayOf, findCountedSince } from './rule-use.js';

type Get = typeof OPERATIONS.getRuleActivity;
type Activity = ResultOf<Get>;
type PrincipalActivity = Omit<Activity['principals'][number], 'firstAt' | 'lastAt'> & {
  readonly firstAt: Date;
  readonly lastAt: Date;
};

const PRINCIPALS_MAX = 500;
const TARGETS_MAX = 100;

/** Who a rule spoke of, from the hits that ingest counts. The policy has to exist; the rule need not, any more. */
@Injectable()
export class RuleActivityQueries {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    @Inject(CLOCK) private readonly now: () => number,
  ) {}

  async get(ctx: OrgContext, { params, query }: InputOf<Get>): Promise<Activity> {
    const to = new Date(this.now());
    const from = new Date(to.getTime() - days(query.days));
    const { policyId, ruleId } = params;
    const hits = sql`rule_hits where policy_id = ${policyId} and rule_id = ${ruleId} and day >= ${dayOf(from)}::date`;
    return withOrg(this.db, ctx.orgId, async (tx) => {
      const policies = await readPolicies(tx);
      if (!policies.some(({ id }) => id === policyId)) throw new AppError('policy.not_found');
      const byMode = await sql<Activity['byMode'][number]>`
        select mode, effect, sum(hits)::bigint as calls from ${hits} group by mode, effect order by calls desc`.execute(
        tx,
      );
      const series = await sql<Activity['series'][number]>`
        select day::text as day, mode, sum(hits)::bigint as calls from ${hits} group by day, mode order by day, mode
        limit 300`.execute(tx);
      const principals = await sql<PrincipalActivity & { readonly total: number }>`
        select nullif(principal_id, '') as id, max(principal_kind) as kind,
          (array_agg(principal_name order by last_at desc))[1] as name, sum(hits)::bigint as calls,
          min(first_at) as "firstAt", max(last_at) as "lastAt",
          (array_agg(last_call_id order by last_at desc))[1] as "lastCallId", array_agg(distinct mode) as modes,
          count(*) over () as total
        from ${hits} group by principal_id order by calls desc, principal_id limit ${PRINCIPALS_MAX}`.execute(tx);
      const targets = await sql<{ server: string; kind: 'tool'; name: string; calls: number; lastCallId: string }>`
        select server_slug as server, target_kind as kind, target_name as name, sum(hits)::bigint as calls,
          (array_agg(last_call_id order by last_at desc))[1] as "lastCallId"
        from ${hits} group by server_slug, target_kind, target_name order by calls desc, 1, 2, 3
        limit ${TARGETS_MAX}`.execute(tx);
      return {
        policyId,
        ruleId,
        from: from.toISOString(),
        to: to.toISOString(),
        countedSince: (await findCountedSince(tx))?.toISOString() ?? null,
        calls: byMode.rows.reduce((sum, { calls }) => sum + calls, 0),
        byMode: byMode.rows,
        series: series.rows,
        principals: principals.rows.map(({ total: _, firstAt, lastAt, ...principal }) => ({
          ...principal,
          firstAt: firstAt.toISOString(),
          lastAt: lastAt.toISOString(),
        })),
        principalCount: principals.rows[0]?.total ?? 0,
        targets: targets.rows.map(({ kind, name, ...target }) => ({ ...target, target: { kind, name } })),
      };
    });
  }
}
