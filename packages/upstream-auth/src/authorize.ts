import {
  AuthorizationResponseError,
  authorizationCodeGrantRequest,
  calculatePKCECodeChallenge,
  generateRandomCodeVerifier,
  generateRandomState,
  processAuthorizationCodeResponse,
  validateAuthResponse,
} from 'oauth4webapi';
import type { ClientIdentity } from './client-identity.js';
import { type AuthEnvironment, throughFetch } from './http.js';
import { toAuthError } from './oauth-errors.js';
import { UpstreamAuthError } from './problems.js';
import { type AuthorizationServer, assertSameIssuer } from './server-metadata.js';
import { clientAuth, type TokenSet, toTokenSet, withoutIdToken } from './tokens.js';

export interface AuthorizationRequest {
  readonly resource: string;
  readonly redirectUri: string;
  /** Null leaves the choice to the server. */
  readonly scopes: readonly string[] | null;
  /** Put before the random part of `state`, for callers that have to find their way back by it. */
  readonly statePrefix?: string;
}

/** What has to be kept until the person comes back. The code verifier is a secret; the issuer is the one that was checked. */
export interface PendingAuthorization {
  readonly issuer: string;
  readonly state: string;
  readonly codeVerifier: string;
  readonly redirectUri: string;
  readonly resource: string;
  readonly scopes: readonly string[] | null;
}

/** Makes the address a person opens to grant access: PKCE with S256, a fresh `state`, the resource the token is for. */
export const beginAuthorization = async (
  server: AuthorizationServer,
  client: ClientIdentity,
  { resource, redirectUri, scopes, statePrefix = '' }: AuthorizationRequest,
): Promise<{ readonly url: string; readonly pending: PendingAuthorization }> => {
  assertSameIssuer(server, client.issuer);
  const codeVerifier = generateRandomCodeVerifier();
  const state = `${statePrefix}${generateRandomState()}`;
  const url = new URL(server.authorization_endpoint);
  const parameters: Record<string, string> = {
    response_type: 'code',
    client_id: client.clientId,
    redirect_uri: redirectUri,
    state,
    code_challenge: await calculatePKCECodeChallenge(codeVerifier),
    code_challenge_method: 'S256',
    resource,
    ...(scopes !== null && { scope: scopes.join(' ') }),
    // OpenID providers give a refresh token only together with a consent.
    ...(scopes?.includes('offline_access') === true && { prompt: 'consent' }),
  };
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return { url: url.href, pending: { issuer: server.issuer, state, codeVerifier, redirectUri, resource, scopes } };
};

export interface AuthorizationAnswer {
  readonly pending: PendingAuthorization;
  /** Query of the redirect, as it came. */
  readonly parameters: URLSearchParams;
}

/**
 * Checks the answer of an authorization server and exchanges its code. `state` and `iss` (RFC 9207) are compared as texts and
 * before anything else is looked at: what another server answered is neither used nor shown.
 * @throws UpstreamAuthError `response-mismatch`, `consent-refused`, `authorization-refused`, `grant-refused`,
 *   `client-refused`, `token-invalid`, `metadata-unreachable`
 */
export const completeAuthorization = async (
  env: AuthEnvironment,
  server: AuthorizationServer,
  client: ClientIdentity,
  { pending, parameters }: AuthorizationAnswer,
): Promise<TokenSet> => {
  assertSameIssuer(server, pending.issuer);
  assertSameIssuer(server, client.issuer);
  const subject = { client_id: client.clientId };
  const validated = validate(server, subject, parameters, pending.state);
  try {
    const response = await authorizationCodeGrantRequest(
      server,
      subject,
      clientAuth(client),
      validated,
      pending.redirectUri,
      pending.codeVerifier,
      { ...throughFetch(env), additionalParameters: { resource: pending.resource } },
    );
    const answer = await processAuthorizationCodeResponse(server, subject, await withoutIdToken(response));
    return toTokenSet(answer, { scopes: pending.scopes, refreshToken: null, now: env.now() });
  } catch (error) {
    throw toAuthError(error, 'authorization-refused');
  }
};

const validate = (
  server: AuthorizationServer,
  subject: { client_id: string },
  parameters: URLSearchParams,
  state: string,
): URLSearchParams => {
  try {
    return validateAuthResponse(server, subject, parameters, state);
  } catch (error) {
    if (!(error instanceof AuthorizationResponseError))
      throw new UpstreamAuthError('response-mismatch', { cause: error });
    const problem = error.error === 'access_denied' ? 'consent-refused' : 'authorization-refused';
    throw new UpstreamAuthError(problem, { oauthError: error.error, cause: error });
  }
};
