import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CLIENT_CAPABILITIES } from './clients/grid-client.js';
import { inspect, mcpRemote } from './clients/tools.js';
import { V1Client } from './clients/v1-client.js';
import { Grid } from './grid.js';
import { SERVER_KINDS } from './peers/servers.js';

const grid = new Grid();
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sallyport-tools-'));
  await grid.start();
});
afterAll(async () => {
  await grid.close();
  await rm(folder, { recursive: true, force: true });
});

describe.each(SERVER_KINDS)('at a %s server', (kind) => {
  it('mcp-remote lists and calls', async () => {
    const remote = mcpRemote(grid.endpoint(grid.ada, kind), grid.ada.token, folder);
    const client = await V1Client.connect(
      new StdioClientTransport({ ...remote, stderr: 'ignore' }),
      CLIENT_CAPABILITIES,
    );
    expect((await client.list()).tools.map(({ name }) => name)).toContain('echo');
    expect(await client.call('echo', { message: 'through mcp-remote' })).toMatchObject({
      content: [{ text: 'through mcp-remote' }],
    });
    await client.close();
  });

  it('mcp-inspector --cli lists and calls', async () => {
    // Its command line takes no token, so it goes by a command that has one.
    const { command, args, env } = mcpRemote(grid.endpoint(grid.ada, kind), grid.ada.token, folder);
    const target = [command, ...args];
    const { tools } = (await inspect(target, ['--method', 'tools/list'], env)) as { tools: { name: string }[] };
    expect(tools.map(({ name }) => name)).toContain('echo');
    const call = ['--method', 'tools/call', '--tool-name', 'echo', '--tool-arg', 'message=inspected'];
    expect(await inspect(target, call, env)).toMatchObject({ content: [{ text: 'inspected' }] });
  });
});
