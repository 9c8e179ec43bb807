import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { z } from 'zod';

const CIPHER = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;

export interface SealerOptions<T> {
  /** 32 bytes; all replicas share it, so that any of them opens what another sealed. */
  readonly key: Buffer;
  /** What the texts are for. One sealed for another purpose does not open. */
  readonly purpose: string;
  readonly schema: z.ZodType<T>;
  /** Longest text we look at; longer ones cannot be ours. */
  readonly lengthMax: number;
}

/** Turns facts into a text that only we can read and nobody can alter, so that its bearer can carry them for us. */
export interface Sealer<T> {
  /** Base64url, so visible ASCII. Two seals of the same facts differ. */
  seal(facts: T): string;
  /** The facts of a text we gave out, null for anything else: forged, altered, truncated, from another key or purpose. */
  open(text: string): T | null;
}

/** Seals with AES-256-GCM. */
export const createSealer = <T>({ key, purpose, schema, lengthMax }: SealerOptions<T>): Sealer<T> => {
  const aad = Buffer.from(purpose);
  const decrypt = (bytes: Buffer): T | null => {
    try {
      const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, IV_BYTES)).setAAD(aad);
      decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
      const text = Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]);
      return schema.parse(JSON.parse(text.toString('utf8')));
    } catch {
      return null;
    }
  };
  return {
    seal: (facts) => {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv(CIPHER, key, iv).setAAD(aad);
      const sealed = Buffer.concat([cipher.update(JSON.stringify(facts), 'utf8'), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url');
    },
    open: (text) => {
      if (text.length > lengthMax) return null;
      const bytes = Buffer.from(text, 'base64url');
      // The decoder is lenient; only the one spelling we gave out may pass, or one text would have many.
      if (bytes.length <= IV_BYTES + TAG_BYTES || bytes.toString('base64url') !== text) return null;
      return decrypt(bytes);
    },
  };
};
