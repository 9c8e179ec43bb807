import { Inject, Injectable } from '@nestjs/common';
import type { DataKeyId, OrgId } from '@sallyport/contracts';
import type { z } from 'zod';
import type { DataKeys } from '../../platform/crypto/data-keys.js';
import { open, seal } from '../../platform/crypto/sealed-box.js';
import { DATA_KEYS } from '../../platform/tokens.js';

export interface Sealed {
  readonly bytes: Buffer;
  readonly keyId: DataKeyId;
}

/**
 * Keeps secrets under an organisation's data key. `context` names the row a secret belongs to: moved to another row, or to
 * another organisation, it does not open. Not to be used inside a transaction: keys are read in one of their own.
 */
@Injectable()
export class Vault {
  constructor(@Inject(DATA_KEYS) private readonly dataKeys: DataKeys) {}

  async seal(orgId: OrgId, context: string, secret: object): Promise<Sealed> {
    const { id, key } = await this.dataKeys.current(orgId);
    return { bytes: seal(key, `${orgId}/${context}`, Buffer.from(JSON.stringify(secret))), keyId: id };
  }

  /** Seals with the key something else of the same row is sealed with. @returns null when the key was destroyed */
  async sealWith(orgId: OrgId, keyId: DataKeyId, context: string, secret: object): Promise<Buffer | null> {
    const key = await this.dataKeys.find(orgId, keyId);
    return key && seal(key, `${orgId}/${context}`, Buffer.from(JSON.stringify(secret)));
  }

  /** @returns null when the key was destroyed */
  async open<T>(orgId: OrgId, context: string, sealed: Sealed, schema: z.ZodType<T>): Promise<T | null> {
    const key = await this.dataKeys.find(orgId, sealed.keyId);
    if (key === null) return null;
    return schema.parse(JSON.parse(open(key, `${orgId}/${context}`, sealed.bytes).toString('utf8')));
  }
}
