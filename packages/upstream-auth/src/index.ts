export {
  type AuthorizationAnswer,
  type AuthorizationRequest,
  beginAuthorization,
  completeAuthorization,
  type PendingAuthorization,
} from './authorize.js';
export { type Challenge, NO_CHALLENGE, parseChallenge } from './challenge.js';
export {
  applicationType,
  CLIENT_AUTH_METHODS,
  CLIENT_KINDS,
  type ClientAuthMethod,
  type ClientIdentity,
  type ClientProfile,
  identifyClient,
  preregisteredClient,
} from './client-identity.js';
export { type Discovery, type DiscoveryRequest, discover } from './discover.js';
export type { AuthEnvironment, AuthFetch, AuthRequest } from './http.js';
export { AUTH_PROBLEMS, type AuthProblem, UpstreamAuthError } from './problems.js';
export { canonicalResource, coversServer } from './resource.js';
export { needsMore, parseScopes, type ScopeSources, selectScopes } from './scopes.js';
export { type AuthorizationServer, authorizationServerSchema, readAuthorizationServer } from './server-metadata.js';
export { type RefreshRequest, refreshTokens, revokeToken, type TokenSet } from './tokens.js';
