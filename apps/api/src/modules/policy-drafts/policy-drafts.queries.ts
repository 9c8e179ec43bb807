import { Inject, Injectable } from '@nestjs/common';
import { OPERATIONS } from '@sallyport/contracts';
import { type Db, withOrg } from '@sallyport/db';
import { sql } from 'kysely';
import type { CursorCodec } from '../../platform/cursor.js';
import type { OrgContext } from '../../platform/http/request-state.js';
import type { InputOf, ResultOf } from '../../platform/operation.decorator.js';
import { toPage } from '../../platform/page.js';
import { CURSORS, DATABASE } from '../../platform/tokens.js';
import { type DraftView, getDraft, selectDrafts, toSummary } from './draft-view.js';
import { OPEN_STATES } from './drafts.repository.js';

type List = typeof OPERATIONS.listPolicyDrafts;

@Injectable()
export class PolicyDraftsQueries {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    @Inject(CURSORS) private readonly cursors: CursorCodec,
  ) {}

  /** Changed last first. A draft that changes while somebody turns pages may move to the first one. */
  async list(ctx: OrgContext, { query }: InputOf<List>): Promise<ResultOf<List>> {
    const { cursor, limit, policyId, state } = query;
    const filter = { policyId: policyId ?? null, state };
    const scope = { orgId: ctx.orgId, operation: OPERATIONS.listPolicyDrafts.id, filter };
    const after = cursor === undefined ? null : this.cursors.decode(scope, cursor);
    const rows = await withOrg(this.db, ctx.orgId, (tx) => {
      let page = selectDrafts(tx)
        .orderBy('d.updated_at', 'desc')
        .orderBy('d.id', 'desc')
        .limit(limit + 1);
      if (policyId !== undefined) page = page.where('d.policy_id', '=', policyId);
      if (state === 'open') page = page.where('d.state', 'in', [...OPEN_STATES]);
      else if (state !== 'all') page = page.where('d.state', '=', state);
      if (after) page = page.where(sql<boolean>`(d.updated_at, d.id) < (${after[0]}::timestamptz, ${after[1]})`);
      return page.execute();
    });
    return toPage(rows, limit, {
      toItem: toSummary,
      toCursor: ({ updated_at, id }) => this.cursors.encode(scope, [updated_at.toISOString(), id]),
    });
  }

  async get(ctx: OrgContext, { params }: InputOf<typeof OPERATIONS.getPolicyDraft>): Promise<DraftView> {
    return withOrg(this.db, ctx.orgId, (tx) => getDraft(tx, params.draftId));
  }
}
