import { Inject, Injectable } from '@nestjs/common';
import type { GrantId, OrgId } from '@sallyport/contracts';
import { z } from 'zod';
import type { GrantRow } from './grants.repository.js';
import { type Sealed, Vault } from './vault.js';

const tokensSchema = z.object({ accessToken: z.string(), refreshToken: z.string().nullable() });
export type GrantTokens = z.output<typeof tokensSchema>;

const contextOf = (id: GrantId): string => `upstream-grant/${id}`;

/** The secret part of grants. */
@Injectable()
export class GrantTokensVault {
  constructor(@Inject(Vault) private readonly vault: Vault) {}

  seal(orgId: OrgId, id: GrantId, { accessToken, refreshToken }: GrantTokens): Promise<Sealed> {
    return this.vault.seal(orgId, contextOf(id), { accessToken, refreshToken });
  }

  /** @returns null when the organisation's data key was destroyed */
  open(
    orgId: OrgId,
    { id, tokens_enc, tokens_key_id }: Pick<GrantRow, 'id' | 'tokens_enc' | 'tokens_key_id'>,
  ): Promise<GrantTokens | null> {
    return this.vault.open(orgId, contextOf(id), { bytes: tokens_enc, keyId: tokens_key_id }, tokensSchema);
  }
}
