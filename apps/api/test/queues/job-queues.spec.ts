import { Secret } from '@sallyport/service-kit';
import { createTestDatabase, type TestDatabase, uniqueWord } from '@sallyport/testkit';
import { afterAll, beforeAll, describe } from 'vitest';
import { findRedis, type RunningRedis, startRedis } from '../../../../infra/local/redis.mjs';
import type { QueueBackend } from '../../src/platform/queues/connect.js';
import { createJobQueues } from '../../src/platform/queues/job-queues.js';
import { queueSuite } from './queue-suite.js';

const logger = { warn: () => undefined, error: () => undefined };

const makeOn = (backend: QueueBackend, prefix: string) => {
  const make = () => createJobQueues({ backend, prefix, logger });
  return { queues: make(), sibling: make };
};

describe('on Postgres', () => {
  const open: TestDatabase[] = [];
  afterAll(() => Promise.all(open.map((database) => database.drop())));

  queueSuite('Postgres', async () => {
    const database = await createTestDatabase();
    open.push(database);
    return makeOn({ kind: 'postgres', connectionString: new Secret(database.queueUrl) }, 'bullmq');
  });
});

const hasRedis = (await findRedis({ install: true })) !== null;
if (!hasRedis) console.warn('SKIPPED: job queues on Redis. There is no redis-server; install it to run these tests.');

describe.skipIf(!hasRedis /* no redis-server */)('on Redis', () => {
  let redis: RunningRedis;
  beforeAll(async () => {
    redis = await startRedis();
  });
  afterAll(() => redis.stop());

  queueSuite('Redis', async () => makeOn({ kind: 'redis', url: new Secret(redis.url) }, uniqueWord('q')));
});
