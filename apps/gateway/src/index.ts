export { type GatewayConfig, gatewayConfigSchema } from './config.js';
export { createGateway, type Gateway, type GatewayOptions, type Listening } from './gateway.js';
export type { Credential, CredentialProvider, Refusal, ServerCredentials } from './upstream/credentials.js';
export { LocalCredentials, type LocalCredentialsOptions } from './upstream/local-credentials.js';
