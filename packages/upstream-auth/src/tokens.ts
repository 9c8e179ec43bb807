import {
  type ClientAuth,
  ClientSecretPost,
  None,
  processRefreshTokenResponse,
  processRevocationResponse,
  refreshTokenGrantRequest,
  revocationRequest,
  type TokenEndpointResponse,
} from 'oauth4webapi';
import type { ClientIdentity } from './client-identity.js';
import { type AuthEnvironment, throughFetch } from './http.js';
import { toAuthError } from './oauth-errors.js';
import { UpstreamAuthError } from './problems.js';
import { parseScopes } from './scopes.js';
import { type AuthorizationServer, assertSameIssuer } from './server-metadata.js';

export interface TokenSet {
  /** Printable ASCII without spaces: safe in a header. */
  readonly accessToken: string;
  readonly refreshToken: string | null;
  /** Milliseconds since the epoch; null when the server did not say. */
  readonly expiresAt: number | null;
  /** Scopes that were granted, as far as known. */
  readonly scopes: readonly string[] | null;
}

export interface RefreshRequest {
  readonly refreshToken: string;
  readonly resource: string;
  readonly scopes: readonly string[] | null;
}

/**
 * Trades a refresh token for a fresh token set. A server that rotates gives a new refresh token; otherwise the old one stays.
 * @throws UpstreamAuthError `grant-refused` when the grant is over; `client-refused`, `token-invalid`, `metadata-unreachable`
 */
export const refreshTokens = async (
  env: AuthEnvironment,
  server: AuthorizationServer,
  client: ClientIdentity,
  { refreshToken, resource, scopes }: RefreshRequest,
): Promise<TokenSet> => {
  assertSameIssuer(server, client.issuer);
  const subject = { client_id: client.clientId };
  try {
    const response = await refreshTokenGrantRequest(server, subject, clientAuth(client), refreshToken, {
      ...throughFetch(env),
      additionalParameters: { resource },
    });
    const answer = await processRefreshTokenResponse(server, subject, await withoutIdToken(response));
    return toTokenSet(answer, { scopes, refreshToken, now: env.now() });
  } catch (error) {
    throw toAuthError(error, 'grant-refused');
  }
};

/** Asks the authorization server to forget a token (RFC 7009), where it can. @throws UpstreamAuthError when it does not */
export const revokeToken = async (
  env: AuthEnvironment,
  server: AuthorizationServer,
  client: ClientIdentity,
  token: string,
): Promise<void> => {
  if (server.revocation_endpoint === undefined) return;
  assertSameIssuer(server, client.issuer);
  const subject = { client_id: client.clientId };
  try {
    await processRevocationResponse(
      await revocationRequest(server, subject, clientAuth(client), token, throughFetch(env)),
    );
  } catch (error) {
    throw toAuthError(error, 'authorization-refused');
  }
};

export const clientAuth = ({ authMethod, clientSecret }: ClientIdentity): ClientAuth => {
  if (clientSecret === null || authMethod === 'none') return None();
  return authMethod === 'client_secret_post' ? ClientSecretPost(clientSecret) : basicAuth(clientSecret);
};

/**
 * RFC 6749 section 2.3.1, encoded as forms are and no further: escapes that are allowed but not needed are taken at face value
 * by servers that do not decode.
 */
const basicAuth =
  (clientSecret: string): ClientAuth =>
  (_server, { client_id }, _body, headers) => {
    const pair = [client_id, clientSecret].map(formEncode).join(':');
    headers.set('authorization', `Basic ${btoa(pair)}`);
  };

const formEncode = (text: string): string => new URLSearchParams({ v: text }).toString().slice('v='.length);

/** Who the person is at the server is not asked for here, so an ID token is left unread rather than half checked. */
export const withoutIdToken = async (response: Response): Promise<Response> => {
  const body: unknown = response.ok
    ? await response
        .clone()
        .json()
        .catch(() => null)
    : null;
  if (typeof body !== 'object' || body === null || !('id_token' in body)) return response;
  const { id_token: _unread, ...rest } = body;
  return new Response(JSON.stringify(rest), { status: response.status, headers: response.headers });
};

const TOKEN = /^[\x21-\x7e]{1,16384}$/;

export const toTokenSet = (
  answer: TokenEndpointResponse,
  before: { readonly scopes: readonly string[] | null; readonly refreshToken: string | null; readonly now: number },
): TokenSet => {
  const { access_token, refresh_token, expires_in, token_type } = answer;
  const usable = token_type === 'bearer' && TOKEN.test(access_token) && TOKEN.test(refresh_token ?? 'none');
  if (!usable) throw new UpstreamAuthError('token-invalid');
  return {
    accessToken: access_token,
    refreshToken: refresh_token ?? before.refreshToken,
    expiresAt: expires_in === undefined ? null : before.now + expires_in * 1000,
    scopes: parseScopes(answer.scope) ?? before.scopes,
  };
};
