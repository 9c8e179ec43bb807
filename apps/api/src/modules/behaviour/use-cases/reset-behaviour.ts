import { Inject, Injectable } from '@nestjs/common';
import { AppError, idSchema, type OPERATIONS } from '@sallyport/contracts';
import type { OrgTx } from '@sallyport/db';
import type { ActingContext } from '../../../platform/http/request-state.js';
import type { InputOf } from '../../../platform/operation.decorator.js';
import { CLOCK } from '../../../platform/tokens.js';
import { RecordAdminChange } from '../../admin-changes/use-cases/record-admin-change.js';
import { ChangeOrg } from '../../snapshots/use-cases/change-org.js';
import { ALL_CLIENTS } from '../behaviour-content.js';

/** Lets every gateway forget, with the next snapshot, what a principal did: its counts, and what of it was followed. */
@Injectable()
export class ResetBehaviour {
  constructor(
    @Inject(ChangeOrg) private readonly changeOrg: ChangeOrg,
    @Inject(RecordAdminChange) private readonly recordAdminChange: RecordAdminChange,
    @Inject(CLOCK) private readonly now: () => number,
  ) {}

  async run(ctx: ActingContext, { body }: InputOf<typeof OPERATIONS.resetBehaviour>) {
    const { principalId, client, reason } = body;
    const { result } = await this.changeOrg.run(ctx.orgId, async (tx) => {
      const name = await findPrincipalName(tx, principalId);
      if (name === null) throw new AppError('principal.not_found');
      const resetAt = new Date(this.now());
      const set = { reason, reset_by: ctx.actor.name, reset_at: resetAt };
      await tx
        .insertInto('behaviour_resets')
        .values({ org_id: ctx.orgId, principal_id: principalId, client: client ?? ALL_CLIENTS, ...set })
        .onConflict((conflict) => conflict.columns(['org_id', 'principal_id', 'client']).doUpdateSet(set))
        .execute();
      await this.recordAdminChange.run(tx, ctx.orgId, {
        actor: ctx.actor.name,
        action: 'behaviour.reset',
        target: principalId,
        detail: { name, client, reason },
      });
      return { principalId, client, resetAt: resetAt.toISOString() };
    });
    return result;
  }
}

const memberId = idSchema('member');
const accountId = idSchema('serviceAccount');

const findPrincipalName = async (tx: OrgTx, id: string): Promise<string | null> => {
  const [member, account] = [memberId.safeParse(id), accountId.safeParse(id)];
  if (member.success) {
    const row = await tx.selectFrom('members').select('email').where('id', '=', member.data).executeTakeFirst();
    return row?.email ?? null;
  }
  if (!account.success) return null;
  const row = await tx.selectFrom('service_accounts').select('name').where('id', '=', account.data).executeTakeFirst();
  return row?.name ?? null;
};
