import { createRequire } from 'node:module';
import { seconds } from '@sallyport/contracts';
import {
  ConfigError,
  type Coordination,
  createLogger,
  createShutdown,
  exitOnSignals,
  type Logger,
  loadConfig,
} from '@sallyport/service-kit';
import { type GatewayConfig, gatewayConfigSchema } from './config.js';
import { createApiHttp } from './control/api-http.js';
import { type ControlPlane, startControlPlane } from './control/control-plane.js';
import { createGateway } from './gateway.js';
import { openOpinions } from './opinions/open-opinions.js';
import { newReplicaId } from './replicas/replica-id.js';
import { SharedSessionNotes } from './replicas/shared-session-notes.js';
import { settleHeap } from './settle-heap.js';
import { startShipper } from './spool/shipper.js';
import { openSpool } from './spool/spool.js';
import { BorrowedCredentials } from './upstream/borrowed-credentials.js';
import { loadLaunchers } from './upstream/launchers.js';
import { createUpstreamRegistry } from './upstream/registry.js';

/** Longest calls in flight may take to end when the process is asked to. */
const DRAIN_MS = seconds(30);
/** Longest the last records may take to reach the api; what is left is on disk and goes out at the next start. */
const SHIP_REST_MS = seconds(3);
const STEP_SLACK_MS = seconds(2);

const start = async (config: GatewayConfig, logger: Logger): Promise<void> => {
  const shutdown = createShutdown(logger);
  exitOnSignals(shutdown);
  const gatewayId = config.GATEWAY_ID;
  const version = readVersion();
  const launchers = await loadLaunchers(config.GATEWAY_LAUNCHERS);

  const spool = await openSpool({ dataDir: config.GATEWAY_DATA_DIR, logger });
  shutdown.register('spool', () => spool.close());

  const api = createApiHttp({ apiUrl: config.API_URL, token: config.GATEWAY_TOKEN });
  const shipper = startShipper({ spool, api, gatewayId, logger });
  shutdown.register('shipper', async () => {
    await shipper.drain(SHIP_REST_MS);
    await shipper.close();
    api.close();
  });

  const sessionKey = config.GATEWAY_SESSION_KEY.revealBytes();
  const replicaId = newReplicaId(gatewayId);
  const coordination = await coordinate(config, logger);
  shutdown.register('coordination', () => coordination?.close());

  const credentials = new BorrowedCredentials({ api, gatewayId, logger });
  const registry = createUpstreamRegistry({
    credentials,
    allow: config.GATEWAY_UPSTREAM_ALLOW,
    launchers,
    logger,
    env: process.env,
    replicaId,
    ...(coordination === null ? {} : { sessionNotes: new SharedSessionNotes({ coordination, secret: sessionKey }) }),
  });
  shutdown.register('upstreams', () => registry.close());

  const opinions = await openOpinions(config, logger);
  shutdown.register('opinions', () => opinions?.close());

  // The gateway and its control plane need each other; the plane speaks only after it has begun, so it may come second.
  let controlPlane: ControlPlane | null = null;
  const gateway = createGateway({
    spool,
    registry,
    snapshotAgeMs: (orgId) => controlPlane?.snapshotAgeMs(orgId) ?? Number.POSITIVE_INFINITY,
    reportDefinitions: (report) => controlPlane?.reportDefinitions(report),
    consoleUrl: config.CONSOLE_URL,
    sessionKey,
    allowedHosts: config.GATEWAY_ALLOWED_HOSTS,
    allowedOrigins: config.GATEWAY_ALLOWED_ORIGINS,
    trustedProxies: config.GATEWAY_TRUSTED_PROXIES,
    version,
    ...(coordination === null ? {} : { replicas: { coordination, replicaId } }),
    ...(opinions === null ? {} : { opinions }),
    logger,
  });
  controlPlane = startControlPlane({
    apiUrl: config.API_URL,
    token: config.GATEWAY_TOKEN,
    gatewayId,
    version,
    snapshotPublicKey: config.SNAPSHOT_PUBLIC_KEY,
    dataDir: config.GATEWAY_DATA_DIR,
    logger,
    onSnapshot: (snapshot) => {
      gateway.applySnapshot(snapshot);
      credentials.apply(snapshot);
    },
    onSnapshotRefused: (refusal) => gateway.snapshotRefused(refusal),
    onOrgRemoved: (orgId) => {
      gateway.removeOrg(orgId);
      credentials.remove(orgId);
    },
    heartbeat: () => ({ spool: spool.status, servers: gateway.serverStates() }),
  });
  const plane = controlPlane;
  shutdown.register('control plane', () => plane.close());
  shutdown.register('front', () => gateway.close(DRAIN_MS), DRAIN_MS + STEP_SLACK_MS);

  await plane.ready;
  const address = await gateway.listen(config.GATEWAY_HOST, config.GATEWAY_PORT);
  logger.info({ ...address, gatewayId, replicaId, version }, 'gateway listens');
  settleHeap();
};

/** Null on an installation of one gateway, which does not load the client either. */
const coordinate = async (
  { REDIS_URL, GATEWAY_REPLICAS }: GatewayConfig,
  logger: Logger,
): Promise<Coordination | null> => {
  if (REDIS_URL === undefined) return null;
  const { createRedisCoordination } = await import('@sallyport/service-kit/redis');
  return createRedisCoordination(REDIS_URL.reveal(), { logger, replicas: GATEWAY_REPLICAS });
};

const readVersion = (): string => {
  const manifest: unknown = createRequire(import.meta.url)('@sallyport/gateway/package.json');
  return (manifest as { version: string }).version;
};

const main = async (): Promise<void> => {
  try {
    const config = loadConfig(gatewayConfigSchema, process.env);
    await start(config, createLogger({ name: 'gateway', level: config.LOG_LEVEL }));
  } catch (err) {
    const logger = createLogger({ name: 'gateway', level: 'info' });
    if (err instanceof ConfigError) logger.fatal({ problems: err.problems }, err.message);
    else logger.fatal({ err }, 'the gateway cannot start');
    process.exit(1);
  }
};

void main();
