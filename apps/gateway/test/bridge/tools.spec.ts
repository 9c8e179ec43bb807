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

const CALL = ['--method', 'tools/call', '--tool-name', 'echo', '--tool-arg', 'message=inspected'];

const grid = new Grid();
/** The inspector's command line takes no token. */
const openGrid = new Grid({ withoutTokens: true });
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sallyport-tools-'));
  await Promise.all([grid.start(), openGrid.start()]);
});
afterAll(async () => {
  await Promise.all([grid.close(), openGrid.close()]);
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
    const target = [openGrid.endpoint(openGrid.ada, kind)];
    const { tools } = (await inspect(target, ['--method', 'tools/list'])) as { tools: { name: string }[] };
    expect(tools.map(({ name }) => name)).toContain('echo');
    expect(await inspect(target, CALL)).toMatchObject({ content: [{ text: 'inspected' }] });
  });

  it('mcp-inspector --cli calls by mcp-remote, which brings the token', async () => {
    const { command, args, env } = mcpRemote(grid.endpoint(grid.ada, kind), grid.ada.token, folder);
    expect(await inspect([command, ...args], CALL, env)).toMatchObject({ content: [{ text: 'inspected' }] });
  });
});

it.each(['stdio', 'stdio-modern'] as const)(
  'mcp-inspector --cli lists and calls by a guard in front of a %s server',
  async (kind) => {
    const { command, args } = grid.guarded(kind);
    const { tools } = (await inspect([command, ...args], ['--method', 'tools/list'])) as { tools: { name: string }[] };
    expect(tools.map(({ name }) => name)).toContain('echo');
    expect(await inspect([command, ...args], CALL)).toMatchObject({ content: [{ text: 'inspected' }] });
  },
);
