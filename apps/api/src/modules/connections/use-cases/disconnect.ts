import { Inject, Injectable } from '@nestjs/common';
import type { OPERATIONS, OrgId } from '@sallyport/contracts';
import { type Db, withOrg } from '@sallyport/db';
import type { Logger } from '@sallyport/service-kit';
import { revokeToken } from '@sallyport/upstream-auth';
import type { OrgContext } from '../../../platform/http/request-state.js';
import type { InputOf } from '../../../platform/operation.decorator.js';
import { DATABASE, LOGGER, UPSTREAM_AUTH } from '../../../platform/tokens.js';
import type { UpstreamAuth } from '../../../platform/upstream-auth.js';
import { RecordAdminChange } from '../../admin-changes/use-cases/record-admin-change.js';
import { ChangeOrg } from '../../snapshots/use-cases/change-org.js';
import { ClientStore } from '../client-store.js';
import { GrantTokensVault } from '../grant-tokens.js';
import { findGrantRow, type GrantRow } from '../grants.repository.js';
import { getRemoteServer } from '../remote-server.js';
import { findSubject } from '../subject.js';

/**
 * Ends a connection. The grant and its place in the snapshot go in one transaction, which gateways hear of at once; then the
 * authorization server is asked to forget it too, as far as it can and answers. Disconnecting again changes nothing.
 */
@Injectable()
export class Disconnect {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    @Inject(UPSTREAM_AUTH) private readonly auth: UpstreamAuth,
    @Inject(ChangeOrg) private readonly changeOrg: ChangeOrg,
    @Inject(RecordAdminChange) private readonly recordAdminChange: RecordAdminChange,
    @Inject(ClientStore) private readonly clients: ClientStore,
    @Inject(GrantTokensVault) private readonly tokens: GrantTokensVault,
    @Inject(LOGGER) private readonly logger: Pick<Logger, 'info'>,
  ) {}

  async run(ctx: OrgContext, { params, query }: InputOf<typeof OPERATIONS.deleteConnection>): Promise<void> {
    const { server, subject, grant } = await withOrg(this.db, ctx.orgId, async (tx) => {
      const server = await getRemoteServer(tx, params.serverId);
      const subject = await findSubject(tx, ctx, query.serviceAccountId, 'service_account:write');
      return { server, subject, grant: await findGrantRow(tx, subject.id, server.id) };
    });
    if (!grant) return;
    const { result: isGone } = await this.changeOrg.run(ctx.orgId, async (tx) => {
      const deleted = await tx.deleteFrom('upstream_grants').where('id', '=', grant.id).executeTakeFirst();
      if (deleted.numDeletedRows === 0n) return false;
      await this.recordAdminChange.run(tx, ctx.orgId, {
        actor: ctx.actor.name,
        action: 'server.disconnected',
        target: server.name,
        detail: { serverId: server.id, principal: subject.name, issuer: grant.issuer },
      });
      return true;
    });
    if (isGone && grant.lapsed_at === null) await this.#revoke(ctx.orgId, grant);
  }

  async #revoke(orgId: OrgId, grant: GrantRow): Promise<void> {
    try {
      const [client, tokens] = await Promise.all([
        this.clients.find(orgId, grant.issuer),
        this.tokens.open(orgId, grant),
      ]);
      if (!client?.server || !tokens) return;
      for (const token of [tokens.refreshToken, tokens.accessToken]) {
        if (token !== null) await revokeToken(this.auth.env, client.server, client.identity, token);
      }
    } catch (err) {
      this.logger.info({ err, orgId, grantId: grant.id }, 'the authorization server did not revoke a grant');
    }
  }
}
