import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { findRedis, type RunningRedis, startRedis } from '../../../../infra/local/redis.mjs';
import type { Coordination } from './coordination.js';
import { coordinationSuite } from './coordination-suite.js';
import { createRedisCoordination } from './redis-coordination.js';

const program = await findRedis({ install: true });
if (program === null) {
  console.warn('SKIPPED: coordination over Redis. There is no redis-server; install it to run these tests.');
}

const closers: (() => Promise<void>)[] = [];
const closing = <T extends Coordination>(coordination: T): T => {
  closers.push(() => coordination.close());
  return coordination;
};
afterAll(async () => {
  for (const close of closers.reverse()) await close();
});

const startServer = async (port?: number): Promise<RunningRedis> => {
  const redis = await startRedis(port === undefined ? {} : { port });
  closers.push(() => redis.stop());
  return redis;
};

const portOf = ({ url }: RunningRedis): number => Number(new URL(url).port);

describe.skipIf(program === null /* no redis-server */)('with a real redis-server', async () => {
  const redis = program === null ? null : await startServer();
  const url = redis?.url ?? '';
  const connect = (prefix: string, replicas = 1): Coordination =>
    closing(createRedisCoordination(url, { prefix, replicas }));

  coordinationSuite('over Redis', {
    make: (now) => createRedisCoordination(url, { prefix: `${randomUUID()}:`, now }),
  });

  it('processes hear each other and count together', async () => {
    const prefix = `${randomUUID()}:`;
    const [one, other] = [connect(prefix), connect(prefix)];
    const got: string[] = [];
    await other.subscribe('a', (message) => got.push(message));
    await one.publish('a', 'from one');
    await vi.waitFor(() => expect(got).toEqual(['from one']));
    expect(await one.increment('k', 60_000)).toBe(1);
    expect(await other.increment('k', 60_000)).toBe(2);
  });

  it('processes share notes and names, and a name goes when its process dies without a word', async () => {
    const prefix = `${randomUUID()}:`;
    const [one, other] = [connect(prefix), connect(prefix)];
    await one.remember('org_1:k', 'from one', 60_000);
    expect(await other.recall('org_1:k')).toBe('from one');
    await one.announce('one', 300);
    expect(await other.isPresent('one')).toBe(true);
    await one.close();
    await vi.waitFor(async () => expect(await other.isPresent('one')).toBe(false), { timeout: 2000 });
  });

  it('counters leave Redis when their window has passed', async () => {
    const prefix = `${randomUUID()}:`;
    const coordination = connect(prefix);
    await coordination.increment('k', 80);
    const { Redis } = await import('ioredis');
    const client = new Redis(url);
    try {
      await vi.waitFor(async () => expect(await client.keys(`${prefix}*`)).toEqual([]), { timeout: 2000 });
    } finally {
      client.disconnect();
    }
  });

  it('while Redis is away nothing rejects, limits are divided by the replicas, and all is well when it is back', async () => {
    const server = await startServer();
    const logger = { info: vi.fn(), warn: vi.fn(), error: vi.fn() };
    const coordination = closing(createRedisCoordination(server.url, { replicas: 3, logger }));
    const got: string[] = [];
    const stop = await coordination.subscribe('a', (message) => got.push(message));
    expect(await coordination.increment('before', 60_000)).toBe(1);
    await coordination.announce('me', 600);
    expect(await coordination.isPresent('me')).toBe(true);

    await server.stop();
    await vi.waitFor(() => expect(coordination.degraded).toBe(true));
    const startedAt = performance.now();
    await coordination.publish('a', 'lost');
    const later: string[] = [];
    await coordination.subscribe('b', (message) => later.push(message));
    // A limit of 6 lets each of three replicas make two: the third counts as nine.
    const counts = [];
    for (let i = 0; i < 3; i += 1) counts.push(await coordination.increment('k', 60_000));
    expect(counts).toEqual([3, 6, 9]);
    expect(await coordination.remember('note', 'x', 60_000)).toBe(false);
    expect(await coordination.recall('note')).toBeNull();
    expect(await coordination.forget('note')).toBe(false);
    expect(await coordination.isPresent('me')).toBeNull();
    expect(performance.now() - startedAt).toBeLessThan(1000);

    await startServer(portOf(server));
    await vi.waitFor(() => expect(coordination.degraded).toBe(false), { timeout: 10_000 });
    await vi.waitFor(
      async () => {
        await coordination.publish('a', 'again');
        await coordination.publish('b', 'at last');
        expect(got).toContain('again');
        expect(later).toContain('at last');
      },
      { timeout: 10_000, interval: 100 },
    );
    expect(got).not.toContain('lost');
    expect(await coordination.increment('k', 60_000)).toBe(1);
    expect(logger.info).toHaveBeenCalledWith('Redis is back');
    await vi.waitFor(async () => expect(await coordination.isPresent('me')).toBe(true), { timeout: 2000 });
    await stop();
  });
});

describe.skipIf(program === null /* no redis-server */)('with a Redis that hangs', () => {
  it('costs one short wait, not one a request, and is used again when it answers', async () => {
    const server = await startServer();
    const coordination = closing(createRedisCoordination(server.url));
    expect(await coordination.increment('k', 600_000)).toBe(1);
    process.kill(server.pid, 'SIGSTOP');
    try {
      const startedAt = performance.now();
      expect(await coordination.recall('note')).toBeNull();
      expect(performance.now() - startedAt).toBeLessThan(500);
      expect(coordination.degraded).toBe(true);
      for (let i = 1; i <= 50; i += 1) expect(await coordination.increment('k', 600_000)).toBe(i);
      expect(performance.now() - startedAt).toBeLessThan(900);
    } finally {
      process.kill(server.pid, 'SIGCONT');
    }
    await vi.waitFor(() => expect(coordination.degraded).toBe(false), { timeout: 5000 });
    expect(await coordination.increment('k', 600_000)).toBeGreaterThanOrEqual(2);
  });
});

describe('with no Redis at all', () => {
  it('notes and names cost no longer than half a second, the very first ones too', async () => {
    // Takes connections and never says a word.
    const silent = createServer().listen(0, '127.0.0.1');
    const accepted: Socket[] = [];
    silent.on('connection', (socket) => accepted.push(socket));
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    const coordination = closing(createRedisCoordination(`redis://127.0.0.1:${port}`));
    for (const ask of [
      () => coordination.recall('k'),
      () => coordination.remember('k', 'x', 1000),
      () => coordination.isPresent('n'),
    ]) {
      const startedAt = performance.now();
      expect([null, false]).toContain(await ask());
      expect(performance.now() - startedAt).toBeLessThan(500);
    }
    for (const socket of accepted) socket.destroy();
    silent.close();
  });

  it('the first calls wait no longer than the first attempt to connect, and are served locally', async () => {
    const coordination = closing(createRedisCoordination('redis://127.0.0.1:1', { replicas: 2 }));
    const startedAt = performance.now();
    await coordination.publish('a', 'm');
    expect(await coordination.increment('k', 60_000)).toBe(2);
    expect(coordination.degraded).toBe(true);
    expect(performance.now() - startedAt).toBeLessThan(2500);
  });
});
