import { OperationProcessingError, ResponseBodyError, WWWAuthenticateChallengeError } from 'oauth4webapi';
import { z } from 'zod';
import { type AuthProblem, UpstreamAuthError } from './problems.js';

/** Codes of RFC 6749 section 5.2 that say more than "refused". */
const KNOWN: Readonly<Record<string, AuthProblem>> = {
  invalid_client: 'client-refused',
  unauthorized_client: 'client-refused',
  invalid_grant: 'grant-refused',
};

/**
 * Says what a failed request to an authorization server means.
 * @param refused  what a refusal means that names no reason
 */
export const toAuthError = (error: unknown, refused: AuthProblem): UpstreamAuthError => {
  if (error instanceof UpstreamAuthError) return error;
  if (error instanceof ResponseBodyError) {
    return new UpstreamAuthError(KNOWN[error.error] ?? refused, { oauthError: error.error, cause: error });
  }
  if (error instanceof WWWAuthenticateChallengeError) return new UpstreamAuthError('client-refused', { cause: error });
  if (error instanceof OperationProcessingError || error instanceof z.ZodError) {
    return new UpstreamAuthError(refused === 'registration-refused' ? refused : 'token-invalid', { cause: error });
  }
  return new UpstreamAuthError('metadata-unreachable', { cause: error });
};
