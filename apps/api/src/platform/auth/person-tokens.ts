import { AppError } from '@sallyport/contracts';
import { errors, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { z } from 'zod';
import type { Person } from '../http/request-state.js';
import { KeysUnavailableError } from './key-set.js';

/** Asymmetric only: a shared-secret or `none` token is refused before any key is looked at. */
const ALGORITHMS = ['RS256', 'PS256', 'ES256', 'ES384', 'EdDSA'];
const CLOCK_TOLERANCE_SECONDS = 5;
const RETRY_AFTER_SECONDS = 5;

const claimsSchema = z.object({
  sub: z.string().min(1).max(255),
  exp: z.number(),
  email: z
    .string()
    .max(254)
    .transform((email) => email.toLowerCase()),
  email_verified: z.boolean().default(false),
  name: z.string().trim().max(120).default(''),
});

export interface PersonTokenOptions {
  readonly issuer: string;
  readonly audience: string;
  readonly findKey: JWTVerifyGetKey;
}

export type PersonTokenVerifier = (token: string) => Promise<Person>;

/**
 * Verifies access tokens of the identity provider: signature, issuer, audience, expiry (RFC 9068 section 4).
 * @throws AppError `auth.token_invalid`, `auth.token_expired`, `service.unavailable` when no key can be had
 */
export const createPersonTokenVerifier =
  ({ issuer, audience, findKey }: PersonTokenOptions): PersonTokenVerifier =>
  async (token) => {
    try {
      const { payload } = await jwtVerify(token, findKey, {
        // Configuration drops the trailing slash some issuers have.
        issuer: [issuer, `${issuer}/`],
        audience,
        algorithms: ALGORITHMS,
        clockTolerance: CLOCK_TOLERANCE_SECONDS,
        requiredClaims: ['exp', 'sub'],
      });
      return toPerson(issuer, claimsSchema.parse(payload));
    } catch (err) {
      throw toTokenError(err);
    }
  };

const toPerson = (issuer: string, claims: z.output<typeof claimsSchema>): Person => ({
  issuer,
  subject: claims.sub,
  email: claims.email,
  emailVerified: claims.email_verified,
  name: claims.name || claims.email,
  tokenExpiresAt: claims.exp * 1000,
});

const toTokenError = (cause: unknown): AppError => {
  if (cause instanceof errors.JWTExpired) return new AppError('auth.token_expired', { cause });
  if (cause instanceof errors.JOSEError || cause instanceof z.ZodError) {
    return new AppError('auth.token_invalid', { cause });
  }
  if (cause instanceof KeysUnavailableError) {
    return new AppError('service.unavailable', { cause, retryAfterSeconds: RETRY_AFTER_SECONDS });
  }
  return new AppError('internal', { cause });
};
