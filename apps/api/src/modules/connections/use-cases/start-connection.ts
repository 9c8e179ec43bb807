import { Inject, Injectable } from '@nestjs/common';
import { AppError, minutes, type OPERATIONS, type OrgId } from '@sallyport/contracts';
import { type Db, withOrg } from '@sallyport/db';
import {
  beginAuthorization,
  discover,
  identifyClient,
  type PendingAuthorization,
  selectScopes,
} from '@sallyport/upstream-auth';
import type { OrgContext } from '../../../platform/http/request-state.js';
import type { InputOf, ResultOf } from '../../../platform/operation.decorator.js';
import { DATABASE, UPSTREAM_AUTH } from '../../../platform/tokens.js';
import type { UpstreamAuth } from '../../../platform/upstream-auth.js';
import { ClientStore } from '../client-store.js';
import { listPreregisteredIssuers } from '../clients.repository.js';
import { findChallenge, findGrantRow } from '../grants.repository.js';
import { getRemoteServer } from '../remote-server.js';
import { pendingContext } from '../sign-in-secrets.js';
import { dropExpiredSignIns, hashOf } from '../sign-ins.repository.js';
import { findSubject, personOf } from '../subject.js';
import { toFailure } from '../to-failure.js';
import { Vault } from '../vault.js';

/** Longest a person may take between leaving for the authorization server and coming back. */
const SIGN_IN_MS = minutes(10);

type Start = typeof OPERATIONS.startConnection;
type Known = Awaited<ReturnType<StartConnection['read']>>;

/** Finds out where access to a server is granted, and keeps what is needed when the person comes back from there. */
@Injectable()
export class StartConnection {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    @Inject(UPSTREAM_AUTH) private readonly auth: UpstreamAuth,
    @Inject(ClientStore) private readonly clients: ClientStore,
    @Inject(Vault) private readonly vault: Vault,
  ) {}

  async run(ctx: OrgContext, input: InputOf<Start>): Promise<ResultOf<Start>> {
    const known = await this.read(ctx, input);
    if (known.server.url === null) {
      throw new AppError('upstream.authorization_failed', {
        detail: 'A hosted server has no sign-in',
        params: { problem: 'metadata-missing' },
      });
    }
    try {
      return await this.#begin(ctx, known, new URL(known.server.url));
    } catch (error) {
      throw toFailure(error);
    }
  }

  private read(ctx: OrgContext, { params, body }: InputOf<Start>) {
    return withOrg(this.db, ctx.orgId, async (tx) => {
      const server = await getRemoteServer(tx, params.serverId);
      const subject = await findSubject(tx, ctx, body.serviceAccountId, 'service_account:write');
      const grant = await findGrantRow(tx, subject.id, server.id);
      return {
        server,
        subject,
        challenge: await findChallenge(tx, server),
        grant: grant?.server_url === server.url ? grant : undefined,
        preferredIssuers: await listPreregisteredIssuers(tx),
      };
    });
  }

  async #begin(ctx: OrgContext, known: Known, server: URL): Promise<ResultOf<Start>> {
    const { env, profile } = this.auth;
    const challenge = {
      resourceMetadata: known.challenge?.resource_metadata ?? null,
      scopes: wanted(known),
      error: null,
    };
    const found = await discover(env, { server, challenge, preferredIssuers: known.preferredIssuers });
    const { authorizationServer } = found;
    const stored = (await this.clients.find(ctx.orgId, authorizationServer.issuer))?.identity ?? null;
    const identity = await identifyClient(env, authorizationServer, { stored, profile });
    const { url, pending } = await beginAuthorization(authorizationServer, identity, {
      resource: found.resource,
      redirectUri: profile.redirectUri,
      scopes: selectScopes({
        challenged: challenge.scopes,
        offered: found.offeredScopes,
        previous: known.grant?.issuer === authorizationServer.issuer ? known.grant.scopes : null,
        serverScopes: authorizationServer.scopes_supported ?? null,
      }),
      statePrefix: `${ctx.orgId}.`,
    });
    const storeIdentity = await this.clients.prepare(ctx.orgId, identity, authorizationServer);
    const signIn = await this.#toRow(ctx.orgId, pending);
    await withOrg(this.db, ctx.orgId, async (tx) => {
      await storeIdentity(tx);
      await dropExpiredSignIns(tx, new Date(env.now()));
      await tx
        .insertInto('upstream_sign_ins')
        .values({
          ...signIn,
          server_id: known.server.id,
          server_url: known.server.url ?? '',
          member_id: personOf(ctx).id,
          service_account_id: known.subject.serviceAccountId,
        })
        .execute();
    });
    return { authorizeUrl: url };
  }

  async #toRow(orgId: OrgId, pending: PendingAuthorization) {
    const state_hash = hashOf(pending.state);
    const sealed = await this.vault.seal(orgId, pendingContext(state_hash), pending);
    return {
      org_id: orgId,
      state_hash,
      issuer: pending.issuer,
      pending_enc: sealed.bytes,
      key_id: sealed.keyId,
      expires_at: new Date(this.auth.env.now() + SIGN_IN_MS),
    };
  }
}

/** What the server asked of strangers, and what it asked of this grant since. */
const wanted = ({ challenge, grant }: Pick<Known, 'challenge' | 'grant'>): readonly string[] | null => {
  const scopes = [...(challenge?.scopes ?? []), ...(grant?.missing_scopes ?? [])];
  return scopes.length === 0 ? null : scopes;
};
