import { Inject, Injectable } from '@nestjs/common';
import { days, hours, minutes, type OPERATIONS } from '@sallyport/contracts';
import { type Db, type OrgTx, withOrg } from '@sallyport/db';
import { sql } from 'kysely';
import { REPORT_FRESH_MS } from '../../platform/health-windows.js';
import type { OrgContext } from '../../platform/http/request-state.js';
import type { InputOf, ResultOf } from '../../platform/operation.decorator.js';
import { CLOCK, DATABASE } from '../../platform/tokens.js';
import { ListOrgGateways } from '../gateways/use-cases/list-org-gateways.js';

type GetOverview = typeof OPERATIONS.getOverview;
type Overview = ResultOf<GetOverview>;
type Window = InputOf<GetOverview>['query']['window'];

/** Length of a window and of one bar of its chart. */
const WINDOWS: Readonly<Record<Window, { readonly lengthMs: number; readonly stepMs: number }>> = {
  '1h': { lengthMs: hours(1), stepMs: minutes(1) },
  '24h': { lengthMs: days(1), stepMs: minutes(30) },
  '7d': { lengthMs: days(7), stepMs: hours(4) },
};
const TOP_DENIED_MAX = 10;

interface Span {
  readonly from: Date;
  readonly to: Date;
  readonly stepMs: number;
}

@Injectable()
export class OverviewQueries {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    @Inject(ListOrgGateways) private readonly listGateways: ListOrgGateways,
    @Inject(CLOCK) private readonly now: () => number,
  ) {}

  async get(ctx: OrgContext, { query }: InputOf<GetOverview>): Promise<Overview> {
    const span = toSpan(query.window, this.now());
    const seen = await withOrg(this.db, ctx.orgId, async (tx) => ({
      ...(await readTotals(tx, span)),
      series: await readSeries(tx, span),
      topDenied: await readTopDenied(tx, span),
      findingCategories: await readCategories(tx, span),
      servers: await readServers(tx, this.now()),
      currentVersion: await readSnapshotVersion(tx),
    }));
    const { currentVersion, ...rest } = seen;
    const gateways = await this.listGateways.run(ctx.orgId);
    return {
      from: span.from.toISOString(),
      to: span.to.toISOString(),
      ...rest,
      gateways: gateways.map((gateway) => ({ ...gateway, currentVersion })),
    };
  }
}

/** Whole steps that end with the one that is running, so that bars do not move between two looks. */
const toSpan = (window: Window, now: number): Span => {
  const { lengthMs, stepMs } = WINDOWS[window];
  const to = Math.ceil((now + 1) / stepMs) * stepMs;
  return { from: new Date(to - lengthMs), to: new Date(to), stepMs };
};

const within = (tx: OrgTx, { from, to }: Span) => tx.selectFrom('calls').where('at', '>=', from).where('at', '<', to);

const readTotals = async (tx: OrgTx, span: Span): Promise<Pick<Overview, 'totals' | 'latencyUs' | 'addedUs'>> => {
  const percentile = (share: number, value: string) =>
    sql<number | null>`round(percentile_cont(${sql.lit(share)}) within group (order by ${sql.raw(value)}))::int`;
  // Null while the call is open: greatest() alone would make that a zero.
  const added = 'case when total_us is not null then greatest(total_us - upstream_us, 0) end';
  const row = await within(tx, span)
    .select((eb) => [
      eb.fn.countAll<number>().as('calls'),
      eb.fn.countAll<number>().filterWhere('effect', '=', 'allow').as('allowed'),
      eb.fn.countAll<number>().filterWhere('effect', '=', 'redact').as('redacted'),
      eb.fn.countAll<number>().filterWhere('effect', '=', 'approve').as('held'),
      eb.fn.countAll<number>().filterWhere('effect', '=', 'deny').as('denied'),
      sql<number>`coalesce(sum(finding_count), 0)::int`.as('findings'),
      eb.fn.countAll<number>().filterWhere('outcome', 'in', ['rpc_error', 'upstream_error', 'timeout']).as('errors'),
      percentile(0.5, 'total_us').as('p50'),
      percentile(0.99, 'total_us').as('p99'),
      percentile(0.5, added).as('added_p50'),
      percentile(0.99, added).as('added_p99'),
    ])
    .executeTakeFirstOrThrow();
  const { p50, p99, added_p50, added_p99, ...totals } = row;
  return { totals, latencyUs: { p50, p99 }, addedUs: { p50: added_p50, p99: added_p99 } };
};

const readSeries = async (tx: OrgTx, span: Span): Promise<Overview['series']> => {
  const bar = sql<number>`floor((extract(epoch from at) * 1000 - ${span.from.getTime()}) / ${span.stepMs})::int`;
  const rows = await within(tx, span)
    .select((eb) => [
      bar.as('bar'),
      eb.fn.countAll<number>().filterWhere('effect', '=', 'allow').as('allowed'),
      eb.fn.countAll<number>().filterWhere('effect', '=', 'deny').as('denied'),
      eb.fn.countAll<number>().filterWhere('effect', '=', 'redact').as('redacted'),
      eb.fn.countAll<number>().filterWhere('effect', '=', 'approve').as('held'),
    ])
    .groupBy(sql`1`)
    .execute();
  const counted = new Map(rows.map(({ bar: index, ...counts }) => [index, counts]));
  const bars = Math.round((span.to.getTime() - span.from.getTime()) / span.stepMs);
  return Array.from({ length: bars }, (_, index) => ({
    at: new Date(span.from.getTime() + index * span.stepMs).toISOString(),
    ...(counted.get(index) ?? { allowed: 0, denied: 0, redacted: 0, held: 0 }),
  }));
};

const readTopDenied = async (tx: OrgTx, span: Span): Promise<Overview['topDenied']> => {
  const rows = await within(tx, span)
    .where('effect', '=', 'deny')
    .select((eb) => [
      sql<string>`coalesce(server_slug, '')`.as('server'),
      'target_name as target',
      'decided_by as rule',
      eb.fn.countAll<number>().as('count'),
      sql<string>`(array_agg(id order by at desc, id desc))[1]`.as('lastCallId'),
    ])
    .groupBy(['server_slug', 'target_name', 'decided_by'])
    .orderBy('count', 'desc')
    .orderBy('target')
    .limit(TOP_DENIED_MAX)
    .execute();
  return rows;
};

const readCategories = async (tx: OrgTx, span: Span): Promise<Overview['findingCategories']> => {
  const found = within(tx, span).where('finding_count', '>', 0).select(sql<string>`unnest(categories)`.as('category'));
  const rows = await tx
    .selectFrom(found.as('found'))
    .select((eb) => ['category', eb.fn.countAll<number>().as('count')])
    .groupBy('category')
    .orderBy('count', 'desc')
    .orderBy('category')
    .execute();
  return rows as Overview['findingCategories'];
};

const readServers = async (tx: OrgTx, now: number): Promise<Overview['servers']> => {
  const fresh = new Date(now - REPORT_FRESH_MS);
  const row = await tx
    .selectFrom('servers as s')
    .select((eb) => [
      eb.fn.countAll<number>().as('total'),
      eb.fn
        .countAll<number>()
        .filterWhere(({ exists, selectFrom }) =>
          exists(
            selectFrom('server_states as r')
              .select('r.server_id')
              .whereRef('r.org_id', '=', 's.org_id')
              .whereRef('r.server_id', '=', 's.id')
              .where('r.state', '=', 'up')
              .where('r.reported_at', '>=', fresh),
          ),
        )
        .as('up'),
      eb.fn
        .countAll<number>()
        .filterWhere(({ exists, selectFrom }) =>
          exists(
            selectFrom('definitions as d')
              .select('d.id')
              .whereRef('d.org_id', '=', 's.org_id')
              .whereRef('d.server_id', '=', 's.id')
              .where('d.state', '=', 'drifted'),
          ),
        )
        .as('drifted'),
    ])
    .executeTakeFirstOrThrow();
  return row;
};

const readSnapshotVersion = async (tx: OrgTx): Promise<number> => {
  const row = await tx.selectFrom('organisations').select('snapshot_version').executeTakeFirstOrThrow();
  return row.snapshot_version;
};
