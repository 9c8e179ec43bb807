import { createHash, randomBytes } from 'node:crypto';

const SECRET_BYTES = 32;
const HINT_CHARS = 4;

export interface ServiceToken {
  /** Shown once, kept nowhere. */
  readonly token: string;
  /** Lower-case hexadecimal SHA-256: 256 random bits need no slower hash. */
  readonly hash: string;
  readonly hint: string;
}

/** A new token as `SERVICE_TOKEN_PATTERN` describes it. */
export const createServiceToken = (): ServiceToken =>
  describeServiceToken(`sp_sa_${randomBytes(SECRET_BYTES).toString('base64url')}`);

export const describeServiceToken = (token: string): ServiceToken => ({
  token,
  hash: createHash('sha256').update(token).digest('hex'),
  hint: token.slice(-HINT_CHARS),
});
