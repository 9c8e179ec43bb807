import { Inject, Injectable } from '@nestjs/common';
import type { OPERATIONS, ServiceAccountId } from '@sallyport/contracts';
import type { OrgTx } from '@sallyport/db';
import type { IdFactory } from '@sallyport/service-kit';
import type { ActingContext } from '../../../platform/http/request-state.js';
import type { InputOf, ResultOf } from '../../../platform/operation.decorator.js';
import { NEW_ID } from '../../../platform/tokens.js';
import { RecordAdminChange } from '../../admin-changes/use-cases/record-admin-change.js';
import { ChangeOrg } from '../../snapshots/use-cases/change-org.js';
import { getServiceAccount } from '../service-accounts.queries.js';

type Create = typeof OPERATIONS.createServiceAccount;

/** Creates a service account, and the groups it names where they do not exist yet. It can do nothing until it has a token. */
@Injectable()
export class CreateServiceAccount {
  constructor(
    @Inject(ChangeOrg) private readonly changeOrg: ChangeOrg,
    @Inject(RecordAdminChange) private readonly recordAdminChange: RecordAdminChange,
    @Inject(NEW_ID) private readonly newId: IdFactory,
  ) {}

  async run(ctx: ActingContext, { body }: Pick<InputOf<Create>, 'body'>): Promise<ResultOf<Create>> {
    const id = this.newId('serviceAccount');
    const { result } = await this.changeOrg.run(ctx.orgId, async (tx) => {
      const account = { org_id: ctx.orgId, id, name: body.name, description: body.description };
      await tx.insertInto('service_accounts').values(account).execute();
      await this.#joinGroups(tx, ctx, id, [...new Set(body.groups)]);
      await this.recordAdminChange.run(tx, ctx.orgId, {
        actor: ctx.actor.name,
        action: 'service_account.created',
        target: body.name,
        detail: { groups: body.groups },
      });
      return getServiceAccount(tx, id);
    });
    return result;
  }

  async #joinGroups(tx: OrgTx, { orgId }: ActingContext, accountId: ServiceAccountId, names: string[]): Promise<void> {
    if (names.length === 0) return;
    const wanted = names.map((name) => ({ org_id: orgId, id: this.newId('group'), name }));
    await tx
      .insertInto('groups')
      .values(wanted)
      .onConflict((conflict) => conflict.columns(['org_id', 'name']).doNothing())
      .execute();
    const groups = await tx.selectFrom('groups').select('id').where('name', 'in', names).execute();
    await tx
      .insertInto('group_members')
      .values(groups.map(({ id }) => ({ org_id: orgId, group_id: id, service_account_id: accountId })))
      .execute();
  }
}
