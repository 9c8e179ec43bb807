import { generateKeyPairSync, randomBytes } from 'node:crypto';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { createSafeFetch, Dialler, type Origin } from '@sallyport/safe-dial';
import { createLogger, createMemoryCoordination, Secret } from '@sallyport/service-kit';
import {
  createTestDatabase,
  newId,
  type OAuthMcpServer,
  type ScriptedAuthorizationServer,
  startAuthorizationServer,
  startOAuthMcpServer,
  type TestDatabase,
} from '@sallyport/testkit';
import { afterAll, beforeAll } from 'vitest';
import type { Core } from '../../src/core.js';
import { createApp } from '../../src/create-app.js';
import { readTrustedKeys } from '../../src/modules/detectors/trusted-keys.js';
import { createKeySet } from '../../src/platform/auth/key-set.js';
import { createPersonTokenVerifier } from '../../src/platform/auth/person-tokens.js';
import { createDataKeys } from '../../src/platform/crypto/data-keys.js';
import { createSnapshotSigner } from '../../src/platform/crypto/snapshot-signer.js';
import { createCursorCodec } from '../../src/platform/cursor.js';
import { createPublicUrls } from '../../src/platform/public-urls.js';
import { createClientProfile } from '../../src/platform/upstream-auth.js';
import { type BundleSigner, createBundleSigner } from './bundle-signer.js';
import { AUDIENCE, startIdentityProvider, type TestIdentityProvider } from './identity-provider.js';

export interface LogLine {
  readonly level: string;
  readonly msg: string;
  readonly [key: string]: unknown;
}

export interface TestApi {
  readonly url: string;
  readonly app: NestExpressApplication;
  readonly core: Core;
  readonly database: TestDatabase;
  readonly idp: TestIdentityProvider;
  /** An MCP server that wants authorization, and where it is granted. */
  readonly oauth: { readonly issuer: ScriptedAuthorizationServer; readonly server: OAuthMcpServer };
  /** Jobs that were added, as `queue:dedupeKey`. */
  readonly jobs: string[];
  readonly log: LogLine[];
  /** Signs detector bundles with the one key that is trusted. */
  readonly bundleSigner: BundleSigner;
  /** Spki DER of the key that signs snapshots, base64. */
  readonly snapshotPublicKey: string;
  close(): Promise<void>;
}

/** The http process on a database of its own, in this process: real Postgres, real tokens, jobs only written down. */
export const startApi = async (): Promise<TestApi> => {
  const [database, idp] = await Promise.all([createTestDatabase({ poolMax: 8 }), startIdentityProvider()]);
  const issuer = await startAuthorizationServer();
  const oauth = { issuer, server: await startOAuthMcpServer({ tools: [] }, issuer) };
  const log: LogLine[] = [];
  const jobs: string[] = [];
  const logger = createLogger({
    name: 'api-test',
    level: 'debug',
    destination: { write: (line: string) => void log.push(JSON.parse(line) as LogLine) },
  });
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const bundleSigner = createBundleSigner();
  const dataKey = new Secret(randomBytes(32).toString('base64'));
  const signingKey = new Secret(privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64'));
  const coordination = createMemoryCoordination({ logger });
  const core: Core = {
    db: database.db,
    platformDb: database.platform,
    coordination,
    queues: {
      add: async (queue, _payload, dedupeKey) => void jobs.push(`${queue}:${dedupeKey ?? ''}`),
      work: async () => undefined,
      schedule: async () => undefined,
      close: async () => undefined,
    },
    logger,
    newId,
    now: Date.now,
    cursors: createCursorCodec(dataKey.revealBytes()),
    dataKeys: createDataKeys({ db: database.db, platformKey: dataKey, newId }),
    snapshotSigner: createSnapshotSigner(signingKey),
    bundleKeys: readTrustedKeys([bundleSigner.publicKey]),
    verifyPerson: createPersonTokenVerifier({
      issuer: idp.issuer,
      audience: AUDIENCE,
      findKey: createKeySet(idp.issuer),
    }),
    publicUrls: createPublicUrls({ gateway: 'http://gateway.test', console: 'http://console.test' }),
    upstreamAuth: {
      env: { fetch: loopbackFetch(), allowHttp: () => true, now: Date.now },
      profile: createClientProfile('https://api.test'),
    },
  };
  const app = await createApp(core);
  await app.listen(0, '127.0.0.1');
  return {
    url: await app.getUrl(),
    app,
    core,
    database,
    idp,
    oauth,
    jobs,
    log,
    bundleSigner,
    snapshotPublicKey: publicKey.export({ format: 'der', type: 'spki' }).toString('base64'),
    close: async () => {
      app.getHttpServer().closeAllConnections();
      await app.close();
      await coordination.close();
      await Promise.all([idp.close(), oauth.issuer.close(), oauth.server.close()]);
      await database.drop();
    },
  };
};

/** The api's own fetch, with every port of the loopback allowed. */
const loopbackFetch = () =>
  createSafeFetch({
    allows: () => true,
    dial: (origin: Origin) => new Dialler({ allow: [`${origin.host}:${origin.port}`] }).dial(origin),
  });

/** One api for a test file. */
export const useApi = (): (() => TestApi) => {
  let api: TestApi | undefined;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api?.close());
  return () => {
    if (!api) throw new Error('the api is started before the first test');
    return api;
  };
};
