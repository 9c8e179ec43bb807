import { Inject, Injectable } from '@nestjs/common';
import type { OPERATIONS } from '@sallyport/contracts';
import { type Db, withOrg } from '@sallyport/db';
import type { OrgContext } from '../../../platform/http/request-state.js';
import type { InputOf } from '../../../platform/operation.decorator.js';
import { CLOCK, DATABASE } from '../../../platform/tokens.js';
import { RecordAdminChange } from '../../admin-changes/use-cases/record-admin-change.js';
import { reviewerMissing } from '../../policy-drafts/reviewers.js';
import { lockOrg } from '../../snapshots/use-cases/build-snapshot.js';
import { type PolicySettings, readPolicySettings } from '../policy-settings.queries.js';

/** Changes how policies are reviewed. Reviews are not required where nobody could give one: that would lock everybody out. */
@Injectable()
export class UpdatePolicySettings {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    @Inject(RecordAdminChange) private readonly recordAdminChange: RecordAdminChange,
    @Inject(CLOCK) private readonly now: () => number,
  ) {}

  async run(ctx: OrgContext, { body }: InputOf<typeof OPERATIONS.updatePolicySettings>): Promise<PolicySettings> {
    return withOrg(this.db, ctx.orgId, async (tx) => {
      await lockOrg(tx, ctx.orgId);
      const before = await readPolicySettings(tx);
      if (before.requireReview === body.requireReview) return before;
      if (body.requireReview && before.reviewers.length < 2) throw reviewerMissing(before.reviewers);
      await tx
        .updateTable('organisations')
        .set({ require_review: body.requireReview, updated_at: new Date(this.now()) })
        .where('org_id', '=', ctx.orgId)
        .execute();
      await this.recordAdminChange.run(tx, ctx.orgId, {
        actor: ctx.actor.name,
        action: 'policy_settings.changed',
        target: ctx.orgSlug,
        detail: { requireReview: body.requireReview },
      });
      return readPolicySettings(tx);
    });
  }
}
