import { Inject, Injectable } from '@nestjs/common';
import { AppError, type OPERATIONS } from '@sallyport/contracts';
import { type Db, type OrgTx, withOrg } from '@sallyport/db';
import type { IdFactory } from '@sallyport/service-kit';
import { completeAuthorization, type PendingAuthorization, type TokenSet } from '@sallyport/upstream-auth';
import type { OrgContext } from '../../../platform/http/request-state.js';
import type { InputOf } from '../../../platform/operation.decorator.js';
import { DATABASE, NEW_ID, UPSTREAM_AUTH } from '../../../platform/tokens.js';
import type { UpstreamAuth } from '../../../platform/upstream-auth.js';
import { RecordAdminChange } from '../../admin-changes/use-cases/record-admin-change.js';
import { ChangeOrg } from '../../snapshots/use-cases/change-org.js';
import { ClientStore } from '../client-store.js';
import { ConnectionsQueries, type ConnectionView } from '../connections.queries.js';
import { GrantTokensVault } from '../grant-tokens.js';
import { getRemoteServer } from '../remote-server.js';
import { answerContext, answerSchema, pendingContext, pendingSchema } from '../sign-in-secrets.js';
import { takeSignIn } from '../sign-ins.repository.js';
import { findSubject } from '../subject.js';
import { toFailure } from '../to-failure.js';
import { Vault } from '../vault.js';

type SignIn = NonNullable<Awaited<ReturnType<typeof takeSignIn>>>;

/** Exchanges the code of a finished sign-in for the person who started it, and keeps what comes as a grant. */
@Injectable()
export class CompleteConnection {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    @Inject(UPSTREAM_AUTH) private readonly auth: UpstreamAuth,
    @Inject(ChangeOrg) private readonly changeOrg: ChangeOrg,
    @Inject(RecordAdminChange) private readonly recordAdminChange: RecordAdminChange,
    @Inject(ConnectionsQueries) private readonly queries: ConnectionsQueries,
    @Inject(ClientStore) private readonly clients: ClientStore,
    @Inject(GrantTokensVault) private readonly tokens: GrantTokensVault,
    @Inject(Vault) private readonly vault: Vault,
    @Inject(NEW_ID) private readonly newId: IdFactory,
  ) {}

  async run(ctx: OrgContext, { body }: InputOf<typeof OPERATIONS.completeConnection>): Promise<ConnectionView> {
    // In a transaction of its own: a ticket is spent whatever comes of it.
    const signIn = await withOrg(this.db, ctx.orgId, (tx) => takeSignIn(tx, body.ticket));
    if (!signIn || signIn.member_id !== ctx.actor.id || signIn.expires_at.getTime() <= this.auth.env.now()) {
      throw new AppError('sign_in.not_found');
    }
    await withOrg(this.db, ctx.orgId, (tx) => this.#target(tx, ctx, signIn));
    const { pending, granted } = await this.#exchange(ctx, signIn);
    return this.#store(ctx, signIn, { pending, granted });
  }

  /** Server and principal as they are now: both may have changed while the person was away. */
  async #target(tx: OrgTx, ctx: OrgContext, signIn: SignIn) {
    const server = await getRemoteServer(tx, signIn.server_id);
    if (server.url !== signIn.server_url) throw new AppError('sign_in.not_found');
    return { server, subject: await findSubject(tx, ctx, signIn.service_account_id, 'service_account:write') };
  }

  async #exchange({ orgId }: OrgContext, signIn: SignIn) {
    const { state_hash, key_id: keyId, pending_enc, answer_enc } = signIn;
    const sealed = { bytes: pending_enc, keyId };
    const pending = await this.vault.open(orgId, pendingContext(state_hash), sealed, pendingSchema);
    const answer =
      answer_enc &&
      (await this.vault.open(orgId, answerContext(state_hash), { bytes: answer_enc, keyId }, answerSchema));
    const client = await this.clients.find(orgId, signIn.issuer);
    if (!pending || !answer || !client?.server) throw new AppError('sign_in.not_found');
    try {
      const parameters = new URLSearchParams(answer.query);
      const granted = await completeAuthorization(this.auth.env, client.server, client.identity, {
        pending,
        parameters,
      });
      return { pending, granted };
    } catch (error) {
      throw toFailure(error);
    }
  }

  async #store(
    ctx: OrgContext,
    signIn: SignIn,
    { pending, granted }: { readonly pending: PendingAuthorization; readonly granted: TokenSet },
  ): Promise<ConnectionView> {
    const id = this.newId('grant');
    const sealed = await this.tokens.seal(ctx.orgId, id, granted);
    const { result } = await this.changeOrg.run(ctx.orgId, async (tx) => {
      const { server, subject } = await this.#target(tx, ctx, signIn);
      await tx
        .deleteFrom('upstream_grants')
        .where('principal_id', '=', subject.id)
        .where('server_id', '=', server.id)
        .execute();
      await tx
        .insertInto('upstream_grants')
        .values({
          org_id: ctx.orgId,
          id,
          server_id: server.id,
          member_id: subject.memberId,
          service_account_id: subject.serviceAccountId,
          issuer: pending.issuer,
          server_url: signIn.server_url,
          resource: pending.resource,
          scopes: [...(granted.scopes ?? [])],
          tokens_enc: sealed.bytes,
          tokens_key_id: sealed.keyId,
          expires_at: granted.expiresAt === null ? null : new Date(granted.expiresAt),
          renews: granted.refreshToken !== null,
          connected_by: ctx.actor.name,
          connected_at: new Date(this.auth.env.now()),
        })
        .execute();
      await this.recordAdminChange.run(tx, ctx.orgId, {
        actor: ctx.actor.name,
        action: 'server.connected',
        target: server.name,
        detail: { serverId: server.id, principal: subject.name, issuer: pending.issuer, scopes: granted.scopes ?? [] },
      });
      return this.queries.view(tx, server, subject);
    });
    return result;
  }
}
