import { Inject, Injectable } from '@nestjs/common';
import { AppError, type OPERATIONS } from '@sallyport/contracts';
import { type Db, listGatewayOrgs, withOrg } from '@sallyport/db';
import type { GatewayContext } from '../../platform/http/request-state.js';
import type { InputOf, ResultOf } from '../../platform/operation.decorator.js';
import { DATABASE } from '../../platform/tokens.js';

@Injectable()
export class SnapshotsQueries {
  constructor(@Inject(DATABASE) private readonly db: Db) {}

  /** Newest versions of the organisations a gateway serves; those without a snapshot yet are left out. */
  async list(ctx: GatewayContext): Promise<ResultOf<typeof OPERATIONS.listSnapshots>> {
    const orgs = await listGatewayOrgs(this.db, ctx.gatewayId);
    return {
      snapshots: orgs
        .filter(({ snapshotVersion }) => snapshotVersion > 0)
        .map(({ orgId, orgSlug, snapshotVersion }) => ({ orgId, orgSlug, version: snapshotVersion })),
    };
  }

  /** The newest signed snapshot. An organisation the gateway does not serve is answered like one that does not exist. */
  async get(
    ctx: GatewayContext,
    { params }: Pick<InputOf<typeof OPERATIONS.getSnapshot>, 'params'>,
  ): Promise<ResultOf<typeof OPERATIONS.getSnapshot>> {
    const orgs = await listGatewayOrgs(this.db, ctx.gatewayId);
    if (!orgs.some(({ orgId }) => orgId === params.orgId)) throw new AppError('org.not_found');
    const newest = await withOrg(this.db, params.orgId, (tx) =>
      tx
        .selectFrom('snapshots')
        .select(['payload', 'key_id', 'signature'])
        .orderBy('version', 'desc')
        .executeTakeFirst(),
    );
    if (!newest) throw new AppError('org.not_found');
    return { payload: newest.payload, keyId: newest.key_id, signature: newest.signature };
  }
}
