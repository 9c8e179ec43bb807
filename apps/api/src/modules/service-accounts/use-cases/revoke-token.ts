import { Inject, Injectable } from '@nestjs/common';
import { AppError, type OPERATIONS } from '@sallyport/contracts';
import type { OrgTx } from '@sallyport/db';
import type { ActingContext } from '../../../platform/http/request-state.js';
import type { InputOf } from '../../../platform/operation.decorator.js';
import { CLOCK } from '../../../platform/tokens.js';
import { RecordAdminChange } from '../../admin-changes/use-cases/record-admin-change.js';
import { ChangeOrg } from '../../snapshots/use-cases/change-org.js';

type Input = InputOf<typeof OPERATIONS.revokeToken>;

/** Revokes a token for good. Revoking it again changes nothing and says so with the same answer. */
@Injectable()
export class RevokeToken {
  constructor(
    @Inject(ChangeOrg) private readonly changeOrg: ChangeOrg,
    @Inject(RecordAdminChange) private readonly recordAdminChange: RecordAdminChange,
    @Inject(CLOCK) private readonly now: () => number,
  ) {}

  async run(ctx: ActingContext, { params }: Input): Promise<void> {
    await this.changeOrg.run(ctx.orgId, async (tx) => {
      const { account, token } = await this.#get(tx, params);
      if (token.revoked_at) return;
      await tx
        .updateTable('service_account_tokens')
        .set({ revoked_at: new Date(this.now()) })
        .where('id', '=', params.tokenId)
        .execute();
      await this.recordAdminChange.run(tx, ctx.orgId, {
        actor: ctx.actor.name,
        action: 'token.revoked',
        target: account.name,
        detail: { tokenId: params.tokenId, hint: token.hint },
      });
    });
  }

  async #get(tx: OrgTx, { serviceAccountId, tokenId }: Input['params']) {
    const account = await tx
      .selectFrom('service_accounts')
      .select('name')
      .where('id', '=', serviceAccountId)
      .executeTakeFirst();
    if (!account) throw new AppError('service_account.not_found');
    const token = await tx
      .selectFrom('service_account_tokens')
      .select(['revoked_at', 'hint'])
      .where('id', '=', tokenId)
      .where('service_account_id', '=', serviceAccountId)
      .executeTakeFirst();
    if (!token) throw new AppError('token.not_found');
    return { account, token };
  }
}
