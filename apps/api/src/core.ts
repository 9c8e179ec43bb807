import { createDatabase, type Db } from '@sallyport/db';
import {
  ConfigError,
  type Coordination,
  createIdFactory,
  createMemoryCoordination,
  type IdFactory,
  type Logger,
  type Secret,
  type Shutdown,
} from '@sallyport/service-kit';
import { createRedisCoordination } from '@sallyport/service-kit/redis';
import type { SharedConfig } from './config.js';
import { readTrustedKeys, type TrustedKeys } from './modules/detectors/trusted-keys.js';
import { createKeySet } from './platform/auth/key-set.js';
import { createPersonTokenVerifier, type PersonTokenVerifier } from './platform/auth/person-tokens.js';
import { createDataKeys, type DataKeys } from './platform/crypto/data-keys.js';
import { createSnapshotSigner, type SnapshotSigner } from './platform/crypto/snapshot-signer.js';
import { type CursorCodec, createCursorCodec } from './platform/cursor.js';
import { createPublicUrls, type PublicUrls } from './platform/public-urls.js';
import type { QueueBackend } from './platform/queues/connect.js';
import { createJobQueues, type JobQueues } from './platform/queues/job-queues.js';
import { createUpstreamAuth, type UpstreamAuth } from './platform/upstream-auth.js';

/** What a process builds once and its modules share. */
export interface Core {
  readonly db: Db;
  readonly platformDb: Db;
  readonly coordination: Coordination;
  readonly queues: JobQueues;
  readonly logger: Logger;
  readonly newId: IdFactory;
  readonly now: () => number;
  readonly cursors: CursorCodec;
  readonly dataKeys: DataKeys;
  readonly snapshotSigner: SnapshotSigner;
  readonly bundleKeys: TrustedKeys;
  readonly verifyPerson: PersonTokenVerifier;
  readonly publicUrls: PublicUrls;
  readonly upstreamAuth: UpstreamAuth;
}

/** Connects to nothing yet: pools and clients do so when they are first used. Everything that has to end is registered. */
export const createCore = (config: SharedConfig, logger: Logger, shutdown: Shutdown): Core => {
  const openDatabase = (url: Secret, applicationName: string): Db => {
    const db = createDatabase({
      connectionString: url.reveal(),
      poolMax: config.DATABASE_POOL_MAX,
      applicationName,
      onConnectionLost: (err) => logger.warn({ err }, 'a database connection was lost'),
    });
    shutdown.register(applicationName, () => db.destroy());
    return db;
  };
  const db = openDatabase(config.DATABASE_URL, 'sallyport-api');
  const platformDb = openDatabase(config.PLATFORM_DATABASE_URL, 'sallyport-api-platform');
  const coordination = createCoordination(config, logger);
  shutdown.register('coordination', () => coordination.close());
  const queues = createJobQueues({ backend: queueBackend(config), logger });
  shutdown.register('queues', () => queues.close());
  const newId = createIdFactory();
  return {
    db,
    platformDb,
    coordination,
    queues,
    logger,
    newId,
    now: Date.now,
    cursors: createCursorCodec(config.DATA_KEY.revealBytes()),
    dataKeys: createDataKeys({ db, platformKey: config.DATA_KEY, newId }),
    snapshotSigner: createSnapshotSigner(config.SNAPSHOT_SIGNING_KEY),
    bundleKeys: readTrustedKeys(config.DETECTOR_BUNDLE_KEYS),
    verifyPerson: createPersonTokenVerifier({
      issuer: config.OIDC_ISSUER,
      audience: config.OIDC_AUDIENCE,
      findKey: createKeySet(config.OIDC_ISSUER),
    }),
    publicUrls: createPublicUrls({ gateway: config.GATEWAY_PUBLIC_URL, console: config.CONSOLE_URL }),
    upstreamAuth: createUpstreamAuth({
      apiPublicUrl: config.API_PUBLIC_URL,
      allow: config.API_UPSTREAM_ALLOW,
      now: Date.now,
    }),
  };
};

const createCoordination = ({ REDIS_URL }: SharedConfig, logger: Logger): Coordination =>
  REDIS_URL ? createRedisCoordination(REDIS_URL.reveal(), { logger }) : createMemoryCoordination({ logger });

const queueBackend = ({ REDIS_URL, QUEUE_DATABASE_URL }: SharedConfig): QueueBackend => {
  if (REDIS_URL) return { kind: 'redis', url: REDIS_URL };
  if (QUEUE_DATABASE_URL) return { kind: 'postgres', connectionString: QUEUE_DATABASE_URL };
  throw new ConfigError([{ key: 'QUEUE_DATABASE_URL', message: 'is missing: it is needed when REDIS_URL is not set' }]);
};
