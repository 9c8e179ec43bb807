import { Client as ClientV2, StreamableHTTPClientTransport as TransportV2 } from '@modelcontextprotocol/client';
import { Client as ClientV1 } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport as TransportV1 } from '@modelcontextprotocol/sdk/client/streamableHttp.js';

const INFO = { name: 'official-client', version: '1.0.0' };

const init = (token: string) => ({ requestInit: { headers: { Authorization: `Bearer ${token}` } } });

/** The official client of the first SDK line, connected. */
export const connectV1 = async (url: string, token: string, capabilities: object = {}): Promise<ClientV1> => {
  const client = new ClientV1(INFO, { capabilities });
  // The SDK's transport type is stricter about undefined members than this project's compiler settings.
  await client.connect(new TransportV1(new URL(url), init(token)) as unknown as Parameters<ClientV1['connect']>[0]);
  return client;
};

/** The official client of the second SDK line, in its default handshake, connected. */
export const connectV2 = async (url: string, token: string, capabilities: object = {}): Promise<ClientV2> => {
  const client = new ClientV2(INFO, { capabilities });
  await client.connect(new TransportV2(new URL(url), init(token)) as unknown as Parameters<ClientV2['connect']>[0]);
  return client;
};
