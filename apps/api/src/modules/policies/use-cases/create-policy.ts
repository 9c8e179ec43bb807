import { Inject, Injectable } from '@nestjs/common';
import type { OPERATIONS } from '@sallyport/contracts';
import { type Db, withOrg } from '@sallyport/db';
import type { ActingContext } from '../../../platform/http/request-state.js';
import type { InputOf } from '../../../platform/operation.decorator.js';
import { DATABASE } from '../../../platform/tokens.js';
import { ChangeOrg } from '../../snapshots/use-cases/change-org.js';
import { acceptPolicyText } from '../accept-policy-text.js';
import { readCheckContext } from '../check-context.js';
import type { PolicyView } from '../policies.queries.js';
import { assertMayPublishDirectly } from '../publishing-rules.js';
import { PutInForce } from '../put-in-force.js';

/** Creates a policy under the name its text gives, and puts its first version in force. */
@Injectable()
export class CreatePolicy {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    @Inject(ChangeOrg) private readonly changeOrg: ChangeOrg,
    @Inject(PutInForce) private readonly putInForce: PutInForce,
  ) {}

  async run(ctx: ActingContext, { body }: Pick<InputOf<typeof OPERATIONS.createPolicy>, 'body'>): Promise<PolicyView> {
    const { text, ...rest } = body;
    const accepted = acceptPolicyText(text, await withOrg(this.db, ctx.orgId, readCheckContext));
    const { result } = await this.changeOrg.run(ctx.orgId, async (tx) => {
      await assertMayPublishDirectly(tx);
      return this.putInForce.create(tx, ctx, { ...rest, accepted });
    });
    return result;
  }
}
