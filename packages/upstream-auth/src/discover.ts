import { z } from 'zod';
import type { Challenge } from './challenge.js';
import { type AuthEnvironment, readDocument, safeUrl } from './http.js';
import { UpstreamAuthError } from './problems.js';
import { canonicalResource, coversServer } from './resource.js';
import { cleanScopes } from './scopes.js';
import { type AuthorizationServer, defaultEndpoints, readAuthorizationServer } from './server-metadata.js';

export interface DiscoveryRequest {
  /** Address of the MCP server. */
  readonly server: URL;
  /** What it said when it refused; {@link NO_CHALLENGE} when it was not asked. */
  readonly challenge: Challenge;
  /** Issuers somebody registered a client with by hand: preferred where the server names several. */
  readonly preferredIssuers?: readonly string[];
}

export interface Discovery {
  /** Value of the `resource` parameter. */
  readonly resource: string;
  readonly authorizationServer: AuthorizationServer;
  /** `scopes_supported` of the protected resource; null when it has none. */
  readonly offeredScopes: readonly string[] | null;
}

const resourceSchema = z.object({
  resource: z.url().max(2048),
  authorization_servers: z.array(z.string().min(1).max(512)).min(1).max(20),
  scopes_supported: z.array(z.string().max(256)).max(1000).optional(),
});

/**
 * Finds out how a server wants to be authorized: its protected resource metadata (RFC 9728), from there its authorization
 * server (RFC 8414 or OpenID Connect Discovery). A server without resource metadata is taken at its word of revision
 * 2025-03-26, where its own origin is the issuer, at default endpoints where it describes none.
 * @throws UpstreamAuthError `metadata-*`, `resource-mismatch`, `issuer-mismatch`, `endpoint-insecure`, `pkce-unsupported`
 */
export const discover = async (env: AuthEnvironment, request: DiscoveryRequest): Promise<Discovery> => {
  const { server, preferredIssuers = [] } = request;
  const resource = await findResource(env, request);
  if (resource === null) {
    const authorizationServer = await readOriginAsIssuer(env, server.origin);
    return { resource: canonicalResource(server), authorizationServer, offeredScopes: null };
  }
  const issuers = resource.authorization_servers;
  const issuer = issuers.find((candidate) => preferredIssuers.includes(candidate)) ?? issuers[0];
  if (issuer === undefined) throw new UpstreamAuthError('metadata-invalid');
  return {
    resource: resource.resource,
    authorizationServer: await readAuthorizationServer(env, issuer),
    offeredScopes: resource.scopes_supported === undefined ? null : cleanScopes(resource.scopes_supported),
  };
};

const readOriginAsIssuer = async (env: AuthEnvironment, origin: string): Promise<AuthorizationServer> => {
  try {
    return await readAuthorizationServer(env, origin);
  } catch (error) {
    if (error instanceof UpstreamAuthError && error.problem === 'metadata-missing')
      return defaultEndpoints(env, origin);
    throw error;
  }
};

const findResource = async (env: AuthEnvironment, { server, challenge }: DiscoveryRequest) => {
  for (const url of resourceUrls(env, server, challenge)) {
    const document = await readDocument(env, url);
    if (document === null) continue;
    const parsed = resourceSchema.safeParse(document);
    if (!parsed.success) throw new UpstreamAuthError('metadata-invalid', { cause: parsed.error });
    if (!coversServer(new URL(parsed.data.resource), server)) throw new UpstreamAuthError('resource-mismatch');
    return parsed.data;
  }
  if (challenge.resourceMetadata !== null) throw new UpstreamAuthError('metadata-missing');
  return null;
};

/** The address of the challenge and no other; without one the well-known address at the path, then at the root. */
const resourceUrls = (env: AuthEnvironment, server: URL, { resourceMetadata }: Challenge): readonly URL[] => {
  if (resourceMetadata !== null) return [safeUrl(resourceMetadata, env)];
  const root = new URL('/.well-known/oauth-protected-resource', server);
  if (server.pathname === '/') return [root];
  return [new URL(`${root.pathname}${server.pathname}${server.search}`, server), root];
};
