import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTemporaryPostgres } from '../postgres.mjs';
import { findRedis, startRedis } from '../redis.mjs';
import { connectClient, signInToApi, startTestStack, until } from './support.mjs';

const redisServer = await findRedis({ install: true });
if (!redisServer) process.stderr.write('\n!!! No redis-server was found or could be installed: SKIPPED with Redis.\n');

describe.skipIf(!redisServer /* no redis-server */)('with a Postgres and a Redis of your own', () => {
  const stops = [];
  let stack;
  beforeAll(async () => {
    const postgres = await startTemporaryPostgres({});
    stops.push(() => postgres.stop());
    const redis = await startRedis({});
    stops.push(() => redis.stop());
    stack = await startTestStack({ databaseUrl: postgres.ownerUrl, redisUrl: redis.url });
    stops.push(() => stack.close());
  });
  afterAll(async () => {
    for (const stop of stops.reverse()) await stop();
  });

  it('starts no Postgres, and enforces and records as without', async () => {
    expect(stack.ready.processes.map(({ name }) => name)).not.toContain('postgres');
    const client = await connectClient(stack, 'files');
    const denied = await client
      .callTool({ name: 'read_text_file', arguments: { path: '../../../etc/shadow' } })
      .catch((err) => err);
    expect(denied.code).toBe(4031);
    await client.close();
    const api = await signInToApi(stack, 'ada@acme.example');
    await until(
      async () => (await api('GET', `/v1/orgs/acme/calls/${denied.data.decisionId}`)).body.outcome === 'denied',
    );
  });
});
