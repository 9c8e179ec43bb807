import { Inject, Injectable } from '@nestjs/common';
import type { OPERATIONS } from '@sallyport/contracts';
import { type Db, withOrg } from '@sallyport/db';
import { preregisteredClient } from '@sallyport/upstream-auth';
import type { OrgContext } from '../../../platform/http/request-state.js';
import type { InputOf, ResultOf } from '../../../platform/operation.decorator.js';
import { DATABASE, UPSTREAM_AUTH } from '../../../platform/tokens.js';
import type { UpstreamAuth } from '../../../platform/upstream-auth.js';
import { RecordAdminChange } from '../../admin-changes/use-cases/record-admin-change.js';
import { ClientStore } from '../client-store.js';

type Save = typeof OPERATIONS.saveUpstreamClient;

/** Keeps a client that somebody registered at an authorization server by hand. It goes before any other identity there. */
@Injectable()
export class SaveUpstreamClient {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    @Inject(UPSTREAM_AUTH) private readonly auth: UpstreamAuth,
    @Inject(RecordAdminChange) private readonly recordAdminChange: RecordAdminChange,
    @Inject(ClientStore) private readonly clients: ClientStore,
  ) {}

  async run(ctx: OrgContext, { body }: InputOf<Save>): Promise<ResultOf<Save>> {
    const { issuer, clientId, clientSecret = null } = body;
    const { env, profile } = this.auth;
    const known = (await this.clients.find(ctx.orgId, issuer))?.server;
    const { redirectUri } = profile;
    const identity = preregisteredClient(known ?? { issuer }, { clientId, clientSecret, redirectUri });
    const updatedAt = new Date(env.now()).toISOString();
    const store = await this.clients.prepare(ctx.orgId, identity, null);
    await withOrg(this.db, ctx.orgId, async (tx) => {
      await store(tx);
      await this.recordAdminChange.run(tx, ctx.orgId, {
        actor: ctx.actor.name,
        action: 'upstream_client.saved',
        target: issuer,
        detail: { clientId, hasSecret: clientSecret !== null },
      });
    });
    return { issuer, kind: 'preregistered', clientId, hasSecret: clientSecret !== null, updatedAt };
  }
}
