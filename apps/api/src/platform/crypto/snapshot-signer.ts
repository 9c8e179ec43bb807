import { createHash, createPrivateKey, createPublicKey, sign } from 'node:crypto';
import type { SignedSnapshot } from '@sallyport/contracts';
import type { Secret } from '@sallyport/service-kit';

export interface SnapshotSigner {
  /** Signs the exact bytes of a payload with Ed25519 (RFC 8032). */
  sign(payload: string): SignedSnapshot;
}

/**
 * @param signingKey  base64 of a PKCS #8 DER Ed25519 key
 * @throws Error when it is not one
 */
export const createSnapshotSigner = (signingKey: Secret): SnapshotSigner => {
  const key = createPrivateKey({ key: signingKey.revealBytes(), format: 'der', type: 'pkcs8' });
  if (key.asymmetricKeyType !== 'ed25519') throw new Error('SNAPSHOT_SIGNING_KEY has to be an Ed25519 key');
  const spki = createPublicKey(key).export({ format: 'der', type: 'spki' });
  const keyId = createHash('sha256').update(spki).digest('hex').slice(0, 16);
  return {
    sign: (payload) => ({ payload, keyId, signature: sign(null, Buffer.from(payload), key).toString('base64url') }),
  };
};
