import { Inject, Injectable } from '@nestjs/common';
import type { OPERATIONS } from '@sallyport/contracts';
import type { IdFactory } from '@sallyport/service-kit';
import type { ActingContext } from '../../../platform/http/request-state.js';
import type { InputOf } from '../../../platform/operation.decorator.js';
import { CLOCK, NEW_ID } from '../../../platform/tokens.js';
import { RecordAdminChange } from '../../admin-changes/use-cases/record-admin-change.js';
import { ChangeOrg } from '../../snapshots/use-cases/change-org.js';
import { acceptPolicyText } from '../accept-policy-text.js';
import { getPolicy, type PolicyView } from '../policies.queries.js';
import { insertVersion } from '../policy-versions.js';

/** Creates a policy under the name its text gives, and puts its first version in force. */
@Injectable()
export class CreatePolicy {
  constructor(
    @Inject(ChangeOrg) private readonly changeOrg: ChangeOrg,
    @Inject(RecordAdminChange) private readonly recordAdminChange: RecordAdminChange,
    @Inject(NEW_ID) private readonly newId: IdFactory,
    @Inject(CLOCK) private readonly now: () => number,
  ) {}

  async run(ctx: ActingContext, { body }: Pick<InputOf<typeof OPERATIONS.createPolicy>, 'body'>): Promise<PolicyView> {
    const accepted = acceptPolicyText(body.text);
    const { name, description = '' } = accepted.document;
    const id = this.newId('policy');
    const publishedAt = new Date(this.now());
    const { result } = await this.changeOrg.run(ctx.orgId, async (tx) => {
      await tx.insertInto('policies').values({ org_id: ctx.orgId, id, name, description, version: 1 }).execute();
      await insertVersion(tx, ctx, { policyId: id, version: 1, note: body.note, accepted, publishedAt });
      await this.recordAdminChange.run(tx, ctx.orgId, {
        actor: ctx.actor.name,
        action: 'policy.created',
        target: name,
        detail: { version: 1, ruleCount: accepted.ruleCount, note: body.note },
      });
      return getPolicy(tx, id);
    });
    return result;
  }
}
