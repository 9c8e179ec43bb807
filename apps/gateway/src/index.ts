export { type GatewayConfig, gatewayConfigSchema } from './config.js';
export { createGateway, type Gateway, type GatewayOptions, type Listening } from './gateway.js';
