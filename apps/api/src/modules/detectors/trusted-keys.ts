import { createHash, createPublicKey, type KeyObject, verify } from 'node:crypto';
import { AppError, type SignedBundle } from '@sallyport/contracts';

/** Keys of those whose bundles are taken, by key id. */
export type TrustedKeys = ReadonlyMap<string, KeyObject>;

/**
 * @param keys  base64 of Ed25519 public keys, SPKI DER
 * @throws Error that says which is none
 */
export const readTrustedKeys = (keys: readonly string[]): TrustedKeys =>
  new Map(
    keys.map((text, index) => {
      const spki = Buffer.from(text, 'base64');
      const key = toKey(spki);
      if (key?.asymmetricKeyType !== 'ed25519')
        throw new Error(`DETECTOR_BUNDLE_KEYS: key ${index + 1} has to be an Ed25519 public key, SPKI DER, in base64`);
      return [createHash('sha256').update(spki).digest('hex').slice(0, 16), key];
    }),
  );

const toKey = (spki: Buffer): KeyObject | null => {
  try {
    return createPublicKey({ key: spki, format: 'der', type: 'spki' });
  } catch {
    return null;
  }
};

/** @throws AppError `detector_bundle.invalid` unless a trusted key signed these very bytes */
export const assertSigned = (keys: TrustedKeys, { payload, keyId, signature }: SignedBundle): void => {
  const key = keys.get(keyId);
  if (!key) {
    const detail =
      keys.size === 0
        ? 'This installation trusts no bundle keys yet: the operator names them in DETECTOR_BUNDLE_KEYS.'
        : `It was signed with the key ${keyId}, which this installation does not trust.`;
    throw new AppError('detector_bundle.invalid', { detail });
  }
  if (!verify(null, Buffer.from(payload), key, Buffer.from(signature, 'base64url')))
    throw new AppError('detector_bundle.invalid', { detail: 'Its signature does not fit: it was changed on the way.' });
};
