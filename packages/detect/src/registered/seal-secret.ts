import { createHmac } from 'node:crypto';
import { REGISTERED_SECRET_UNITS, type RegisteredSecret } from '@sallyport/contracts';

const BASE = 0x01000193;

/** Hashes of all beginnings of a text, from which the hash of any part is one multiplication away. */
export function rollingHashes(text: string): Int32Array {
  const hashes = new Int32Array(text.length + 1);
  for (let i = 0; i < text.length; i++) hashes[i + 1] = Math.imul(hashes[i] ?? 0, BASE) + text.charCodeAt(i) + 1;
  return hashes;
}

/** What the hash of a beginning counts for, `length` characters on. */
export function rollingPower(length: number): number {
  let power = 1;
  for (let i = 0; i < length; i++) power = Math.imul(power, BASE);
  return power;
}

/**
 * Sixteen bits of the part `[start, end)`: cheap for everything that might be a secret, and the same for one in 65,536 values, so
 * that who reads it learns next to nothing of the value it was made from.
 * @param power {@link rollingPower} of `end - start`
 */
export function tagOf(hashes: Int32Array, start: number, end: number, power: number): number {
  const hash = Math.imul((hashes[end] ?? 0) - Math.imul(hashes[start] ?? 0, power), 0x9e3779b1);
  return hash >>> 16;
}

/** HMAC-SHA-256 of the value under the salt, both base64url. */
export function saltedDigest(value: string, salt: string): string {
  return createHmac('sha256', Buffer.from(salt, 'base64url')).update(value).digest('base64url');
}

/**
 * What is kept of a secret so that it can be found without being known.
 * @param value as long as {@link REGISTERED_SECRET_UNITS} says, without white space: shorter ones would be found by trying all
 * @param salt  16 random bytes of its own, base64url
 * @throws RangeError for a value of another length, or with white space in it
 */
export function sealSecret(name: string, value: string, salt: string): RegisteredSecret {
  const { min, max } = REGISTERED_SECRET_UNITS;
  if (value.length < min || value.length > max || /\s/.test(value))
    throw new RangeError(`a registered secret has ${min} to ${max} characters, no blanks`);
  return {
    name,
    length: value.length,
    tag: tagOf(rollingHashes(value), 0, value.length, rollingPower(value.length)),
    salt,
    digest: saltedDigest(value, salt),
  };
}
