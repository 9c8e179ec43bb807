import { Inject, Injectable } from '@nestjs/common';
import { AppError, OPERATIONS, type ServerId } from '@sallyport/contracts';
import { type Db, type OrgTx, withOrg } from '@sallyport/db';
import { sql } from 'kysely';
import type { CursorCodec } from '../../platform/cursor.js';
import { REPORT_FRESH_MS } from '../../platform/health-windows.js';
import type { OrgContext } from '../../platform/http/request-state.js';
import type { InputOf, ResultOf } from '../../platform/operation.decorator.js';
import { toPage } from '../../platform/page.js';
import type { PublicUrls } from '../../platform/public-urls.js';
import { CLOCK, CURSORS, DATABASE, PUBLIC_URLS } from '../../platform/tokens.js';
import {
  readServerCounts,
  readServerStates,
  type ServerCounts,
  type ServerReport,
  toOverallState,
} from './server-health.js';

type List = typeof OPERATIONS.listServers;
export type ServerView = ResultOf<List>['items'][number];

@Injectable()
export class ServersQueries {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    @Inject(CURSORS) private readonly cursors: CursorCodec,
    @Inject(PUBLIC_URLS) private readonly urls: PublicUrls,
    @Inject(CLOCK) private readonly now: () => number,
  ) {}

  /** By name, then id. */
  async list(ctx: OrgContext, { query }: InputOf<List>): Promise<ResultOf<List>> {
    const scope = { orgId: ctx.orgId, operation: OPERATIONS.listServers.id };
    const after = query.cursor === undefined ? undefined : this.cursors.decode(scope, query.cursor)[0];
    return withOrg(this.db, ctx.orgId, async (tx) => {
      let page = tx
        .selectFrom('servers')
        .selectAll()
        .orderBy('name')
        .orderBy('id')
        .limit(query.limit + 1);
      if (after !== undefined)
        page = page.where(sql<boolean>`(name, id) > (select name, id from servers where id = ${after})`);
      const rows = await page.execute();
      const toView = await this.#viewer(
        tx,
        ctx.orgSlug,
        rows.map(({ id }) => id),
      );
      return toPage(rows, query.limit, { toItem: toView, toCursor: ({ id }) => this.cursors.encode(scope, [id]) });
    });
  }

  async get(ctx: OrgContext, { params }: Pick<InputOf<typeof OPERATIONS.getServer>, 'params'>): Promise<ServerView> {
    return withOrg(this.db, ctx.orgId, (tx) => this.getIn(tx, ctx.orgSlug, params.serverId));
  }

  /** @throws AppError `server.not_found` */
  async getIn(tx: OrgTx, orgSlug: string, id: ServerId): Promise<ServerView> {
    const row = await tx.selectFrom('servers').selectAll().where('id', '=', id).executeTakeFirst();
    if (!row) throw new AppError('server.not_found');
    return (await this.#viewer(tx, orgSlug, [id]))(row);
  }

  async #viewer(tx: OrgTx, orgSlug: string, ids: readonly ServerId[]): Promise<(row: ServerRow) => ServerView> {
    const now = this.now();
    const states = await readServerStates(tx, ids, new Date(now - REPORT_FRESH_MS));
    const counts = await readServerCounts(tx, ids, new Date(now));
    return (row) =>
      toServer(row, {
        states: states.get(row.id) ?? [],
        counts: counts(row.id),
        mcpUrl: this.urls.mcp(orgSlug, row.slug),
      });
  }
}

type ServerRow = Awaited<ReturnType<typeof selectServer>>;
const selectServer = (tx: OrgTx) => tx.selectFrom('servers').selectAll().executeTakeFirstOrThrow();

const toServer = (
  row: ServerRow,
  { states, counts, mcpUrl }: { states: readonly ServerReport[]; counts: ServerCounts; mcpUrl: string },
): ServerView => {
  const { state, detail, protocolVersion, serverInfo } = toOverallState(states);
  return {
    id: row.id,
    slug: row.slug,
    name: row.name,
    description: row.description,
    transport: row.transport,
    tier: row.tier,
    egress: row.egress,
    labels: row.labels,
    enabled: row.enabled,
    timeoutMs: row.timeout_ms,
    state,
    stateDetail: detail,
    protocolVersion,
    serverInfo,
    mcpUrl,
    counts,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  };
};
