import { Inject, Injectable } from '@nestjs/common';
import type { OPERATIONS } from '@sallyport/contracts';
import { type Db, type OrgTx, withOrg } from '@sallyport/db';
import type { OrgContext } from '../../../platform/http/request-state.js';
import type { InputOf } from '../../../platform/operation.decorator.js';
import { CLOCK, DATABASE } from '../../../platform/tokens.js';
import { RecordAdminChange } from '../../admin-changes/use-cases/record-admin-change.js';
import { acceptPolicyText } from '../../policies/accept-policy-text.js';
import { readCheckContext } from '../../policies/check-context.js';
import { type DraftView, getDraft } from '../draft-view.js';
import { type DraftRow, lockDraft } from '../drafts.repository.js';
import { assertReviewerBeside } from '../reviewers.js';

/** Hands a draft to the reviewers. Its text has to check: nobody should spend time on one that cannot be published. */
@Injectable()
export class RequestReview {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    @Inject(RecordAdminChange) private readonly recordAdminChange: RecordAdminChange,
    @Inject(CLOCK) private readonly now: () => number,
  ) {}

  async run(ctx: OrgContext, { params, body }: InputOf<typeof OPERATIONS.requestPolicyReview>): Promise<DraftView> {
    return withOrg(this.db, ctx.orgId, async (tx) => {
      const states = ['editing', 'changes_requested'] as const;
      const draft = await lockDraft(tx, params.draftId, { revision: body.revision, states });
      acceptPolicyText(draft.text, await readCheckContext(tx));
      await this.hand(tx, ctx, draft);
      return getDraft(tx, draft.id);
    });
  }

  /** @param draft  locked, with a text that checks. @throws AppError `policy.reviewer_missing` */
  async hand(
    tx: OrgTx,
    { orgId, actor }: Pick<OrgContext, 'orgId' | 'actor'>,
    draft: Pick<DraftRow, 'id' | 'title' | 'editors' | 'revision'>,
  ): Promise<void> {
    await assertReviewerBeside(
      tx,
      draft.editors.map(({ id }) => id),
    );
    await tx
      .updateTable('policy_drafts')
      .set({ state: 'in_review', updated_at: new Date(this.now()) })
      .where('id', '=', draft.id)
      .execute();
    await this.recordAdminChange.run(tx, orgId, {
      actor: actor.name,
      action: 'policy_draft.review_requested',
      target: draft.title,
      detail: { draftId: draft.id, revision: draft.revision },
    });
  }
}
