import { randomBytes } from 'node:crypto';
import { createRedisCoordination } from '@sallyport/service-kit/redis';
import { describe, expect, it, vi } from 'vitest';
import { startRedis } from '../../../infra/local/redis.mjs';
import { newReplicaId } from '../src/replicas/replica-id.js';
import { bindSessions } from './harness/bound-registry.js';
import { startGateway } from './harness/gateway-harness.js';
import { openSession, post } from './harness/raw-client.js';
import { startScriptedServer, tool } from './harness/scripted-server.js';
import { httpServer, type OrgSpec } from './harness/snapshots.js';
import { ada, at, call, PATIENT, program } from './harness/two-gateways.js';

describe.skipIf(program === null /* no redis-server */)('while Redis is away', () => {
  it('each gateway serves what is its own, refuses the rest soon, and all is well when Redis is back', async () => {
    const closers: (() => Promise<unknown>)[] = [];
    const redis = await startRedis();
    const port = Number(new URL(redis.url).port);
    const upstream = await startScriptedServer([tool('echo')]);
    const sessionKey = randomBytes(32);
    const org: OrgSpec = { slug: 'acme', servers: [httpServer('up', upstream.url)], principals: [ada] };
    const start = async () => {
      const coordination = createRedisCoordination(redis.url);
      const replicaId = newReplicaId('gw');
      const gateway = await startGateway({
        orgs: [org],
        allow: [upstream.address],
        sessionKey,
        replicas: { coordination, replicaId },
        wrapRegistry: bindSessions(replicaId, []),
      });
      closers.push(() => coordination.close());
      closers.push(() => gateway.close());
      return gateway;
    };
    try {
      const [one, two] = [await start(), await start()];
      const session = await openSession(at(one), ada.token);
      const there = (id: number) => post(at(two), ada.token, call(id, 'echo'), session.headers);
      expect((await there(1)).body).toContain('m1');

      await redis.stop();
      await vi.waitFor(async () => {
        const startedAt = performance.now();
        expect((await there(2)).json().error).toMatchObject({ data: { code: 'upstream.unavailable' } });
        expect(performance.now() - startedAt).toBeLessThan(3_000);
      }, PATIENT);
      expect((await session.post(call(3, 'echo'))).body).toContain('m3');
      expect((await (await openSession(at(two), ada.token)).post(call(4, 'echo'))).body).toContain('m4');

      const again = await startRedis({ port });
      closers.push(() => again.stop());
      await vi.waitFor(async () => expect((await there(5)).body).toContain('m5'), { timeout: 10_000, interval: 200 });
    } finally {
      for (const close of closers.reverse()) await close();
      await upstream.close();
    }
  }, 40_000);
});
