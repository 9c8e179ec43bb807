import { Inject, Injectable } from '@nestjs/common';
import { AppError, type CallId, OPERATIONS } from '@sallyport/contracts';
import { callTargetMatches, type Db, type OrgTx, withOrg } from '@sallyport/db';
import { sql } from 'kysely';
import type { DataKeys } from '../../platform/crypto/data-keys.js';
import type { CursorCodec } from '../../platform/cursor.js';
import type { OrgContext } from '../../platform/http/request-state.js';
import type { InputOf, ResultOf } from '../../platform/operation.decorator.js';
import { toPage } from '../../platform/page.js';
import { CLOCK, CURSORS, DATA_KEYS, DATABASE } from '../../platform/tokens.js';
import { type CallDetail, type CallSummary, SUMMARY_COLUMNS, toDetail, toSummary } from './call-view.js';
import { openArguments, openCapturedResult } from './kept-arguments.js';

type List = typeof OPERATIONS.listCalls;
type Filter = Omit<InputOf<List>['query'], 'cursor' | 'limit'>;

@Injectable()
export class CallsQueries {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    @Inject(CURSORS) private readonly cursors: CursorCodec,
    @Inject(DATA_KEYS) private readonly keys: DataKeys,
    @Inject(CLOCK) private readonly now: () => number,
  ) {}

  /** Newest first, by the gateways' clocks. Times have milliseconds, as records do, so a Date loses nothing. */
  async list(ctx: OrgContext, { query }: InputOf<List>): Promise<ResultOf<List>> {
    const { cursor, limit, ...filter } = query;
    const scope = { orgId: ctx.orgId, operation: OPERATIONS.listCalls.id, filter: definedOnly(filter) };
    const after = cursor === undefined ? null : this.cursors.decode(scope, cursor);
    const before = after && { at: new Date(after[0] ?? ''), id: after[1] ?? '' };
    const rows = await withOrg(this.db, ctx.orgId, (tx) =>
      filter.rule === undefined
        ? selectPage(tx, filter, before, limit + 1)
        : selectRulePage(tx, { ...filter, rule: filter.rule }, before, limit + 1),
    );
    return toPage(rows, limit, {
      toItem: (row) => toSummary(row, this.now()),
      toCursor: ({ at, id }) => this.cursors.encode(scope, [at.toISOString(), id]),
    });
  }

  async get(ctx: OrgContext, { params }: InputOf<typeof OPERATIONS.getCall>): Promise<CallDetail> {
    const { row, records } = await withOrg(this.db, ctx.orgId, async (tx) => ({
      row: await tx.selectFrom('calls').selectAll().where('id', '=', params.callId).executeTakeFirst(),
      records: await tx.selectFrom('records').select('body').where('call_id', '=', params.callId).execute(),
    }));
    if (!row) throw new AppError('call.not_found');
    const bodies = records.map(({ body }) => body);
    const kept = {
      decided: bodies.find((body) => body.stage === 'decided'),
      completed: bodies.find((body) => body.stage === 'completed'),
      arguments: await openArguments(this.keys, ctx.orgId, row),
      capturedResult: await openCapturedResult(this.keys, ctx.orgId, row),
    };
    return toDetail(row, kept, this.now());
  }

  /** Summaries of these calls in the order of their time; ids of other organisations find nothing. */
  async listByIds(orgId: OrgContext['orgId'], ids: readonly CallId[]): Promise<CallSummary[]> {
    const rows = await withOrg(this.db, orgId, (tx) =>
      tx
        .selectFrom('calls')
        .select(SUMMARY_COLUMNS)
        .where('id', 'in', [...ids])
        .orderBy('at')
        .orderBy('id')
        .execute(),
    );
    return rows.map((row) => toSummary(row, this.now()));
  }
}

interface Position {
  readonly at: Date;
  readonly id: string;
}

const selectPage = (tx: OrgTx, filter: Filter, before: Position | null, limit: number) => {
  const page = filterCalls(tx, filter).orderBy('at', 'desc').orderBy('id', 'desc').limit(limit);
  if (!before) return page.execute();
  return page.where(sql<boolean>`(at, id) < (${before.at.toISOString()}::timestamptz, ${before.id})`).execute();
};

/**
 * A page of the calls a rule took part in. Only the days on which it did are read, newest first, between its first and its last
 * call of the day: a rule that matched twice in a month does not cost a look at every call in between.
 */
const selectRulePage = async (
  tx: OrgTx,
  filter: Filter & { readonly rule: string },
  before: Position | null,
  limit: number,
) => {
  const rows: Awaited<ReturnType<typeof selectPage>> = [];
  for (const { first, last } of await listRuleDays(tx, filter, before)) {
    const day = { ...filter, from: laterOf(filter.from, first), to: earlierOf(filter.to, last) };
    rows.push(...(await selectPage(tx, day, before, limit - rows.length)));
    if (rows.length >= limit) break;
  }
  return rows;
};

const listRuleDays = async (
  tx: OrgTx,
  { rule, from, to }: Filter & { readonly rule: string },
  before: Position | null,
) => {
  const [policyId = '', ruleId = ''] = rule.split('/');
  let days = tx
    .selectFrom('rule_hits')
    .select((eb) => [eb.fn.min('first_at').as('first'), eb.fn.max('last_at').as('last')])
    .where('policy_id', '=', policyId)
    .where('rule_id', '=', ruleId)
    .groupBy('day')
    .orderBy('day', 'desc');
  if (from !== undefined) days = days.where('last_at', '>=', new Date(from));
  if (to !== undefined) days = days.where('first_at', '<', new Date(to));
  if (before) days = days.where('first_at', '<=', before.at);
  return days.execute();
};

const laterOf = (a: string | undefined, b: Date): string =>
  new Date(Math.max(b.getTime(), a === undefined ? 0 : Date.parse(a))).toISOString();
/** `to` is not included, the last call of a day is. */
const earlierOf = (a: string | undefined, b: Date): string =>
  new Date(Math.min(b.getTime() + 1, a === undefined ? Number.POSITIVE_INFINITY : Date.parse(a))).toISOString();

const filterCalls = (tx: OrgTx, filter: Filter) => {
  let query = tx.selectFrom('calls').select(SUMMARY_COLUMNS);
  if (filter.effect !== undefined) query = query.where('effect', '=', filter.effect);
  if (filter.outcome !== undefined) query = query.where('outcome', '=', filter.outcome);
  if (filter.server !== undefined) query = query.where('server_slug', '=', filter.server);
  if (filter.method !== undefined) query = query.where('method', '=', filter.method);
  if (filter.target !== undefined) query = query.where(callTargetMatches(filter.target));
  if (filter.principal !== undefined) query = query.where('principal_id', '=', filter.principal);
  if (filter.category !== undefined)
    query = query.where(sql<boolean>`finding_count > 0 and ${filter.category} = any (categories)`);
  if (filter.rule !== undefined) query = query.where(sql<boolean>`${filter.rule} = any (rule_keys)`);
  if (filter.from !== undefined) query = query.where('at', '>=', new Date(filter.from));
  if (filter.to !== undefined) query = query.where('at', '<', new Date(filter.to));
  return query;
};

const definedOnly = (filter: Filter): Record<string, unknown> =>
  Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
