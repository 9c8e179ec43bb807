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
import { openArguments } from './kept-arguments.js';

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
    const rows = await withOrg(this.db, ctx.orgId, (tx) => {
      let page = filterCalls(tx, filter)
        .orderBy('at', 'desc')
        .orderBy('id', 'desc')
        .limit(limit + 1);
      if (after) page = page.where(sql<boolean>`(at, id) < (${after[0]}::timestamptz, ${after[1]})`);
      return page.execute();
    });
    return toPage(rows, limit, {
      toItem: (row) => toSummary(row, this.now()),
      toCursor: ({ at, id }) => this.cursors.encode(scope, [at.toISOString(), id]),
    });
  }

  async get(ctx: OrgContext, { params }: InputOf<typeof OPERATIONS.getCall>): Promise<CallDetail> {
    const row = await withOrg(this.db, ctx.orgId, (tx) =>
      tx.selectFrom('calls').selectAll().where('id', '=', params.callId).executeTakeFirst(),
    );
    if (!row) throw new AppError('call.not_found');
    return toDetail(row, await openArguments(this.keys, ctx.orgId, row), this.now());
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
  if (filter.from !== undefined) query = query.where('at', '>=', new Date(filter.from));
  if (filter.to !== undefined) query = query.where('at', '<', new Date(filter.to));
  return query;
};

const definedOnly = (filter: Filter): Record<string, unknown> =>
  Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
