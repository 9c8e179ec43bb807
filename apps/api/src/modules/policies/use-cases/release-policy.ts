import { Inject, Injectable } from '@nestjs/common';
import { AppError, type OPERATIONS } from '@sallyport/contracts';
import { type Db, withOrg } from '@sallyport/db';
import type { ActingContext } from '../../../platform/http/request-state.js';
import type { InputOf } from '../../../platform/operation.decorator.js';
import { DATABASE } from '../../../platform/tokens.js';
import { RecordAdminChange } from '../../admin-changes/use-cases/record-admin-change.js';
import { getPolicy, type PolicyView } from '../policies.queries.js';
import { findManagedSource } from '../publishing-rules.js';

/** Takes a policy out of git management: what is in force stays, and the console may change it. The next push takes it back. */
@Injectable()
export class ReleasePolicy {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    @Inject(RecordAdminChange) private readonly recordAdminChange: RecordAdminChange,
  ) {}

  async run(ctx: ActingContext, { params }: InputOf<typeof OPERATIONS.releasePolicy>): Promise<PolicyView> {
    const { policyId } = params;
    return withOrg(this.db, ctx.orgId, async (tx) => {
      const policy = await tx
        .selectFrom('policies')
        .select('name')
        .where('id', '=', policyId)
        .forUpdate()
        .executeTakeFirst();
      if (!policy) throw new AppError('policy.not_found');
      const source = await findManagedSource(tx, policyId);
      if (source) {
        await tx.updateTable('policies').set({ managed_version: null }).where('id', '=', policyId).execute();
        await this.recordAdminChange.run(tx, ctx.orgId, {
          actor: ctx.actor.name,
          action: 'policy.released',
          target: policy.name,
          detail: { repository: source.repository, path: source.path },
        });
      }
      return getPolicy(tx, policyId);
    });
  }
}
