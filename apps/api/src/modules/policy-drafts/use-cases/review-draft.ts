import { Inject, Injectable } from '@nestjs/common';
import { AppError, type OPERATIONS } from '@sallyport/contracts';
import { type Db, withOrg } from '@sallyport/db';
import type { IdFactory } from '@sallyport/service-kit';
import type { OrgContext } from '../../../platform/http/request-state.js';
import type { InputOf } from '../../../platform/operation.decorator.js';
import { CLOCK, DATABASE, NEW_ID } from '../../../platform/tokens.js';
import { RecordAdminChange } from '../../admin-changes/use-cases/record-admin-change.js';
import { type DraftView, getDraft } from '../draft-view.js';
import { lockDraft } from '../drafts.repository.js';

/** The word of a second person on one revision of a draft. Who wrote a part of it has none. */
@Injectable()
export class ReviewDraft {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    @Inject(RecordAdminChange) private readonly recordAdminChange: RecordAdminChange,
    @Inject(NEW_ID) private readonly newId: IdFactory,
    @Inject(CLOCK) private readonly now: () => number,
  ) {}

  async run(ctx: OrgContext, { params, body }: InputOf<typeof OPERATIONS.reviewPolicyDraft>): Promise<DraftView> {
    const { revision, verdict, comment } = body;
    const at = this.now();
    return withOrg(this.db, ctx.orgId, async (tx) => {
      const draft = await lockDraft(tx, params.draftId, { revision, states: ['in_review', 'approved'] });
      if (draft.editors.some(({ id }) => id === ctx.actor.id)) throw new AppError('policy_draft.own_review');
      const review = {
        draft_id: draft.id,
        reviewer_id: ctx.actor.id,
        reviewer: ctx.actor.name,
        verdict,
        comment,
        revision,
      };
      await tx
        .insertInto('policy_draft_reviews')
        .values({ org_id: ctx.orgId, id: this.newId('policyReview', at), at: new Date(at), ...review })
        .execute();
      await tx
        .updateTable('policy_drafts')
        .set({ state: verdict === 'approve' ? 'approved' : 'changes_requested', updated_at: new Date(at) })
        .where('id', '=', draft.id)
        .execute();
      await this.recordAdminChange.run(tx, ctx.orgId, {
        actor: ctx.actor.name,
        action: verdict === 'approve' ? 'policy_draft.approved' : 'policy_draft.changes_requested',
        target: draft.title,
        detail: { draftId: draft.id, revision, comment },
      });
      return getDraft(tx, draft.id);
    });
  }
}
