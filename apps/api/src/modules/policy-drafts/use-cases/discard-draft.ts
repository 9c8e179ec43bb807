import { Inject, Injectable } from '@nestjs/common';
import type { OPERATIONS } from '@sallyport/contracts';
import { type Db, withOrg } from '@sallyport/db';
import type { OrgContext } from '../../../platform/http/request-state.js';
import type { InputOf } from '../../../platform/operation.decorator.js';
import { CLOCK, DATABASE } from '../../../platform/tokens.js';
import { RecordAdminChange } from '../../admin-changes/use-cases/record-admin-change.js';
import { dropPublicationEntries, lockDraft, OPEN_STATES } from '../drafts.repository.js';

/** Ends a draft without publishing it. It stays readable; a request for access it would have granted waits again. */
@Injectable()
export class DiscardDraft {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    @Inject(RecordAdminChange) private readonly recordAdminChange: RecordAdminChange,
    @Inject(CLOCK) private readonly now: () => number,
  ) {}

  async run(ctx: OrgContext, { params }: InputOf<typeof OPERATIONS.deletePolicyDraft>): Promise<void> {
    await withOrg(this.db, ctx.orgId, async (tx) => {
      const draft = await lockDraft(tx, params.draftId, { states: OPEN_STATES });
      await tx
        .updateTable('policy_drafts')
        .set({ state: 'discarded', publish_at: null, updated_at: new Date(this.now()) })
        .where('id', '=', draft.id)
        .execute();
      await dropPublicationEntries(tx, draft.id);
      await tx
        .updateTable('access_requests')
        .set({ state: 'open', draft_id: null, decided_by: null, decided_at: null, expires: null, answer: '' })
        .where('draft_id', '=', draft.id)
        .where('state', '=', 'in_review')
        .execute();
      await this.recordAdminChange.run(tx, ctx.orgId, {
        actor: ctx.actor.name,
        action: 'policy_draft.discarded',
        target: draft.title,
        detail: { draftId: draft.id, from: draft.state },
      });
    });
  }
}
