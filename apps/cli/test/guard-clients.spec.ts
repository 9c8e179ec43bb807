import { realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client as ClientV2 } from '@modelcontextprotocol/client';
import { StdioClientTransport as StdioV2 } from '@modelcontextprotocol/client/stdio';
import { Client as ClientV1 } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport as StdioV1 } from '@modelcontextprotocol/sdk/client/stdio.js';
import { ListRootsRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { describe, expect, it, onTestFinished } from 'vitest';
import { environment, SALLYPORT, SERVERS, scratchFolder } from './support.js';

interface AnyClient {
  callTool(call: { name: string; arguments: Record<string, unknown> }): Promise<unknown>;
  listTools(): Promise<{ tools: { name: string }[] }>;
  close(): Promise<void>;
}

const guarded = (server: readonly string[], options: readonly string[] = []) => ({
  command: process.execPath,
  args: [SALLYPORT, 'guard', ...options, '--', ...server],
  env: environment(),
  stderr: 'pipe' as const,
});

const v1 = async (server: readonly string[]): Promise<AnyClient> => {
  const client = new ClientV1({ name: 'v1', version: '1' }, { capabilities: { roots: {} } });
  client.setRequestHandler(ListRootsRequestSchema, () => ({ roots: [{ uri: 'file:///project', name: 'project' }] }));
  onTestFinished(() => client.close());
  await client.connect(new StdioV1(guarded(server)));
  return client as AnyClient;
};

const v2 =
  (mode: 'auto' | 'legacy' | { pin: string }) =>
  async (server: readonly string[]): Promise<AnyClient> => {
    const client = new ClientV2({ name: 'v2', version: '1' }, { versionNegotiation: { mode } });
    onTestFinished(() => client.close());
    await client.connect(new StdioV2(guarded(server)));
    return client as AnyClient;
  };

const CLIENTS = {
  'the first SDK line': v1,
  'the second SDK line, modern': v2({ pin: '2026-07-28' }),
  'the second SDK line, either era': v2('auto'),
  'the second SDK line, legacy': v2('legacy'),
};

describe.each(Object.entries(CLIENTS))('a client of %s', (_name, connect) => {
  it('uses server-everything through the guard', async () => {
    const client = await connect(SERVERS.everything);
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name)).toContain('echo');
    const answer = await client.callTool({ name: 'echo', arguments: { message: 'hello' } });
    expect(answer).toMatchObject({ content: [{ type: 'text', text: 'Echo: hello' }] });
  });

  it('uses server-filesystem through the guard, which lets it read a file and not a key', async () => {
    const folder = realpathSync(scratchFolder());
    writeFileSync(join(folder, 'notes.txt'), 'remember the milk');
    writeFileSync(join(folder, 'id_rsa'), 'no key at all');
    const client = await connect([...SERVERS.filesystem, folder]);
    const read = (name: string) => client.callTool({ name: 'read_text_file', arguments: { path: join(folder, name) } });
    expect(await read('notes.txt')).toMatchObject({ content: [{ text: 'remember the milk' }] });
    await expect(read('id_rsa')).rejects.toMatchObject({ code: 4031 });
  });

  it('uses a modern server through the guard', async () => {
    const client = await connect(SERVERS.modern);
    expect((await client.listTools()).tools).toHaveLength(1);
    expect(await client.callTool({ name: 'add', arguments: { a: 2, b: 3 } })).toMatchObject({
      content: [{ text: '5' }],
    });
  });

  it('gets every answer of fifty calls at once', async () => {
    const client = await connect(SERVERS.everything);
    const numbers = Array.from({ length: 50 }, (_, i) => i);
    const answers = await Promise.all(
      numbers.map((a) => client.callTool({ name: 'get-sum', arguments: { a, b: 1000 } })),
    );
    for (const [i, answer] of answers.entries()) {
      expect(answer).toMatchObject({ content: [{ text: `The sum of ${i} and 1000 is ${i + 1000}.` }] });
    }
  });
});

it('a modern client uses a legacy server that ends when it is asked for another revision first', async () => {
  const client = await v2({ pin: '2026-07-28' })([...SERVERS.scripted, 'insist']);
  await client.listTools();
  expect(await client.callTool({ name: 'echo', arguments: { text: 'bridged' } })).toMatchObject({
    content: [{ text: 'bridged' }],
  });
});

it('a server asks a legacy client through the guard', async () => {
  const client = await v1(SERVERS.everything);
  await client.listTools();
  expect(JSON.stringify(await client.callTool({ name: 'get-roots-list', arguments: {} }))).toContain('file:///project');
});
