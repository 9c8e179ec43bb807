import { dynamicClientRegistrationRequest } from 'oauth4webapi';
import { z } from 'zod';
import { type AuthEnvironment, throughFetch } from './http.js';
import { toAuthError } from './oauth-errors.js';
import { UpstreamAuthError } from './problems.js';
import type { AuthorizationServer } from './server-metadata.js';

export const CLIENT_KINDS = ['preregistered', 'metadata_document', 'dynamic'] as const;
export const CLIENT_AUTH_METHODS = ['none', 'client_secret_basic', 'client_secret_post'] as const;
export type ClientAuthMethod = (typeof CLIENT_AUTH_METHODS)[number];

/** Who we are to one authorization server. Worth nothing to another one, and never shown to it. */
export interface ClientIdentity {
  readonly issuer: string;
  readonly kind: (typeof CLIENT_KINDS)[number];
  readonly clientId: string;
  readonly clientSecret: string | null;
  readonly authMethod: ClientAuthMethod;
  /** Where it was registered to be sent back to. */
  readonly redirectUri: string;
  /** Milliseconds since the epoch; null when it does not expire. */
  readonly expiresAt: number | null;
}

export interface ClientProfile {
  readonly name: string;
  readonly redirectUri: string;
  /** https address of our Client ID Metadata Document; null where we cannot serve one others can fetch. */
  readonly metadataUrl: string | null;
}

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/** `application_type`: a loopback redirect belongs to a native application, anything else to a web application. */
export const applicationType = (redirectUri: string): 'native' | 'web' =>
  LOOPBACK.has(new URL(redirectUri).hostname) ? 'native' : 'web';

/**
 * The identity to use at an authorization server: the one somebody registered by hand, else the one registered before, else a
 * Client ID Metadata Document, else dynamic registration.
 * @param stored  what is kept for this issuer; one of another issuer is ignored
 * @throws UpstreamAuthError `registration-unsupported`, `registration-refused`, `metadata-unreachable`
 * @see MCP specification 2026-07-28, "Client Registration", "Authorization Server Binding"
 */
export const identifyClient = async (
  env: AuthEnvironment,
  server: AuthorizationServer,
  { stored, profile }: { readonly stored: ClientIdentity | null; readonly profile: ClientProfile },
): Promise<ClientIdentity> => {
  if (stored !== null && isUsable(stored, server, profile, env.now())) return stored;
  if (server.client_id_metadata_document_supported === true && profile.metadataUrl !== null) {
    return {
      issuer: server.issuer,
      kind: 'metadata_document',
      clientId: profile.metadataUrl,
      clientSecret: null,
      authMethod: 'none',
      redirectUri: profile.redirectUri,
      expiresAt: null,
    };
  }
  if (server.registration_endpoint === undefined) throw new UpstreamAuthError('registration-unsupported');
  return register(env, server, profile);
};

/** The identity of a client that was registered by hand. */
export const preregisteredClient = (
  server: Pick<AuthorizationServer, 'issuer' | 'token_endpoint_auth_methods_supported'>,
  client: { readonly clientId: string; readonly clientSecret: string | null; readonly redirectUri: string },
): ClientIdentity => ({
  issuer: server.issuer,
  kind: 'preregistered',
  ...client,
  authMethod: client.clientSecret === null ? 'none' : secretMethod(server),
  expiresAt: null,
});

const isUsable = (
  stored: ClientIdentity,
  server: AuthorizationServer,
  profile: ClientProfile,
  now: number,
): boolean => {
  if (stored.issuer !== server.issuer) return false;
  if (stored.kind === 'preregistered') return true;
  const current = stored.redirectUri === profile.redirectUri && (stored.expiresAt ?? Number.POSITIVE_INFINITY) > now;
  return current && (stored.kind !== 'metadata_document' || stored.clientId === profile.metadataUrl);
};

/** Of a client with a secret: basic unless the server wants it in the body, which is what the absence of a list means. */
const secretMethod = ({
  token_endpoint_auth_methods_supported: supported,
}: Pick<AuthorizationServer, 'token_endpoint_auth_methods_supported'>): ClientAuthMethod =>
  supported?.includes('client_secret_basic') === false && supported.includes('client_secret_post')
    ? 'client_secret_post'
    : 'client_secret_basic';

const preferredMethod = (server: AuthorizationServer): ClientAuthMethod => {
  const supported = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
  const order = ['client_secret_basic', 'client_secret_post', 'none'] as const;
  const method = order.find((candidate) => supported.includes(candidate));
  if (method === undefined) throw new UpstreamAuthError('registration-unsupported');
  return method;
};

const refusalSchema = z.object({ error: z.string() });

const registeredSchema = z.object({
  client_id: z.string().min(1).max(2048),
  client_secret: z.string().min(1).max(2048).optional(),
  client_secret_expires_at: z.number().nonnegative().optional(),
  token_endpoint_auth_method: z.enum(CLIENT_AUTH_METHODS).optional(),
});

/** By RFC 7591, but for what servers are seen to get wrong: the status, and a secret that does not say when it expires. */
const readRegistration = async (response: Response): Promise<z.output<typeof registeredSchema>> => {
  const body: unknown = await response.json();
  if (response.status === 201 || response.status === 200) return registeredSchema.parse(body);
  const refusal = refusalSchema.safeParse(body);
  throw new UpstreamAuthError('registration-refused', { oauthError: refusal.data?.error });
};

const register = async (
  env: AuthEnvironment,
  server: AuthorizationServer,
  { name, redirectUri }: ClientProfile,
): Promise<ClientIdentity> => {
  const wanted = preferredMethod(server);
  try {
    const response = await dynamicClientRegistrationRequest(
      server,
      {
        client_name: name,
        redirect_uris: [redirectUri],
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
        token_endpoint_auth_method: wanted,
        application_type: applicationType(redirectUri),
      },
      throughFetch(env),
    );
    const registered = await readRegistration(response);
    const { client_id, client_secret = null, client_secret_expires_at = 0 } = registered;
    return {
      issuer: server.issuer,
      kind: 'dynamic',
      clientId: client_id,
      clientSecret: client_secret,
      authMethod: client_secret === null ? 'none' : (registered.token_endpoint_auth_method ?? wanted),
      redirectUri,
      expiresAt: client_secret_expires_at === 0 ? null : client_secret_expires_at * 1000,
    };
  } catch (error) {
    throw toAuthError(error, 'registration-refused');
  }
};
