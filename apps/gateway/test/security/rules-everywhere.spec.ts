import { describe, expect, it } from 'vitest';
import { useFixture } from '../harness/fixture.js';
import { type ModernRequest, sendModern } from '../harness/modern.js';
import { openSession, type RawSession } from '../harness/raw-client.js';
import { json, rpcResult, tool } from '../harness/scripted-server.js';
import { openChannel } from './harness.js';

const POLICY = `
version: 1
name: some
rules:
  - { id: all, match: { direction: request }, effect: allow }
  - { id: no-drop, match: { tools: [drop] }, effect: deny }
  - { id: no-shadow, match: { tools: [read] }, when: 'has(args.path) && args.path == "/etc/shadow"', effect: deny }
  - { id: no-secret, match: { resources: ['secret://*'] }, effect: deny }
`;

const fixture = useFixture({
  policy: POLICY,
  tools: [tool('read'), tool('drop')],
  prepare: (server) => {
    server.on('resources/list', (request, res) =>
      json(
        res,
        rpcResult(request, {
          resources: [
            { uri: 'secret://a', name: 'a' },
            { uri: 'file:///b', name: 'b' },
          ],
        }),
      ),
    );
    server.on('initialize', (request, res) =>
      json(
        res,
        rpcResult(request, {
          ...(request.message?.params as object),
          capabilities: { tools: {}, resources: {} },
          serverInfo: { name: 'scripted', version: '1' },
        }),
        { 'mcp-session-id': `upstream-${Math.random()}` },
      ),
    );
  },
});

interface Client {
  readonly ask: (method: string, params: Record<string, unknown>) => Promise<Record<string, unknown>>;
  readonly close?: () => void;
}

type Params = Record<string, unknown>;

const inSession = (session: RawSession): Client => ({
  ask: async (method, params) => (await session.post({ jsonrpc: '2.0', id: 1, method, params })).json(),
});
const inBatch = (session: RawSession): Client => ({
  ask: async (method, params) => {
    const answer = await session.post([{ jsonrpc: '2.0', id: 1, method, params }]);
    return JSON.parse(answer.events()[0] ?? '{}') as Params;
  },
});
const modern = (url: string): Client => ({
  ask: async (method, params) => {
    const request: ModernRequest = { url, token: fixture.ada.token, method, params };
    return (await sendModern(request)).json();
  },
});
const onChannel = async (url: string): Promise<Client> => {
  const channel = await openChannel(url, fixture.ada.token);
  let id = 10;
  return {
    ask: (method, params) => channel.ask({ id: ++id, method, params }),
    close: () => channel.stream.destroy(),
  };
};

const one = (): string => fixture.url;
const all = (): string => `${fixture.gateway.url}/o/acme/mcp`;
const begin = (url: string, version?: string) => openSession(url, fixture.ada.token, version);

const WAYS: readonly (readonly [string, boolean, () => Promise<Client>])[] = [
  ['a session', false, async () => inSession(await begin(one()))],
  ['a session of 2025-03-26', false, async () => inSession(await begin(one(), '2025-03-26'))],
  ['a batch', false, async () => inBatch(await begin(one(), '2025-03-26'))],
  ['a modern request', false, async () => modern(one())],
  ['a channel', false, () => onChannel(one())],
  ['a channel of /sse', false, () => onChannel(one().replace(/mcp$/, 'sse'))],
  ['a session at all servers', true, async () => inSession(await begin(all()))],
  ['a batch at all servers', true, async () => inBatch(await begin(all(), '2025-03-26'))],
  ['a modern request to all servers', true, async () => modern(all())],
  ['a channel at all servers', true, () => onChannel(all())],
];

describe('T-MATRIX: a rule holds for the list, the call, the argument and the address, in', () => {
  it.each(WAYS)('%s', async (_, aggregated, connect) => {
    const name = (plain: string): string => (aggregated ? `up__${plain}` : plain);
    const client = await connect();
    const before = fixture.upstream.received.length;
    const denied = async (method: string, params: Params): Promise<void> => {
      const { error } = (await client.ask(method, params)) as { error?: { code: number } };
      expect([method, error?.code]).toEqual([method, 4031]);
    };

    const list = (await client.ask('tools/list', {})) as { result: { tools: { name: string }[] } };
    expect(list.result.tools.map((entry) => entry.name)).toEqual([name('read')]);
    const resources = (await client.ask('resources/list', {})) as { result: { resources: { uri: string }[] } };
    expect(resources.result.resources.map(({ uri }) => uri)).toEqual(['file:///b']);

    await denied('tools/call', { name: name('drop'), arguments: {} });
    await denied('tools/call', { name: name('read'), arguments: { path: '/etc/shadow' } });
    // At all servers a resource has to be one that the reader is shown.
    if (!aggregated) await denied('resources/read', { uri: 'secret://a' });
    const direct = await client.ask('resources/read', { uri: aggregated ? 'sallyport:up:secret://a' : 'secret://b' });
    expect(direct).toHaveProperty('error');

    const allowed = await client.ask('tools/call', { name: name('read'), arguments: { message: 'm', path: '/tmp/a' } });
    expect(allowed).toMatchObject({ result: { content: [{ text: 'm' }] } });
    const heard = fixture.upstream.received
      .slice(before)
      .map(({ body }) => body)
      .join();
    for (const forbidden of ['"drop"', '/etc/shadow', 'secret://']) expect(heard).not.toContain(forbidden);
    client.close?.();
  });
});
