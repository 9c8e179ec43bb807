import { Inject, Injectable } from '@nestjs/common';
import type { OPERATIONS } from '@sallyport/contracts';
import { type Db, withOrg } from '@sallyport/db';
import type { OrgContext } from '../../../platform/http/request-state.js';
import type { InputOf } from '../../../platform/operation.decorator.js';
import { CLOCK, DATABASE } from '../../../platform/tokens.js';
import { RecordAdminChange } from '../../admin-changes/use-cases/record-admin-change.js';
import { type DraftView, getDraft } from '../draft-view.js';
import { dropPublicationEntries, lockDraft, readApprovers } from '../drafts.repository.js';

/** Takes a scheduled publication back; approvals of the text stay. */
@Injectable()
export class CancelPublication {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    @Inject(RecordAdminChange) private readonly recordAdminChange: RecordAdminChange,
    @Inject(CLOCK) private readonly now: () => number,
  ) {}

  async run(ctx: OrgContext, { params }: InputOf<typeof OPERATIONS.cancelScheduledPublication>): Promise<DraftView> {
    return withOrg(this.db, ctx.orgId, async (tx) => {
      const draft = await lockDraft(tx, params.draftId, { states: ['scheduled'] });
      const approvers = await readApprovers(tx, draft);
      await tx
        .updateTable('policy_drafts')
        .set({
          state: approvers.length > 0 ? 'approved' : 'editing',
          publish_at: null,
          scheduled_by: null,
          updated_at: new Date(this.now()),
        })
        .where('id', '=', draft.id)
        .execute();
      await dropPublicationEntries(tx, draft.id);
      await this.recordAdminChange.run(tx, ctx.orgId, {
        actor: ctx.actor.name,
        action: 'policy_draft.schedule_cancelled',
        target: draft.title,
        detail: { draftId: draft.id, at: draft.publish_at?.toISOString() ?? null },
      });
      return getDraft(tx, draft.id);
    });
  }
}
