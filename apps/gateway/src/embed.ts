/** What a process of its own builds a gateway from. */
export type { StdioFront } from './downstream/stdio-front.js';
export { createGateway, type Gateway, type GatewayOptions, type Listening, type StdioOptions } from './gateway.js';
export { holdFolder } from './spool/exclusive-folder.js';
export { openSpool, type RecordSpool, type ShippableSpool } from './spool/spool.js';
export type { SpoolLimits } from './spool/spool-limits.js';
export type { LaunchCommand, ProcessEnd, ProcessKeeper } from './upstream/launchers.js';
export { LocalCredentials } from './upstream/local-credentials.js';
export { createUpstreamRegistry } from './upstream/registry.js';
export type { UpstreamRegistry } from './upstream/upstream.js';
