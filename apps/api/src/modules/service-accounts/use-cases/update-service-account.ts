import { Inject, Injectable } from '@nestjs/common';
import { AppError, type OPERATIONS } from '@sallyport/contracts';
import { type Db, withOrg } from '@sallyport/db';
import type { ActingContext } from '../../../platform/http/request-state.js';
import type { InputOf, ResultOf } from '../../../platform/operation.decorator.js';
import { CLOCK, DATABASE } from '../../../platform/tokens.js';
import { RecordAdminChange } from '../../admin-changes/use-cases/record-admin-change.js';
import { getServiceAccount } from '../service-accounts.queries.js';

type Update = typeof OPERATIONS.updateServiceAccount;

/** Gives a service account a role at this api. It counts from the next request on, for tokens whose issuer had as much. */
@Injectable()
export class UpdateServiceAccount {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    @Inject(RecordAdminChange) private readonly recordAdminChange: RecordAdminChange,
    @Inject(CLOCK) private readonly now: () => number,
  ) {}

  async run(ctx: ActingContext, { params, body }: InputOf<Update>): Promise<ResultOf<Update>> {
    const id = params.serviceAccountId;
    return withOrg(this.db, ctx.orgId, async (tx) => {
      const account = await tx
        .selectFrom('service_accounts')
        .select(['name', 'role'])
        .where('id', '=', id)
        .forUpdate()
        .executeTakeFirst();
      if (!account) throw new AppError('service_account.not_found');
      if (account.role !== body.role) {
        const changed = { role: body.role, updated_at: new Date(this.now()) };
        await tx.updateTable('service_accounts').set(changed).where('id', '=', id).execute();
        await this.recordAdminChange.run(tx, ctx.orgId, {
          actor: ctx.actor.name,
          action: 'service_account.role_changed',
          target: account.name,
          detail: { from: account.role, to: body.role },
        });
      }
      return getServiceAccount(tx, id);
    });
  }
}
