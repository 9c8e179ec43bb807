import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { AppError, type OPERATIONS, type OrgId, type ServerId, seconds } from '@sallyport/contracts';
import { type Db, listGatewayOrgs, type OrgTx, withOrg } from '@sallyport/db';
import { needsMore, parseChallenge } from '@sallyport/upstream-auth';
import type { GatewayContext } from '../../../platform/http/request-state.js';
import type { InputOf, ResultOf } from '../../../platform/operation.decorator.js';
import type { PublicUrls } from '../../../platform/public-urls.js';
import { CLOCK, DATABASE, PUBLIC_URLS } from '../../../platform/tokens.js';
import { GrantTokensVault } from '../grant-tokens.js';
import { findGrantRow, type GrantRow } from '../grants.repository.js';
import { RenewGrant } from './renew-grant.js';

type Borrow = typeof OPERATIONS.borrowCredential;
type Request = InputOf<Borrow>['body'];
type Answer = ResultOf<Borrow>;

/** A token this close to its end is renewed before it is lent. */
const RENEW_BEFORE_MS = seconds(30);

/**
 * Lends a gateway the access token of one principal at one server, renewed when it ended or was refused. What the server said
 * when it refused is kept: it tells what to ask for when a person connects.
 */
@Injectable()
export class LendCredential {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    @Inject(PUBLIC_URLS) private readonly urls: PublicUrls,
    @Inject(GrantTokensVault) private readonly tokens: GrantTokensVault,
    @Inject(RenewGrant) private readonly renewGrant: RenewGrant,
    @Inject(CLOCK) private readonly now: () => number,
  ) {}

  /** @throws AppError `server.not_found` for what this gateway does not serve; `upstream.authorization_failed` */
  async run({ gatewayId }: GatewayContext, { body }: InputOf<Borrow>): Promise<Answer> {
    const orgs = await listGatewayOrgs(this.db, gatewayId);
    const org = orgs.find(({ orgId }) => orgId === body.orgId);
    if (!org) throw new AppError('server.not_found');
    const required = (): Answer => {
      const account = body.principalId?.startsWith('sa_') ? { account: body.principalId } : undefined;
      return { state: 'authorization_required', url: this.urls.connection(org.orgSlug, body.serverId, account) };
    };
    const grant = await withOrg(this.db, org.orgId, (tx) => this.#read(tx, org.orgId, body));
    return (grant && (await this.#lend(org.orgId, grant, body.refused))) ?? required();
  }

  /** The grant, when it is good for the address the gateway dials. Notes the refusal on the way. */
  async #read(
    tx: OrgTx,
    orgId: OrgId,
    { serverId, serverUrl, principalId, refused }: Request,
  ): Promise<GrantRow | null> {
    const server = await tx
      .selectFrom('servers')
      .select(['id', 'transport'])
      .where('id', '=', serverId as ServerId)
      .executeTakeFirst();
    if (!server) throw new AppError('server.not_found');
    const { id, transport } = server;
    if (transport.kind !== 'streamable-http' || transport.url !== serverUrl) return null;
    const grant = principalId === null ? undefined : await findGrantRow(tx, principalId, id);
    if (refused !== null) await this.#note(tx, { org_id: orgId, server_id: id, server_url: serverUrl }, refused, grant);
    return grant && grant.server_url === serverUrl && grant.lapsed_at === null ? grant : null;
  }

  async #note(
    tx: OrgTx,
    key: { readonly org_id: OrgId; readonly server_id: ServerId; readonly server_url: string },
    refused: NonNullable<Request['refused']>,
    grant: GrantRow | undefined,
  ): Promise<void> {
    const { resourceMetadata, scopes } = parseChallenge(refused.challenge);
    const asked = [...(scopes ?? [])];
    if (refused.status === 403) {
      if (!grant || !needsMore(grant.missing_scopes, asked)) return;
      const missing_scopes = [...new Set([...grant.missing_scopes, ...asked])].slice(0, SCOPES_MAX);
      await tx.updateTable('upstream_grants').set({ missing_scopes }).where('id', '=', grant.id).execute();
      return;
    }
    const said = {
      server_url: key.server_url,
      resource_metadata: resourceMetadata?.slice(0, URL_CHARS_MAX) ?? null,
      scopes: asked,
      seen_at: new Date(this.now()),
    };
    await tx
      .insertInto('upstream_challenges')
      .values({ ...key, ...said })
      .onConflict((conflict) => conflict.columns(['org_id', 'server_id']).doUpdateSet(said))
      .execute();
  }

  /** @returns null when a person has to act */
  async #lend(orgId: OrgId, grant: GrantRow, refused: Request['refused']): Promise<Answer | null> {
    const tokens = await this.tokens.open(orgId, grant);
    if (tokens === null) return null;
    const isRefused = refused !== null && refused.tokenDigest === digestOf(tokens.accessToken);
    if (isRefused && refused.status === 403) return null;
    const endsAt = grant.expires_at?.getTime() ?? Number.POSITIVE_INFINITY;
    if (!isRefused && endsAt - RENEW_BEFORE_MS > this.now()) return toAnswer(grant, tokens.accessToken);
    const renewed = await this.renewGrant.run(orgId, grant, { isRefused });
    return renewed && toAnswer(renewed.grant, renewed.accessToken);
  }
}

const SCOPES_MAX = 100;
const URL_CHARS_MAX = 2048;

const digestOf = (token: string): string => `sha256:${createHash('sha256').update(token).digest('hex')}`;

const toAnswer = ({ id, expires_at }: Pick<GrantRow, 'id' | 'expires_at'>, accessToken: string): Answer => ({
  state: 'granted',
  grantId: id,
  accessToken,
  expiresAt: expires_at?.getTime() ?? null,
});
