import { fileURLToPath } from 'node:url';
import type { SnapshotServer } from '@sallyport/contracts';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createUpstreamRegistry } from '../src/upstream/registry.js';
import { call, http, lastMessage, rawServer, request, rpcResult, silentLogger, textOf } from './upstream-harness.js';

const SCRIPT = fileURLToPath(new URL('./upstream-scripted-server.mjs', import.meta.url));

const stdioServer = (fields: Partial<SnapshotServer> = {}): SnapshotServer => ({
  id: 'srv_1',
  slug: 'scripted',
  name: 'Scripted',
  transport: { kind: 'stdio', launcher: 'scripted', args: [], env: {} },
  tier: 'standard',
  egress: 'internal',
  enabled: true,
  timeoutMs: 5_000,
  ...fields,
});

const makeRegistry = (allow: string[] = []) => {
  const launchers = {
    scripted: { command: process.execPath, args: [SCRIPT], env: {}, passEnv: [], tenantArgs: ['good'] },
  };
  const registry = createUpstreamRegistry({ allow, launchers, logger: silentLogger(), env: {} });
  onTestFinished(() => registry.close());
  return registry;
};

const pidOf = async (upstream: ReturnType<ReturnType<typeof makeRegistry>['get']>): Promise<number> =>
  JSON.parse(textOf(await call(upstream, request(1, 'tools/call', { name: 'pid' })))).pid;

describe('createUpstreamRegistry', () => {
  it('keeps a process over snapshots that change nothing about how to reach it', async () => {
    const registry = makeRegistry();
    const before = await pidOf(registry.get('org_a', stdioServer()));
    const renamed = stdioServer({ name: 'Another name', tier: 'sensitive', timeoutMs: 9_000 });
    registry.apply('org_a', [renamed]);
    expect(await pidOf(registry.get('org_a', renamed))).toBe(before);
  });

  it('gives two organisations a process each, though they name the same server', async () => {
    const registry = makeRegistry();
    const [a, b] = [
      await pidOf(registry.get('org_a', stdioServer())),
      await pidOf(registry.get('org_b', stdioServer())),
    ];
    expect(a).not.toBe(b);
    registry.apply('org_a', []);
    expect(await pidOf(registry.get('org_b', stdioServer()))).toBe(b);
  });

  it.each([
    ['gone', []],
    ['disabled', [stdioServer({ enabled: false })]],
    ['changed', [stdioServer({ transport: { kind: 'stdio', launcher: 'scripted', args: ['good'], env: {} } })]],
  ])('closes what is %s', async (_, servers) => {
    const registry = makeRegistry();
    const upstream = registry.get('org_a', stdioServer());
    const before = await pidOf(upstream);
    registry.apply('org_a', servers);
    expect((await call(upstream, request(2, 'tools/call', { name: 'pid' }))).error?.code).toBe('upstream.unavailable');
    expect(await pidOf(registry.get('org_a', servers[0] ?? stdioServer()))).not.toBe(before);
  });

  it('reaches remote servers only where it may', async () => {
    const server = await rawServer(({ socket, body }) => socket.write(http(rpcResult(body))));
    const remote = stdioServer({ transport: { kind: 'streamable-http', url: `http://127.0.0.1:${server.port}/mcp` } });
    const open = makeRegistry([`127.0.0.1:${server.port}`]).get('org_a', remote);
    expect(lastMessage(await call(open, request(1, 'ping')))).toMatchObject({ id: 1 });
    const closed = makeRegistry().get('org_a', remote);
    expect((await call(closed, request(1, 'ping'))).error?.code).toBe('upstream.unavailable');
    expect(server.requests).toHaveLength(1);
  });

  it('never starts a command an organisation chose', async () => {
    const registry = makeRegistry();
    const chosen = stdioServer({ transport: { kind: 'stdio', launcher: 'sh', args: ['-c', 'exit'], env: {} } });
    const upstream = registry.get('org_a', chosen);
    expect((await call(upstream, request(1, 'ping'))).error).toMatchObject({
      detail: 'The operator of this gateway has no such launcher',
    });
    expect(upstream.health).toMatchObject({
      state: 'down',
      detail: 'The operator of this gateway has no such launcher',
    });
  });

  it('fails what is in flight when it closes', async () => {
    const registry = makeRegistry();
    const upstream = registry.get('org_a', stdioServer());
    await pidOf(upstream);
    const waiting = call(upstream, request(2, 'tools/call', { name: 'silence' }));
    await registry.close();
    expect((await waiting).error?.code).toBe('upstream.unavailable');
  });
});
