import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { type Snapshot, type SnapshotRefusal, signedSnapshotSchema, snapshotSchema } from '@sallyport/contracts';

export type SnapshotVerdict =
  | { readonly ok: true; readonly snapshot: Snapshot }
  | { readonly ok: false; readonly refusal: SnapshotRefusal; readonly cause?: unknown };

/**
 * The key snapshots are verified with.
 * @param base64  SPKI DER of an Ed25519 public key
 * @throws TypeError when it is none
 */
export function parseSnapshotKey(base64: string): KeyObject {
  const key = createPublicKey({ key: Buffer.from(base64, 'base64'), format: 'der', type: 'spki' });
  if (key.asymmetricKeyType !== 'ed25519') throw new TypeError('snapshots are signed with Ed25519');
  return key;
}

/**
 * Checks a signed snapshot as it came, from the api or from disk: the signature over the exact bytes first, and only then
 * what they say. Never throws.
 */
export function verifySnapshot(bytes: Buffer, key: KeyObject, expectedOrgId?: string): SnapshotVerdict {
  try {
    const signed = signedSnapshotSchema.parse(JSON.parse(bytes.toString('utf8')));
    const signature = Buffer.from(signed.signature, 'base64url');
    if (!verify(null, Buffer.from(signed.payload, 'utf8'), key, signature)) {
      return { ok: false, refusal: 'signature_invalid' };
    }
    const snapshot = snapshotSchema.parse(JSON.parse(signed.payload));
    if (expectedOrgId !== undefined && snapshot.orgId !== expectedOrgId) return { ok: false, refusal: 'foreign_org' };
    return { ok: true, snapshot };
  } catch (cause) {
    return { ok: false, refusal: 'malformed', cause };
  }
}
