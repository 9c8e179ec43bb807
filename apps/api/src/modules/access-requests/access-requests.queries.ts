import { Inject, Injectable } from '@nestjs/common';
import { type AccessRequestId, AppError, days, hasPermission, OPERATIONS } from '@sallyport/contracts';
import { type Db, type OrgTx, type Row, withOrg } from '@sallyport/db';
import { sql } from 'kysely';
import type { CursorCodec } from '../../platform/cursor.js';
import type { OrgContext } from '../../platform/http/request-state.js';
import type { InputOf, ResultOf } from '../../platform/operation.decorator.js';
import { toPage } from '../../platform/page.js';
import { CLOCK, CURSORS, DATABASE } from '../../platform/tokens.js';
import { findOpenRequest } from './open-request.js';
import { ProposeAccess } from './propose-access.js';

type List = typeof OPERATIONS.listAccessRequests;
type GetProposal = typeof OPERATIONS.getAccessProposal;
export type AccessRequestView = ResultOf<List>['items'][number];

const GRANT_DAYS = 7;

@Injectable()
export class AccessRequestsQueries {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    @Inject(CURSORS) private readonly cursors: CursorCodec,
    @Inject(ProposeAccess) private readonly propose: ProposeAccess,
    @Inject(CLOCK) private readonly now: () => number,
  ) {}

  /** Newest first. Who may not see calls sees what they asked for themselves. */
  async list(ctx: OrgContext, { query }: InputOf<List>): Promise<ResultOf<List>> {
    const { cursor, limit, state } = query;
    const scope = { orgId: ctx.orgId, operation: OPERATIONS.listAccessRequests.id, filter: { state } };
    const after = cursor === undefined ? null : this.cursors.decode(scope, cursor);
    const rows = await withOrg(this.db, ctx.orgId, (tx) => {
      let page = tx
        .selectFrom('access_requests')
        .selectAll()
        .orderBy('requested_at', 'desc')
        .orderBy('id', 'desc')
        .limit(limit + 1);
      if (state !== 'all') page = page.where('state', '=', state);
      if (!hasPermission(ctx.role, 'call:read')) page = page.where('requested_by_id', '=', ctx.actor.id);
      if (after) page = page.where(sql<boolean>`(requested_at, id) < (${after[0]}::timestamptz, ${after[1]})`);
      return page.execute();
    });
    return toPage(rows, limit, {
      toItem: toAccessRequest,
      toCursor: ({ requested_at, id }) => this.cursors.encode(scope, [requested_at.toISOString(), id]),
    });
  }

  /** The change itself is for those who may read policies: the others learn what it would allow, and not which rule denies. */
  async getProposal(ctx: OrgContext, { params }: InputOf<GetProposal>): Promise<ResultOf<GetProposal>> {
    const expires = new Date(this.now() + days(GRANT_DAYS));
    const terms = { id: 'granted-access', grantedBy: ctx.actor.name, reason: 'To be given with the request', expires };
    const { call, proposal, summary, change } = await this.propose.run(ctx, params.callId, terms);
    const { record } = call;
    const { id, kind, name } = record.principal;
    const open = await withOrg(this.db, ctx.orgId, (tx) => findOpenRequest(tx, record));
    return {
      callId: params.callId,
      at: new Date(record.at).toISOString(),
      principal: { id, kind, name },
      server: record.server,
      target: record.target,
      message: proposal.message,
      kind: proposal.change?.kind ?? null,
      summary,
      works: proposal.works,
      obstacle: hasPermission(ctx.role, 'policy:read') ? proposal.obstacle : toPublic(proposal.obstacle),
      expires: expires.toISOString(),
      change: change && hasPermission(ctx.role, 'policy:read') ? change : null,
      openRequestId: open?.id ?? null,
    };
  }
}

const toPublic = (obstacle: string | null): string | null =>
  obstacle === null ? null : 'The security team has to look at this one: no small change lets it pass.';

/** @throws AppError `access_request.not_found` */
export const getAccessRequest = async (tx: OrgTx, id: AccessRequestId): Promise<AccessRequestView> => {
  const row = await tx.selectFrom('access_requests').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) throw new AppError('access_request.not_found');
  return toAccessRequest(row);
};

const toAccessRequest = (row: Row<'access_requests'>): AccessRequestView => ({
  id: row.id,
  callId: row.call_id,
  state: row.state,
  reason: row.reason,
  requestedBy: { id: row.requested_by_id, name: row.requested_by },
  requestedAt: row.requested_at.toISOString(),
  days: row.days,
  principal: row.principal,
  server: row.server,
  target: row.target,
  kind: row.kind,
  summary: row.summary,
  decidedBy: row.decided_by,
  decidedAt: row.decided_at?.toISOString() ?? null,
  answer: row.answer,
  expires: row.expires?.toISOString() ?? null,
  policyId: row.policy_id,
  version: row.version,
  draftId: row.draft_id,
});
