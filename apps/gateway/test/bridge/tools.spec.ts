import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectClient } from './clients/clients.js';
import { inspect } from './clients/tools.js';
import { Grid } from './grid.js';
import { type Address, SERVER_KINDS } from './peers/servers.js';

const CALL = ['--method', 'tools/call', '--tool-name', 'echo', '--tool-arg', 'message=inspected'];

const grid = new Grid();
/** The inspector's command line takes no token. */
const openGrid = new Grid({ withoutTokens: true });
beforeAll(async () => {
  await Promise.all([grid.start(), openGrid.start()]);
});
afterAll(async () => {
  await Promise.all([grid.close(), openGrid.close()]);
});

const listsAndCalls = async (target: Address): Promise<void> => {
  const { tools } = (await inspect(target, ['--method', 'tools/list'])) as { tools: { name: string }[] };
  expect(tools.map(({ name }) => name)).toContain('echo');
  expect(await inspect(target, CALL)).toMatchObject({ content: [{ text: 'inspected' }] });
};

describe.each(SERVER_KINDS)('at a %s server', (kind) => {
  it('mcp-remote lists and calls', async () => {
    const client = await connectClient('stdio', grid.remote(kind));
    expect((await client.list()).tools.map(({ name }) => name)).toContain('echo');
    expect(await client.call('echo', { message: 'hi' })).toMatchObject({ content: [{ text: 'hi' }] });
    await client.close();
  });

  it('mcp-inspector --cli lists and calls', () => listsAndCalls({ url: openGrid.endpoint(openGrid.ada, kind) }));
});

it('mcp-inspector --cli lists and calls by mcp-remote, which brings a token', () =>
  listsAndCalls(grid.remote('modern')));

it.each(['stdio', 'stdio-modern'] as const)(
  'mcp-inspector --cli lists and calls by a guard in front of a %s server',
  (kind) => listsAndCalls(grid.guarded(kind)),
);
