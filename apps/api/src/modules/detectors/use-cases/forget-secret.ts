import { Inject, Injectable } from '@nestjs/common';
import { AppError, type OPERATIONS } from '@sallyport/contracts';
import type { ActingContext } from '../../../platform/http/request-state.js';
import type { InputOf } from '../../../platform/operation.decorator.js';
import { RecordAdminChange } from '../../admin-changes/use-cases/record-admin-change.js';
import { ChangeOrg } from '../../snapshots/use-cases/change-org.js';

/** Gateways look for it no longer from the next snapshot on. */
@Injectable()
export class ForgetSecret {
  constructor(
    @Inject(ChangeOrg) private readonly changeOrg: ChangeOrg,
    @Inject(RecordAdminChange) private readonly recordAdminChange: RecordAdminChange,
  ) {}

  async run(ctx: ActingContext, { params: { name } }: InputOf<typeof OPERATIONS.forgetSecret>): Promise<void> {
    await this.changeOrg.run(ctx.orgId, async (tx) => {
      const { numDeletedRows } = await tx.deleteFrom('registered_secrets').where('name', '=', name).executeTakeFirst();
      if (numDeletedRows === 0n) throw new AppError('registered_secret.not_found');
      await this.recordAdminChange.run(tx, ctx.orgId, {
        actor: ctx.actor.name,
        action: 'registered_secret.removed',
        target: name,
        detail: {},
      });
    });
  }
}
