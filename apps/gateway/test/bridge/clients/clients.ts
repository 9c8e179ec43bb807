import { StreamableHTTPClientTransport as HttpV2 } from '@modelcontextprotocol/client';
import { StdioClientTransport as StdioV2 } from '@modelcontextprotocol/client/stdio';
import { SSEClientTransport } from '@modelcontextprotocol/sdk/client/sse.js';
import { StdioClientTransport as StdioV1 } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport as HttpV1 } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { Transport as TransportV1 } from '@modelcontextprotocol/sdk/shared/transport.js';
import type { Address } from '../peers/servers.js';
import { CLIENT_CAPABILITIES, type GridClient } from './grid-client.js';
import { V1Client } from './v1-client.js';
import { V2Client } from './v2-client.js';

type Connect = (address: Address, token: string | undefined, capabilities: object) => Promise<GridClient>;

const urlOf = (address: Address): URL => {
  if (!('url' in address)) throw new Error('This client needs an address');
  return new URL(address.url);
};

const childOf = (address: Address) => {
  if (!('command' in address)) throw new Error('This client needs a command');
  const { command, args, env = {} } = address;
  return { command, args: [...args], env, stderr: 'ignore' as const };
};

const init = (token: string | undefined) =>
  token === undefined ? {} : { requestInit: { headers: { Authorization: `Bearer ${token}` } } };

const CONNECTS = {
  modern: (address, token, can) => V2Client.connect(new HttpV2(urlOf(address), init(token)), 'modern', can),
  auto: (address, token, can) => V2Client.connect(new HttpV2(urlOf(address), init(token)), 'auto', can),
  // The SDK's transport type is stricter about undefined members than this project's compiler settings.
  legacy: (address, token, can) => V1Client.connect(new HttpV1(urlOf(address), init(token)) as TransportV1, can),
  'legacy-v2': (address, token, can) => V2Client.connect(new HttpV2(urlOf(address), init(token)), 'legacy', can),
  'http-sse': (address, token, can) => V1Client.connect(new SSEClientTransport(urlOf(address), init(token)), can),
  stdio: (address, _token, can) => V1Client.connect(new StdioV1(childOf(address)), can),
  'stdio-modern': (address, _token, can) => V2Client.connect(new StdioV2(childOf(address)), 'modern', can),
} satisfies Record<string, Connect>;

export type ClientKind = keyof typeof CONNECTS;

/** Words for the names of tests. */
export const CLIENTS: Readonly<Record<ClientKind, string>> = {
  modern: 'a modern client',
  auto: 'a client of both eras',
  legacy: 'a legacy session client',
  'legacy-v2': 'a legacy session client of the second SDK line',
  'http-sse': 'an HTTP+SSE client',
  stdio: 'a legacy stdio client',
  'stdio-modern': 'a modern stdio client',
};

export interface ConnectOptions {
  readonly token?: string;
  /** What it says it can be asked; everything when absent. */
  readonly capabilities?: object;
}

export const connectClient = (
  kind: ClientKind,
  address: Address,
  { token, capabilities = CLIENT_CAPABILITIES }: ConnectOptions = {},
): Promise<GridClient> => CONNECTS[kind](address, token, capabilities);
