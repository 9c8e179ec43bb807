import { Module } from '@nestjs/common';
import { AdminChangesModule } from '../admin-changes/admin-changes.module.js';
import { PoliciesModule } from '../policies/policies.module.js';
import { SnapshotsModule } from '../snapshots/snapshots.module.js';
import { PolicyDraftsController } from './policy-drafts.controller.js';
import { PolicyDraftsQueries } from './policy-drafts.queries.js';
import { PublishDraftRow } from './publish-draft-row.js';
import { CancelPublication } from './use-cases/cancel-publication.js';
import { CreateDraft } from './use-cases/create-draft.js';
import { DiscardDraft } from './use-cases/discard-draft.js';
import { PublishDraft } from './use-cases/publish-draft.js';
import { PublishDueDrafts } from './use-cases/publish-due-drafts.js';
import { RequestReview } from './use-cases/request-review.js';
import { ReviewDraft } from './use-cases/review-draft.js';
import { UpdateDraft } from './use-cases/update-draft.js';

@Module({
  imports: [AdminChangesModule, SnapshotsModule, PoliciesModule],
  controllers: [PolicyDraftsController],
  providers: [
    PolicyDraftsQueries,
    PublishDraftRow,
    CreateDraft,
    UpdateDraft,
    DiscardDraft,
    RequestReview,
    ReviewDraft,
    PublishDraft,
    PublishDueDrafts,
    CancelPublication,
  ],
  exports: [CreateDraft, RequestReview, PublishDueDrafts],
})
export class PolicyDraftsModule {}
