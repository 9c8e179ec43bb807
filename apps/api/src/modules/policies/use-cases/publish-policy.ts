import { Inject, Injectable } from '@nestjs/common';
import type { OPERATIONS } from '@sallyport/contracts';
import { type Db, withOrg } from '@sallyport/db';
import type { ActingContext } from '../../../platform/http/request-state.js';
import type { InputOf, ResultOf } from '../../../platform/operation.decorator.js';
import { DATABASE } from '../../../platform/tokens.js';
import { ChangeOrg } from '../../snapshots/use-cases/change-org.js';
import { acceptPolicyText } from '../accept-policy-text.js';
import { readCheckContext } from '../check-context.js';
import { assertMayPublishDirectly, assertNotManaged } from '../publishing-rules.js';
import { PutInForce } from '../put-in-force.js';

type Publish = typeof OPERATIONS.publishPolicy;

/**
 * Puts a new version in force. It has to be based on the version in force: of two people who edit at once the second is
 * told, with the version to compare with, and neither text is lost. A text with a `source` makes the policy managed in git.
 */
@Injectable()
export class PublishPolicy {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    @Inject(ChangeOrg) private readonly changeOrg: ChangeOrg,
    @Inject(PutInForce) private readonly putInForce: PutInForce,
  ) {}

  async run(ctx: ActingContext, { params, body }: InputOf<Publish>): Promise<ResultOf<Publish>> {
    const { text, ...rest } = body;
    const { policyId } = params;
    const accepted = acceptPolicyText(text, await withOrg(this.db, ctx.orgId, readCheckContext));
    const { result, snapshotVersion } = await this.changeOrg.run(ctx.orgId, async (tx) => {
      await assertNotManaged(tx, policyId, rest.source);
      await assertMayPublishDirectly(tx);
      return this.putInForce.replace(tx, ctx, { ...rest, policyId, accepted });
    });
    return { ...result, snapshotVersion };
  }
}
