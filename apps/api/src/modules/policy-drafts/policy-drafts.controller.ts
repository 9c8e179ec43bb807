import { Controller, Inject } from '@nestjs/common';
import { OPERATIONS } from '@sallyport/contracts';
import type { OrgContext } from '../../platform/http/request-state.js';
import { type InputOf, Operation } from '../../platform/operation.decorator.js';
import { PolicyDraftsQueries } from './policy-drafts.queries.js';
import { CancelPublication } from './use-cases/cancel-publication.js';
import { CreateDraft } from './use-cases/create-draft.js';
import { DiscardDraft } from './use-cases/discard-draft.js';
import { PublishDraft } from './use-cases/publish-draft.js';
import { RequestReview } from './use-cases/request-review.js';
import { ReviewDraft } from './use-cases/review-draft.js';
import { UpdateDraft } from './use-cases/update-draft.js';

@Controller()
export class PolicyDraftsController {
  constructor(
    @Inject(PolicyDraftsQueries) private readonly queries: PolicyDraftsQueries,
    @Inject(CreateDraft) private readonly create: CreateDraft,
    @Inject(UpdateDraft) private readonly update: UpdateDraft,
    @Inject(DiscardDraft) private readonly discard: DiscardDraft,
    @Inject(RequestReview) private readonly requestReview: RequestReview,
    @Inject(ReviewDraft) private readonly review: ReviewDraft,
    @Inject(PublishDraft) private readonly publish: PublishDraft,
    @Inject(CancelPublication) private readonly cancel: CancelPublication,
  ) {}

  @Operation(OPERATIONS.listPolicyDrafts)
  listPolicyDrafts(ctx: OrgContext, input: InputOf<typeof OPERATIONS.listPolicyDrafts>) {
    return this.queries.list(ctx, input);
  }

  @Operation(OPERATIONS.createPolicyDraft)
  createPolicyDraft(ctx: OrgContext, input: InputOf<typeof OPERATIONS.createPolicyDraft>) {
    return this.create.run(ctx, input);
  }

  @Operation(OPERATIONS.getPolicyDraft)
  getPolicyDraft(ctx: OrgContext, input: InputOf<typeof OPERATIONS.getPolicyDraft>) {
    return this.queries.get(ctx, input);
  }

  @Operation(OPERATIONS.updatePolicyDraft)
  updatePolicyDraft(ctx: OrgContext, input: InputOf<typeof OPERATIONS.updatePolicyDraft>) {
    return this.update.run(ctx, input);
  }

  @Operation(OPERATIONS.deletePolicyDraft)
  deletePolicyDraft(ctx: OrgContext, input: InputOf<typeof OPERATIONS.deletePolicyDraft>) {
    return this.discard.run(ctx, input);
  }

  @Operation(OPERATIONS.requestPolicyReview)
  requestPolicyReview(ctx: OrgContext, input: InputOf<typeof OPERATIONS.requestPolicyReview>) {
    return this.requestReview.run(ctx, input);
  }

  @Operation(OPERATIONS.reviewPolicyDraft)
  reviewPolicyDraft(ctx: OrgContext, input: InputOf<typeof OPERATIONS.reviewPolicyDraft>) {
    return this.review.run(ctx, input);
  }

  @Operation(OPERATIONS.publishPolicyDraft)
  publishPolicyDraft(ctx: OrgContext, input: InputOf<typeof OPERATIONS.publishPolicyDraft>) {
    return this.publish.run(ctx, input);
  }

  @Operation(OPERATIONS.cancelScheduledPublication)
  cancelScheduledPublication(ctx: OrgContext, input: InputOf<typeof OPERATIONS.cancelScheduledPublication>) {
    return this.cancel.run(ctx, input);
  }
}
