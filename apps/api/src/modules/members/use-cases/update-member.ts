import { Inject, Injectable } from '@nestjs/common';
import { AppError, type OPERATIONS } from '@sallyport/contracts';
import type { OrgTx } from '@sallyport/db';
import type { ActingContext } from '../../../platform/http/request-state.js';
import type { InputOf, ResultOf } from '../../../platform/operation.decorator.js';
import { RecordAdminChange } from '../../admin-changes/use-cases/record-admin-change.js';
import { ChangeOrg } from '../../snapshots/use-cases/change-org.js';
import { findMember } from '../members.queries.js';

/** Changes a member's role. An organisation always keeps an owner: changes of roles are made one after the other. Rules can speak of roles, so gateways learn of it. */
@Injectable()
export class UpdateMember {
  constructor(
    @Inject(ChangeOrg) private readonly changeOrg: ChangeOrg,
    @Inject(RecordAdminChange) private readonly recordAdminChange: RecordAdminChange,
  ) {}

  async run(
    ctx: ActingContext,
    { params, body }: InputOf<typeof OPERATIONS.updateMember>,
  ): Promise<ResultOf<typeof OPERATIONS.updateMember>> {
    const { result } = await this.changeOrg.run(ctx.orgId, async (tx) => {
      const member = await findMember(tx, params.memberId);
      if (!member) throw new AppError('member.not_found');
      if (member.role === body.role) return member;
      if (member.role === 'owner' && (await countOwners(tx)) === 1) throw new AppError('member.last_owner');
      await tx.updateTable('members').set({ role: body.role }).where('id', '=', params.memberId).execute();
      await this.recordAdminChange.run(tx, ctx.orgId, {
        actor: ctx.actor.name,
        action: 'member.role_changed',
        target: member.email,
        detail: { from: member.role, to: body.role },
      });
      return { ...member, role: body.role };
    });
    return result;
  }
}

const countOwners = async (tx: OrgTx): Promise<number> => {
  const owners = await tx.selectFrom('members').select('id').where('role', '=', 'owner').execute();
  return owners.length;
};
