export { allServers, TOKEN_PLACEHOLDER } from './client-configs';
export { ConnectPanel } from './connect-panel';
