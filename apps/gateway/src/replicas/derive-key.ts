import { hkdfSync } from 'node:crypto';

const KEY_BYTES = 32;
const NO_SALT = Buffer.alloc(0);

/** A key for one purpose, out of the secret all replicas share. RFC 5869. */
export const deriveKey = (secret: Buffer, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, NO_SALT, purpose, KEY_BYTES));
