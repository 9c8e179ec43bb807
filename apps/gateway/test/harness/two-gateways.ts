import { findRedis } from '../../../../infra/local/redis.mjs';
import type { GatewayHarness } from './gateway-harness.js';
import { bearer, type RawSession } from './raw-client.js';
import { newPrincipal } from './snapshots.js';

/** Null where there is none: nothing that needs it runs then. */
export const program = await findRedis({ install: true });
if (program === null) console.warn('SKIPPED: replicas. There is no redis-server; install it to run these tests.');

/** The machine may be busy. */
export const PATIENT = { timeout: 8_000 };

/** A policy under which servers may ask people something. */
export const MAY_ELICIT = `
version: 1
name: elicit
rules:
  - { id: all, match: { direction: request }, effect: allow }
  - { id: may-elicit, match: { methods: [elicitation/create] }, effect: allow }
`;

export const ada = newPrincipal('ada');
export const bob = newPrincipal('bob');
export const call = (id: number, name: string, more: object = {}) => ({
  jsonrpc: '2.0',
  id,
  method: 'tools/call',
  params: { name, arguments: { message: `m${id}` }, ...more },
});
export const at = (replica: GatewayHarness): string => replica.endpoint('acme', 'up');
/** A session as it is presented at another replica. */
export const headersOf = (session: RawSession): string[] => [...bearer(ada.token), ...session.headers];
