import type { PolicyId } from '@sallyport/contracts';
import type { OrgTx } from '@sallyport/db';
import type { ActingContext } from '../../platform/http/request-state.js';
import type { AcceptedPolicy } from './accept-policy-text.js';

export interface NewVersion {
  readonly policyId: PolicyId;
  readonly version: number;
  readonly note: string;
  readonly accepted: AcceptedPolicy;
  readonly publishedAt: Date;
}

/** Appends a version; versions are never changed or removed. */
export const insertVersion = async (
  tx: OrgTx,
  ctx: ActingContext,
  { policyId, version, note, accepted, publishedAt }: NewVersion,
): Promise<void> => {
  await tx
    .insertInto('policy_versions')
    .values({
      org_id: ctx.orgId,
      policy_id: policyId,
      version,
      text: accepted.text,
      note,
      published_by: ctx.actor.name,
      published_at: publishedAt,
      rule_count: accepted.ruleCount,
    })
    .execute();
};
