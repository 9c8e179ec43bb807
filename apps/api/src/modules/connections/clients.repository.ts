import type { OrgId } from '@sallyport/contracts';
import { type OrgTx, toJson } from '@sallyport/db';
import type { AuthorizationServer, ClientIdentity } from '@sallyport/upstream-auth';
import type { Sealed } from './vault.js';

export const findClientRow = (tx: OrgTx, issuer: string) =>
  tx.selectFrom('upstream_clients').selectAll().where('issuer', '=', issuer).executeTakeFirst();

export type ClientRow = NonNullable<Awaited<ReturnType<typeof findClientRow>>>;

/** Issuers a client was registered at by hand. */
export const listPreregisteredIssuers = async (tx: OrgTx): Promise<string[]> => {
  const rows = await tx.selectFrom('upstream_clients').select('issuer').where('kind', '=', 'preregistered').execute();
  return rows.map(({ issuer }) => issuer);
};

export interface ClientToStore {
  readonly identity: ClientIdentity;
  readonly secret: Sealed | null;
  /** Null leaves what is known of the authorization server as it is. */
  readonly metadata: AuthorizationServer | null;
  readonly at: Date;
}

/** One identity per issuer: a new one takes the place of the old one. */
export const storeClient = async (
  tx: OrgTx,
  orgId: OrgId,
  { identity, secret, metadata, at }: ClientToStore,
): Promise<void> => {
  const values = {
    kind: identity.kind,
    client_id: identity.clientId,
    auth_method: identity.authMethod,
    secret_enc: secret?.bytes ?? null,
    secret_key_id: secret?.keyId ?? null,
    redirect_uri: identity.redirectUri,
    expires_at: identity.expiresAt === null ? null : new Date(identity.expiresAt),
    ...(metadata !== null && { metadata: toJson<Record<string, unknown>>({ ...metadata }) }),
    updated_at: at,
  };
  await tx
    .insertInto('upstream_clients')
    .values({ ...values, org_id: orgId, issuer: identity.issuer })
    .onConflict((conflict) => conflict.columns(['org_id', 'issuer']).doUpdateSet(values))
    .execute();
};
