import { Inject, Injectable } from '@nestjs/common';
import type { OPERATIONS } from '@sallyport/contracts';
import { type Db, withOrg } from '@sallyport/db';
import type { OrgContext } from '../../../platform/http/request-state.js';
import type { InputOf } from '../../../platform/operation.decorator.js';
import { DATABASE } from '../../../platform/tokens.js';
import { RecordAdminChange } from '../../admin-changes/use-cases/record-admin-change.js';
import { ChangeOrg } from '../../snapshots/use-cases/change-org.js';
import { findClientRow } from '../clients.repository.js';

/** Forgets who we are to an authorization server; the grants that were made under that name go with it. */
@Injectable()
export class DeleteUpstreamClient {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    @Inject(ChangeOrg) private readonly changeOrg: ChangeOrg,
    @Inject(RecordAdminChange) private readonly recordAdminChange: RecordAdminChange,
  ) {}

  async run(ctx: OrgContext, { query }: InputOf<typeof OPERATIONS.deleteUpstreamClient>): Promise<void> {
    const known = await withOrg(this.db, ctx.orgId, (tx) => findClientRow(tx, query.issuer));
    if (!known) return;
    await this.changeOrg.run(ctx.orgId, async (tx) => {
      await tx.deleteFrom('upstream_clients').where('issuer', '=', query.issuer).execute();
      await this.recordAdminChange.run(tx, ctx.orgId, {
        actor: ctx.actor.name,
        action: 'upstream_client.deleted',
        target: query.issuer,
        detail: { clientId: known.client_id, kind: known.kind },
      });
    });
  }
}
