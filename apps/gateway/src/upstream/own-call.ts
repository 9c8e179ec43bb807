import { LATEST_LEGACY_VERSION, LATEST_VERSION } from '@sallyport/mcp';
import type { Peer, UpstreamCall, UpstreamSession } from './upstream.js';

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
  client: Object.freeze({ name: 'sallyport-gateway', version: '0.1.0' }),
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

const toBody = (message: object): Buffer => Buffer.from(JSON.stringify({ jsonrpc: '2.0', ...message }));
