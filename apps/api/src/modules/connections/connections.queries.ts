import { Inject, Injectable } from '@nestjs/common';
import { OPERATIONS } from '@sallyport/contracts';
import { type Db, type OrgTx, withOrg } from '@sallyport/db';
import type { OrgContext } from '../../platform/http/request-state.js';
import type { InputOf, ResultOf } from '../../platform/operation.decorator.js';
import { DATABASE } from '../../platform/tokens.js';
import { findChallenge, findGrantRow, type GrantRow } from './grants.repository.js';
import { getRemoteServer, type RemoteServer } from './remote-server.js';
import { findSubject, type Subject } from './subject.js';

export type ConnectionView = ResultOf<typeof OPERATIONS.getConnection>;
type ClientList = ResultOf<typeof OPERATIONS.listUpstreamClients>;
const CLIENTS_MAX = 200;

@Injectable()
export class ConnectionsQueries {
  constructor(@Inject(DATABASE) private readonly db: Db) {}

  async get(ctx: OrgContext, { params, query }: InputOf<typeof OPERATIONS.getConnection>): Promise<ConnectionView> {
    return withOrg(this.db, ctx.orgId, async (tx) => {
      const server = await getRemoteServer(tx, params.serverId);
      return this.view(tx, server, await findSubject(tx, ctx, query.serviceAccountId, 'service_account:read'));
    });
  }

  async view(tx: OrgTx, server: RemoteServer, subject: Subject): Promise<ConnectionView> {
    const grant = await findGrantRow(tx, subject.id, server.id);
    const isAsked = (await findChallenge(tx, server)) !== undefined;
    const { id, kind, name } = subject;
    return {
      serverId: server.id,
      principal: { id, kind, name },
      state: stateOf(server, grant, isAsked),
      issuer: grant?.issuer ?? null,
      scopes: grant?.scopes ?? [],
      missingScopes: grant?.missing_scopes ?? [],
      connectedAt: grant?.connected_at.toISOString() ?? null,
      connectedBy: grant?.connected_by ?? null,
      expiresAt: grant?.expires_at?.toISOString() ?? null,
      renews: grant?.renews ?? false,
    };
  }

  /** By issuer. */
  async listClients(ctx: OrgContext): Promise<ClientList> {
    const rows = await withOrg(this.db, ctx.orgId, (tx) =>
      tx.selectFrom('upstream_clients').selectAll().orderBy('issuer').limit(CLIENTS_MAX).execute(),
    );
    return {
      items: rows.map((row) => ({
        issuer: row.issuer,
        kind: row.kind,
        clientId: row.client_id,
        hasSecret: row.secret_enc !== null,
        updatedAt: row.updated_at.toISOString(),
      })),
    };
  }
}

const stateOf = ({ url }: RemoteServer, grant: GrantRow | undefined, isAsked: boolean): ConnectionView['state'] => {
  if (url === null) return 'not_needed';
  if (grant) return grant.lapsed_at === null && grant.server_url === url ? 'connected' : 'lapsed';
  return isAsked ? 'not_connected' : 'not_needed';
};
