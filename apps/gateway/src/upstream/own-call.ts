import { LATEST_LEGACY_VERSION, LATEST_VERSION, META_KEYS } from '@sallyport/mcp';
import type { Peer, UpstreamCall, UpstreamSession } from './upstream.js';

/** How the gateway names itself to servers. */
export const OWN_NAME = Object.freeze({ name: 'sallyport-gateway', version: '0.1.0' });

/** The gateway itself, when it asks a server on its own behalf: a client that can be asked nothing. */
export const OWN_PEER: Peer = Object.freeze({
  era: 'legacy',
  protocolVersion: LATEST_LEGACY_VERSION,
  client: null,
  capabilities: Object.freeze({}),
  key: 'gateway',
  principalId: null,
});

/** The same towards a modern server. */
export const OWN_MODERN_PEER: Peer = Object.freeze({
  era: 'modern',
  protocolVersion: LATEST_VERSION,
  client: OWN_NAME,
  capabilities: Object.freeze({}),
  key: 'gateway',
  principalId: null,
});

interface OwnMessage {
  readonly peer: Peer;
  readonly session: UpstreamSession | null;
  readonly timeoutMs: number | null;
}

const QUIET = { inputSchema: undefined, progressToken: undefined, traceparent: null } as const;

/** A request made up here. */
export const ownRequest = ({
  id,
  method,
  params,
  ...rest
}: OwnMessage & { readonly id: string | number; readonly method: string; readonly params: object }): UpstreamCall => ({
  ...QUIET,
  ...rest,
  body: toBody({ id, method, params }),
  kind: 'request',
  id,
  method,
  params,
});

/** A notification made up here. */
export const ownNotification = ({
  method,
  params,
  ...rest
}: OwnMessage & { readonly method: string; readonly params: object | undefined }): UpstreamCall => ({
  ...QUIET,
  ...rest,
  body: toBody({ method, params }),
  kind: 'notification',
  id: null,
  method,
  params,
});

/** An answer to a server's question, given in the client's place. @param body  the whole message */
export const ownAnswer = ({
  id,
  body,
  ...rest
}: OwnMessage & { readonly id: string | number; readonly body: Buffer }): UpstreamCall => ({
  ...QUIET,
  ...rest,
  body,
  kind: 'response',
  id,
  method: null,
  params: undefined,
});

/** `server/discover`, asked by the gateway. */
export const ownDiscover = (id: string | number): Buffer =>
  toBody({ id, method: 'server/discover', params: DISCOVER_PARAMS });

export const DISCOVER_PARAMS = Object.freeze({
  _meta: Object.freeze({
    [META_KEYS.protocolVersion]: LATEST_VERSION,
    [META_KEYS.clientInfo]: OWN_NAME,
    [META_KEYS.clientCapabilities]: Object.freeze({}),
  }),
});

const toBody = (message: object): Buffer => Buffer.from(JSON.stringify({ jsonrpc: '2.0', ...message }));
