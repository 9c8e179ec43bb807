import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { ready } from './ready';

export type CallResult =
  | { readonly kind: 'answered'; readonly text: string }
  | { readonly kind: 'refused'; readonly code: number; readonly message: string; readonly callId: string };

export interface Agent {
  /** Calls a tool through the gateway. A refusal is a value; anything else that goes wrong is thrown. */
  readonly call: (tool: string, args: Record<string, unknown>) => Promise<CallResult>;
  readonly close: () => Promise<void>;
}

interface Refusal {
  readonly code: number;
  readonly message: string;
  readonly data: { readonly decisionId: string };
}

const isRefusal = (error: unknown): error is Refusal =>
  error instanceof Error &&
  'data' in error &&
  typeof error.data === 'object' &&
  error.data !== null &&
  'decisionId' in error.data;

/** The demo's service account, with the official MCP client, at one of the demo's servers. */
export const connectAgent = async (server: 'everything' | 'files' | 'memory'): Promise<Agent> => {
  const client = new Client({ name: 'journey-agent', version: '1.0.0' });
  await client.connect(
    new StreamableHTTPClientTransport(new URL(`${ready.gatewayUrl}/o/acme/s/${server}/mcp`), {
      requestInit: { headers: { Authorization: `Bearer ${ready.token}` } },
    }),
  );
  return {
    call: async (name, args) => {
      try {
        const result = await client.callTool({ name, arguments: args });
        return { kind: 'answered', text: JSON.stringify(result.content) };
      } catch (error) {
        if (!isRefusal(error)) throw error;
        return { kind: 'refused', code: error.code, message: error.message, callId: error.data.decisionId };
      }
    },
    close: () => client.close(),
  };
};
