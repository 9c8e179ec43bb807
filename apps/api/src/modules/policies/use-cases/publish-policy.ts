import { Inject, Injectable } from '@nestjs/common';
import { AppError, type OPERATIONS, type PolicyId } from '@sallyport/contracts';
import type { OrgTx } from '@sallyport/db';
import type { ActingContext } from '../../../platform/http/request-state.js';
import type { InputOf, ResultOf } from '../../../platform/operation.decorator.js';
import { CLOCK } from '../../../platform/tokens.js';
import { RecordAdminChange } from '../../admin-changes/use-cases/record-admin-change.js';
import { ChangeOrg } from '../../snapshots/use-cases/change-org.js';
import { acceptPolicyText } from '../accept-policy-text.js';
import { getPolicy } from '../policies.queries.js';
import { insertVersion } from '../policy-versions.js';

type Publish = typeof OPERATIONS.publishPolicy;

/**
 * Puts a new version in force. It has to be based on the version in force: of two people who edit at once the second is
 * told, with the version to compare with, and neither text is lost.
 */
@Injectable()
export class PublishPolicy {
  constructor(
    @Inject(ChangeOrg) private readonly changeOrg: ChangeOrg,
    @Inject(RecordAdminChange) private readonly recordAdminChange: RecordAdminChange,
    @Inject(CLOCK) private readonly now: () => number,
  ) {}

  async run(ctx: ActingContext, { params, body }: InputOf<Publish>): Promise<ResultOf<Publish>> {
    const accepted = acceptPolicyText(body.text);
    const { name, description = '' } = accepted.document;
    const publishedAt = new Date(this.now());
    const { result, snapshotVersion } = await this.changeOrg.run(ctx.orgId, async (tx) => {
      await assertBasedOnCurrent(tx, params.policyId, body.baseVersion);
      const version = body.baseVersion + 1;
      await insertVersion(tx, ctx, { policyId: params.policyId, version, note: body.note, accepted, publishedAt });
      await tx
        .updateTable('policies')
        .set({ name, description, version, updated_at: publishedAt })
        .where('id', '=', params.policyId)
        .execute();
      await this.recordAdminChange.run(tx, ctx.orgId, {
        actor: ctx.actor.name,
        action: 'policy.published',
        target: name,
        detail: { version, ruleCount: accepted.ruleCount, note: body.note },
      });
      return getPolicy(tx, params.policyId);
    });
    return { ...result, snapshotVersion };
  }
}

const assertBasedOnCurrent = async (tx: OrgTx, policyId: PolicyId, baseVersion: number): Promise<void> => {
  const policy = await tx.selectFrom('policies').select('version').where('id', '=', policyId).executeTakeFirst();
  if (!policy) throw new AppError('policy.not_found');
  if (policy.version === baseVersion) return;
  throw new AppError('policy.version_conflict', {
    detail: `Version ${policy.version} is in force; your text is based on version ${baseVersion}.`,
    params: { currentVersion: policy.version },
  });
};
