import { Inject, Injectable } from '@nestjs/common';
import type { OPERATIONS } from '@sallyport/contracts';
import { type Db, type OrgTx, withOrg } from '@sallyport/db';
import { POLICY_TEMPLATES } from '@sallyport/policy';
import type { OrgContext } from '../../platform/http/request-state.js';
import type { ResultOf } from '../../platform/operation.decorator.js';
import { DATABASE } from '../../platform/tokens.js';
import { PLATFORM_POLICY } from '../policies/platform-policy.js';
import { readRequireReview } from '../policies/publishing-rules.js';
import { listReviewers, type Reviewer } from '../policy-drafts/reviewers.js';

export interface PolicySettings {
  readonly requireReview: boolean;
  readonly reviewers: Reviewer[];
}

@Injectable()
export class PolicySettingsQueries {
  constructor(@Inject(DATABASE) private readonly db: Db) {}

  async getSettings(ctx: OrgContext): Promise<PolicySettings> {
    return withOrg(this.db, ctx.orgId, readPolicySettings);
  }

  async getPlatformPolicy(): Promise<ResultOf<typeof OPERATIONS.getPlatformPolicy>> {
    const { source, description, ruleCount } = PLATFORM_POLICY;
    const { id, name, version, text } = source;
    return { id, name, version, text, description, ruleCount };
  }

  async listTemplates(): Promise<ResultOf<typeof OPERATIONS.listPolicyTemplates>> {
    return { items: POLICY_TEMPLATES.map(({ id, title, summary, text }) => ({ id, title, summary, text })) };
  }
}

export const readPolicySettings = async (tx: OrgTx): Promise<PolicySettings> => ({
  requireReview: await readRequireReview(tx),
  reviewers: await listReviewers(tx),
});
