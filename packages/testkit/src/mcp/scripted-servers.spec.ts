import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import { ListRootsRequestSchema } from '@modelcontextprotocol/sdk/types.js';
// From the built package: its program runs in another process.
import { stdioMcpServer } from '@sallyport/testkit/mcp';
import { afterEach, describe, expect, it } from 'vitest';
import { startHttpMcpServer } from './http-server.js';
import type { McpScript } from './script.js';

const SCRIPT: McpScript = {
  instructions: 'Be kind.',
  pageSize: 3,
  tools: [
    { name: 'echo', behaviour: { do: 'echo' } },
    { name: 'fail', behaviour: { do: 'fail', code: -32050, message: 'no' } },
    { name: 'slow', behaviour: { do: 'progress', steps: 2, next: { do: 'wait', ms: 20, next: { do: 'echo' } } } },
    { name: 'ask', behaviour: { do: 'ask', method: 'roots/list' } },
    { name: 'exit', behaviour: { do: 'exit' } },
  ],
  prompts: [{ name: 'greet', text: 'Hello.' }],
  resources: [{ uri: 'test://one', name: 'one', text: '1' }],
};

const cleanups: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function connect(transport: Transport): Promise<Client> {
  const client = new Client({ name: 'test', version: '1' }, { capabilities: { roots: {} } });
  client.setRequestHandler(ListRootsRequestSchema, () => ({ roots: [{ uri: 'file:///home' }] }));
  await client.connect(transport);
  cleanups.push(() => client.close());
  return client;
}

const open = {
  json: () => overHttp('json'),
  sse: () => overHttp('sse'),
  stdio: () => connect(new StdioClientTransport({ ...stdioMcpServer(SCRIPT), env: {} })),
};

async function overHttp(framing: 'json' | 'sse'): Promise<Client> {
  const server = await startHttpMcpServer(SCRIPT, { framing, sessions: true });
  cleanups.push(() => server.close());
  // The SDK's declarations disagree with exactOptionalPropertyTypes about sessionId.
  return connect(new StreamableHTTPClientTransport(new URL(server.url)) as Transport);
}

describe.each(['json', 'sse', 'stdio'] as const)('a scripted server over %s', (transport) => {
  it('speaks to the official client', async () => {
    const client = await open[transport]();
    expect(client.getInstructions()).toBe('Be kind.');
    const first = await client.listTools();
    const second = await client.listTools({ cursor: first.nextCursor ?? '' });
    expect([...first.tools, ...second.tools].map(({ name }) => name)).toEqual(SCRIPT.tools?.map(({ name }) => name));
    const echoed = await client.callTool({ name: 'echo', arguments: { a: 1 } });
    expect(echoed.content).toEqual([{ type: 'text', text: '{"a":1}' }]);
    await expect(client.callTool({ name: 'fail' })).rejects.toMatchObject({ code: -32050 });
    expect((await client.getPrompt({ name: 'greet' })).messages).toHaveLength(1);
    expect((await client.readResource({ uri: 'test://one' })).contents).toEqual([{ uri: 'test://one', text: '1' }]);
  });

  it('breaks the connection when the script says so', async () => {
    const client = await open[transport]();
    await expect(client.callTool({ name: 'exit' })).rejects.toThrow();
  });
});

describe.each(['sse', 'stdio'] as const)('a scripted server over %s', (transport) => {
  it('sends progress before the answer', async () => {
    const client = await open[transport]();
    const seen: number[] = [];
    await client.callTool({ name: 'slow' }, undefined, { onprogress: ({ progress }) => void seen.push(progress) });
    expect(seen).toEqual([1, 2]);
  });

  it('asks the client and answers with what it said', async () => {
    const client = await open[transport]();
    const asked = await client.callTool({ name: 'ask' });
    expect(asked.content).toEqual([{ type: 'text', text: '{"roots":[{"uri":"file:///home"}]}' }]);
  });
});
