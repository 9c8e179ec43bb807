import { Inject, Injectable } from '@nestjs/common';
import { AppError, type OPERATIONS } from '@sallyport/contracts';
import { type Db, type OrgTx, withOrg } from '@sallyport/db';
import type { ActingContext } from '../../../platform/http/request-state.js';
import type { InputOf, ResultOf } from '../../../platform/operation.decorator.js';
import { DATABASE } from '../../../platform/tokens.js';
import { ChangeOrg } from '../../snapshots/use-cases/change-org.js';
import { acceptPolicyText } from '../accept-policy-text.js';
import { readRequireReview } from '../publishing-rules.js';
import { PutInForce } from '../put-in-force.js';

type Revert = typeof OPERATIONS.revertPolicy;
type Input = InputOf<Revert>;

const NOTE_CHARS_MAX = 500;

/**
 * Puts the text of an older version in force again, as a new version and at once: the way out when something is broken.
 * Neither a review nor a repository stands in the way; the version is an `emergency` where a review was due, and a managed
 * policy shows that it no longer holds what was pushed.
 */
@Injectable()
export class RevertPolicy {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    @Inject(ChangeOrg) private readonly changeOrg: ChangeOrg,
    @Inject(PutInForce) private readonly putInForce: PutInForce,
  ) {}

  async run(ctx: ActingContext, { params: { policyId }, body }: Input): Promise<ResultOf<Revert>> {
    const text = await withOrg(this.db, ctx.orgId, (tx) => getText(tx, policyId, body.toVersion));
    // Without the organisation's tools: what was in force once must not be kept back because a server changed since.
    const accepted = acceptPolicyText(text);
    const { result, snapshotVersion } = await this.changeOrg.run(ctx.orgId, async (tx) =>
      this.putInForce.replace(tx, ctx, {
        policyId,
        accepted,
        baseVersion: body.baseVersion,
        note: noteOf(body),
        kind: (await readRequireReview(tx)) ? 'emergency' : 'reverted',
        revertOf: body.toVersion,
      }),
    );
    return { ...result, snapshotVersion };
  }
}

const noteOf = ({ toVersion, note }: Input['body']): string =>
  [`Reverted to version ${toVersion}`, note]
    .filter((part) => part !== '')
    .join(': ')
    .slice(0, NOTE_CHARS_MAX);

const getText = async (tx: OrgTx, policyId: Input['params']['policyId'], version: number): Promise<string> => {
  const row = await tx
    .selectFrom('policy_versions')
    .select('text')
    .where('policy_id', '=', policyId)
    .where('version', '=', version)
    .executeTakeFirst();
  if (!row) throw new AppError('policy.not_found');
  return row.text;
};
