import { createSafeFetch, Dialler, originOf } from '@sallyport/safe-dial';
import type { AuthEnvironment, ClientProfile } from '@sallyport/upstream-auth';

/** How this process acts as an OAuth client of the authorization servers that MCP servers name. */
export interface UpstreamAuth {
  readonly env: AuthEnvironment;
  readonly profile: ClientProfile;
}

export interface UpstreamAuthOptions {
  /** Base URL people's browsers and authorization servers reach the api by. */
  readonly apiPublicUrl: string;
  /** `host:port` on private networks, or without https, that may be spoken to. */
  readonly allow: readonly string[];
  readonly now: () => number;
}

export const CALLBACK_PATH = '/oauth/upstream/callback';
export const CLIENT_DOCUMENT_PATH = '/oauth/client.json';

export const createUpstreamAuth = ({ apiPublicUrl, allow, now }: UpstreamAuthOptions): UpstreamAuth => {
  const dialler = new Dialler({ allow });
  return {
    env: { fetch: createSafeFetch(dialler), allowHttp: (url) => dialler.allows(originOf(url)), now },
    profile: createClientProfile(apiPublicUrl),
  };
};

export const createClientProfile = (apiPublicUrl: string): ClientProfile => ({
  name: 'Sallyport',
  redirectUri: `${apiPublicUrl}${CALLBACK_PATH}`,
  // The document's address is the client's name, and only https makes it one (draft-ietf-oauth-client-id-metadata-document).
  metadataUrl: apiPublicUrl.startsWith('https:') ? `${apiPublicUrl}${CLIENT_DOCUMENT_PATH}` : null,
});

/** Our Client ID Metadata Document: what an authorization server may know of us before it meets us. */
export const toClientDocument = ({ name, redirectUri, metadataUrl }: ClientProfile): object => ({
  client_id: metadataUrl ?? new URL(CLIENT_DOCUMENT_PATH, redirectUri).href,
  client_name: name,
  redirect_uris: [redirectUri],
  grant_types: ['authorization_code', 'refresh_token'],
  response_types: ['code'],
  token_endpoint_auth_method: 'none',
  application_type: 'web',
});
