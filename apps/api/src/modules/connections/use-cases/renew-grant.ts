import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { type OrgId, seconds } from '@sallyport/contracts';
import { type Db, withOrg } from '@sallyport/db';
import { refreshTokens, type TokenSet, UpstreamAuthError } from '@sallyport/upstream-auth';
import { DATABASE, UPSTREAM_AUTH } from '../../../platform/tokens.js';
import type { UpstreamAuth } from '../../../platform/upstream-auth.js';
import { ClientStore } from '../client-store.js';
import { GrantTokensVault } from '../grant-tokens.js';
import { type GrantRow, lapseGrant } from '../grants.repository.js';
import { toFailure } from '../to-failure.js';

/** Longest one process may take to renew; longer than a fetch may. Then another one may try. */
const LEASE_MS = seconds(8);
const LOOK_AGAIN_MS = 100;
/** A server that refuses what was renewed this recently will refuse the next one too. */
const JUST_RENEWED_MS = seconds(10);
/** Endings of a grant, as opposed to an authorization server that is away. */
const FINAL: ReadonlySet<string> = new Set(['grant-refused', 'client-refused', 'issuer-mismatch', 'token-invalid']);

export interface Renewed {
  readonly grant: Pick<GrantRow, 'id' | 'expires_at'>;
  readonly accessToken: string;
}

/**
 * Trades the refresh token of a grant, one process at a time: whoever holds the lease in the row does it, the others wait for
 * what comes of it.
 */
@Injectable()
export class RenewGrant {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    @Inject(UPSTREAM_AUTH) private readonly auth: UpstreamAuth,
    @Inject(ClientStore) private readonly clients: ClientStore,
    @Inject(GrantTokensVault) private readonly tokens: GrantTokensVault,
  ) {}

  /**
   * @param isRefused  the server refused the token although it should be good
   * @returns null when the grant is over
   * @throws AppError `upstream.authorization_failed` when the authorization server is away
   */
  async run(orgId: OrgId, grant: GrantRow, { isRefused }: { readonly isRefused: boolean }): Promise<Renewed | null> {
    const justRenewed = this.auth.env.now() - (grant.renewed_at?.getTime() ?? 0) < JUST_RENEWED_MS;
    if (!grant.renews || (isRefused && justRenewed)) {
      await this.#lapse(orgId, grant);
      return null;
    }
    if (!(await this.#lease(orgId, grant))) return this.#wait(orgId, grant);
    try {
      return await this.#renew(orgId, grant);
    } catch (error) {
      if (error instanceof UpstreamAuthError && FINAL.has(error.problem)) {
        await this.#lapse(orgId, grant);
        return null;
      }
      await this.#release(orgId, grant);
      throw toFailure(error);
    }
  }

  /** Only the tokens that were read are traded: what somebody else renewed meanwhile is not touched. */
  async #lease(orgId: OrgId, grant: GrantRow): Promise<boolean> {
    const now = this.auth.env.now();
    const { numUpdatedRows } = await withOrg(this.db, orgId, (tx) =>
      tx
        .updateTable('upstream_grants')
        .set({ renewing_until: new Date(now + LEASE_MS) })
        .where('id', '=', grant.id)
        .where('tokens_enc', '=', grant.tokens_enc)
        .where((eb) => eb.or([eb('renewing_until', 'is', null), eb('renewing_until', '<', new Date(now))]))
        .executeTakeFirst(),
    );
    return numUpdatedRows === 1n;
  }

  async #wait(orgId: OrgId, grant: GrantRow): Promise<Renewed | null> {
    for (let waited = 0; waited < LEASE_MS; waited += LOOK_AGAIN_MS) {
      const row = await withOrg(this.db, orgId, (tx) =>
        tx.selectFrom('upstream_grants').selectAll().where('id', '=', grant.id).executeTakeFirst(),
      );
      if (!row || row.lapsed_at !== null) return null;
      if (!row.tokens_enc.equals(grant.tokens_enc)) {
        const tokens = await this.tokens.open(orgId, row);
        return tokens && { grant: row, accessToken: tokens.accessToken };
      }
      if (row.renewing_until === null) break;
      await sleep(LOOK_AGAIN_MS);
    }
    throw toFailure(new UpstreamAuthError('metadata-unreachable'));
  }

  async #renew(orgId: OrgId, grant: GrantRow): Promise<Renewed> {
    const [client, tokens] = await Promise.all([
      this.clients.find(orgId, grant.issuer),
      this.tokens.open(orgId, grant),
    ]);
    if (!client?.server || tokens === null || tokens.refreshToken === null)
      throw new UpstreamAuthError('grant-refused');
    const request = { refreshToken: tokens.refreshToken, resource: grant.resource, scopes: grant.scopes };
    const fresh = await refreshTokens(this.auth.env, client.server, client.identity, request);
    return this.#store(orgId, grant, fresh);
  }

  async #store(orgId: OrgId, { id }: GrantRow, fresh: TokenSet): Promise<Renewed> {
    const sealed = await this.tokens.seal(orgId, id, fresh);
    const expires_at = fresh.expiresAt === null ? null : new Date(fresh.expiresAt);
    await withOrg(this.db, orgId, (tx) =>
      tx
        .updateTable('upstream_grants')
        .set({
          tokens_enc: sealed.bytes,
          tokens_key_id: sealed.keyId,
          expires_at,
          renews: fresh.refreshToken !== null,
          scopes: [...(fresh.scopes ?? [])],
          renewing_until: null,
          renewed_at: new Date(this.auth.env.now()),
        })
        .where('id', '=', id)
        .execute(),
    );
    return { grant: { id, expires_at }, accessToken: fresh.accessToken };
  }

  async #lapse(orgId: OrgId, { id }: GrantRow): Promise<void> {
    await withOrg(this.db, orgId, (tx) => lapseGrant(tx, id, new Date(this.auth.env.now())));
  }

  async #release(orgId: OrgId, { id }: GrantRow): Promise<void> {
    await withOrg(this.db, orgId, (tx) =>
      tx.updateTable('upstream_grants').set({ renewing_until: null }).where('id', '=', id).execute(),
    );
  }
}
