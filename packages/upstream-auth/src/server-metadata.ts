import { z } from 'zod';
import { type AuthEnvironment, readDocument, safeUrl } from './http.js';
import { UpstreamAuthError } from './problems.js';

const urlSchema = z.string().min(1).max(2048);
const namesSchema = z.array(z.string().max(256)).max(1000);

/** What is kept of an authorization server's metadata: plain JSON, so that it can be stored with a registration. */
export const authorizationServerSchema = z.object({
  issuer: z.string().min(1).max(512),
  authorization_endpoint: urlSchema,
  token_endpoint: urlSchema,
  registration_endpoint: urlSchema.exactOptional(),
  revocation_endpoint: urlSchema.exactOptional(),
  scopes_supported: namesSchema.exactOptional(),
  code_challenge_methods_supported: namesSchema.exactOptional(),
  token_endpoint_auth_methods_supported: namesSchema.exactOptional(),
  authorization_response_iss_parameter_supported: z.boolean().exactOptional(),
  client_id_metadata_document_supported: z.boolean().exactOptional(),
});

/** Metadata that was fetched from its issuer and checked: same issuer, safe endpoints, PKCE with S256. */
export type AuthorizationServer = z.output<typeof authorizationServerSchema>;

/**
 * Fetches and checks the metadata of an issuer, at the addresses and in the order the specification gives.
 * @throws UpstreamAuthError `metadata-*`, `issuer-mismatch`, `endpoint-insecure`, `pkce-unsupported`
 * @see RFC 8414 section 3, OpenID Connect Discovery 1.0 section 4; MCP specification 2026-07-28, "Authorization Server
 *   Metadata Discovery"
 */
export const readAuthorizationServer = async (env: AuthEnvironment, issuer: string): Promise<AuthorizationServer> => {
  for (const url of metadataUrls(safeUrl(issuer, env))) {
    const document = await readDocument(env, url);
    if (document !== null) return checked(env, issuer, document);
  }
  throw new UpstreamAuthError('metadata-missing');
};

/**
 * An origin that says nothing of itself, as revision 2025-03-26 had it: endpoints at their default addresses, and PKCE with
 * S256, which that revision asks of everybody.
 * @throws UpstreamAuthError `endpoint-insecure`
 * @see MCP specification 2025-03-26, "Fallbacks for Servers without Metadata Discovery"
 */
export const defaultEndpoints = (env: AuthEnvironment, origin: string): AuthorizationServer => {
  const at = (path: string): string => safeUrl(`${origin}${path}`, env).href;
  return {
    issuer: origin,
    authorization_endpoint: at('/authorize'),
    token_endpoint: at('/token'),
    registration_endpoint: at('/register'),
    code_challenge_methods_supported: ['S256'],
  };
};

const checked = (env: AuthEnvironment, issuer: string, document: unknown): AuthorizationServer => {
  const parsed = authorizationServerSchema.safeParse(document);
  if (!parsed.success) throw new UpstreamAuthError('metadata-invalid', { cause: parsed.error });
  const server = parsed.data;
  // As texts, not as URLs: an issuer that differs by a slash is another issuer.
  if (server.issuer !== issuer) throw new UpstreamAuthError('issuer-mismatch');
  const { authorization_endpoint, token_endpoint, registration_endpoint, revocation_endpoint } = server;
  for (const endpoint of [authorization_endpoint, token_endpoint, registration_endpoint, revocation_endpoint]) {
    if (endpoint !== undefined) safeUrl(endpoint, env);
  }
  if (server.code_challenge_methods_supported?.includes('S256') !== true) {
    throw new UpstreamAuthError('pkce-unsupported');
  }
  return server;
};

const metadataUrls = (issuer: URL): readonly URL[] => {
  const path = issuer.pathname.replace(/\/$/, '');
  const inserted = ['oauth-authorization-server', 'openid-configuration'].map(
    (name) => new URL(`/.well-known/${name}${path}`, issuer),
  );
  return path === '' ? inserted : [...inserted, new URL(`${path}/.well-known/openid-configuration`, issuer)];
};

/** Nothing that belongs to one authorization server is ever shown to another. @throws UpstreamAuthError `issuer-mismatch` */
export const assertSameIssuer = (server: AuthorizationServer, issuer: string): void => {
  if (server.issuer !== issuer) throw new UpstreamAuthError('issuer-mismatch');
};
