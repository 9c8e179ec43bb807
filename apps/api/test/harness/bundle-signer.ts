import { createHash, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import type { SignedBundle } from '@sallyport/contracts';

/** Whose detector bundles a test trusts. */
export interface BundleSigner {
  /** Base64 of the public key, SPKI DER. */
  readonly publicKey: string;
  sign(bundle: object): SignedBundle;
}

export const createBundleSigner = (): BundleSigner => {
  const { privateKey } = generateKeyPairSync('ed25519');
  const spki = spkiOf(privateKey);
  const keyId = createHash('sha256').update(spki).digest('hex').slice(0, 16);
  return {
    publicKey: spki.toString('base64'),
    sign: (bundle) => {
      const payload = JSON.stringify(bundle);
      return { payload, keyId, signature: sign(null, Buffer.from(payload), privateKey).toString('base64url') };
    },
  };
};

const spkiOf = (key: KeyObject): Buffer => createPublicKey(key).export({ format: 'der', type: 'spki' });
