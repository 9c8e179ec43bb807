import { Inject, Injectable } from '@nestjs/common';
import type { OrgId } from '@sallyport/contracts';
import { type Db, type OrgTx, withOrg } from '@sallyport/db';
import { type AuthorizationServer, authorizationServerSchema, type ClientIdentity } from '@sallyport/upstream-auth';
import { z } from 'zod';
import { CLOCK, DATABASE } from '../../platform/tokens.js';
import { type ClientRow, findClientRow, storeClient } from './clients.repository.js';
import { Vault } from './vault.js';

export interface KnownClient {
  readonly identity: ClientIdentity;
  /** Metadata of the issuer as it was last checked; null before the first use. */
  readonly server: AuthorizationServer | null;
}

const secretSchema = z.object({ clientSecret: z.string() });
const contextOf = (issuer: string): string => `upstream-client/${issuer}`;

/** Who we are to authorization servers, per organisation and issuer, with the secrets opened. */
@Injectable()
export class ClientStore {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    @Inject(Vault) private readonly vault: Vault,
    @Inject(CLOCK) private readonly now: () => number,
  ) {}

  /** @returns null when there is none, or its secret can no longer be opened */
  async find(orgId: OrgId, issuer: string): Promise<KnownClient | null> {
    const row = await withOrg(this.db, orgId, (tx) => findClientRow(tx, issuer));
    if (!row) return null;
    const clientSecret = await this.#openSecret(orgId, row);
    if (clientSecret === null && row.secret_enc !== null) return null;
    const identity: ClientIdentity = {
      issuer,
      kind: row.kind,
      clientId: row.client_id,
      clientSecret,
      authMethod: row.auth_method,
      redirectUri: row.redirect_uri,
      expiresAt: row.expires_at?.getTime() ?? null,
    };
    return { identity, server: row.metadata === null ? null : authorizationServerSchema.parse(row.metadata) };
  }

  /** Seals what is secret of an identity. @returns how to write it, for use in the caller's transaction */
  async prepare(
    orgId: OrgId,
    identity: ClientIdentity,
    metadata: AuthorizationServer | null,
  ): Promise<(tx: OrgTx) => Promise<void>> {
    const { issuer, clientSecret } = identity;
    const secret = clientSecret === null ? null : await this.vault.seal(orgId, contextOf(issuer), { clientSecret });
    const at = new Date(this.now());
    return (tx) => storeClient(tx, orgId, { identity, secret, metadata, at });
  }

  async #openSecret(orgId: OrgId, { issuer, secret_enc, secret_key_id }: ClientRow): Promise<string | null> {
    if (secret_enc === null || secret_key_id === null) return null;
    const sealed = { bytes: secret_enc, keyId: secret_key_id };
    const opened = await this.vault.open(orgId, contextOf(issuer), sealed, secretSchema);
    return opened?.clientSecret ?? null;
  }
}
