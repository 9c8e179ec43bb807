export {
  type AuthorizationServerOptions,
  type ScriptedAuthorizationServer,
  startAuthorizationServer,
} from './authorization-server.js';
export { type OAuthMcpServer, startOAuthMcpServer } from './mcp-server.js';
export { type SdkOAuthServer, startSdkOAuthServer } from './sdk-server.js';
