import { Inject, Injectable } from '@nestjs/common';
import { DRAFT_STATES, type DraftState, OPERATIONS } from '@sallyport/contracts';
import { type Db, withOrg } from '@sallyport/db';
import type { CursorCodec } from '../../platform/cursor.js';
import type { OrgContext } from '../../platform/http/request-state.js';
import type { InputOf, ResultOf } from '../../platform/operation.decorator.js';
import { toPage } from '../../platform/page.js';
import { CURSORS, DATABASE } from '../../platform/tokens.js';
import { type DraftView, getDraft, listDrafts, toSummary } from './draft-view.js';
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
    const wanted = { policyId, states: toStates(state), after, limit: limit + 1 };
    const rows = await withOrg(this.db, ctx.orgId, (tx) => listDrafts(tx, wanted));
    return toPage(rows, limit, {
      toItem: toSummary,
      toCursor: ({ updated_at, id }) => this.cursors.encode(scope, [updated_at.toISOString(), id]),
    });
  }

  async get(ctx: OrgContext, { params }: InputOf<typeof OPERATIONS.getPolicyDraft>): Promise<DraftView> {
    return withOrg(this.db, ctx.orgId, (tx) => getDraft(tx, params.draftId));
  }
}

const toStates = (state: InputOf<List>['query']['state']): readonly DraftState[] => {
  if (state === 'all') return DRAFT_STATES;
  return state === 'open' ? OPEN_STATES : [state];
};
