// One gateway process of several, to be killed. Run by the test of replicas with a JSON file of what it is to be.
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogger } from '@sallyport/service-kit';
import { createRedisCoordination } from '@sallyport/service-kit/redis';
import { createGateway } from '../dist/gateway.js';
import { newReplicaId } from '../dist/replicas/replica-id.js';
import { openSpool } from '../dist/spool/spool.js';
import { createUpstreamRegistry } from '../dist/upstream/registry.js';

const { redisUrl, prefix, sessionKey, snapshot, launchers, allow, allowedHosts } = JSON.parse(
  readFileSync(process.argv[2], 'utf8'),
);
const logger = createLogger({ name: 'gateway', level: 'warn', destination: process.stderr });
const spool = await openSpool({ dataDir: mkdtempSync(join(tmpdir(), 'sallyport-replica-')), logger });
const replicaId = newReplicaId('killed');
const gateway = createGateway({
  spool,
  registry: createUpstreamRegistry({ allow, launchers, logger, env: process.env, replicaId }),
  snapshotAgeMs: () => 0,
  reportDefinitions: () => undefined,
  consoleUrl: 'https://console.sallyport.test',
  sessionKey: Buffer.from(sessionKey, 'base64'),
  allowedHosts,
  allowedOrigins: [],
  version: '0.0.0-test',
  replicas: { coordination: createRedisCoordination(redisUrl, { prefix }), replicaId },
  logger,
});
gateway.applySnapshot(snapshot);
const { port } = await gateway.listen('127.0.0.1', 0);
process.stdout.write(`${port}\n`);
