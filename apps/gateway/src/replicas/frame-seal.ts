import { createCipheriv, createDecipheriv } from 'node:crypto';
import { deriveKey } from './derive-key.js';

const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Seals what one process sends to another with AES-256-GCM. The key is this sender's towards this receiver alone and the nonce
 * is the number of the frame, so no nonce is used twice, and a frame is worth nothing on another way or under another number.
 * @param to  a replica, or {@link EVERYBODY}
 */
export class FrameSeal {
  private readonly key: Buffer;

  constructor(secret: Buffer, from: string, to: string) {
    this.key = deriveKey(secret, `sallyport replicas v1 ${from} ${to}`);
  }

  /** @param number  of the frame on this way; never the same one twice */
  seal(number: number, payload: Buffer): string {
    const cipher = createCipheriv(CIPHER, this.key, nonceOf(number));
    const sealed = [cipher.update(payload), cipher.final(), cipher.getAuthTag()];
    return Buffer.concat(sealed).toString('base64');
  }

  /** Null for anything that was not sealed on this way under this number. */
  open(number: number, text: string): Buffer | null {
    const bytes = Buffer.from(text, 'base64');
    if (bytes.length < TAG_BYTES) return null;
    const decipher = createDecipheriv(CIPHER, this.key, nonceOf(number));
    decipher.setAuthTag(bytes.subarray(bytes.length - TAG_BYTES));
    try {
      return Buffer.concat([decipher.update(bytes.subarray(0, bytes.length - TAG_BYTES)), decipher.final()]);
    } catch {
      return null;
    }
  }
}

/** The receiver of what is meant for all replicas; no replica is called so. */
export const EVERYBODY = '*';

const nonceOf = (number: number): Buffer => {
  const nonce = Buffer.alloc(NONCE_BYTES);
  nonce.writeBigUInt64BE(BigInt(number), NONCE_BYTES - 8);
  return nonce;
};
