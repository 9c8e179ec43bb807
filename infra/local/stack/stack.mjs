// The whole product on one machine: Postgres, identity provider, demo servers, api, worker, gateway, console.
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { NODE_ARGS, NODE_ENVIRONMENT } from '../../../apps/gateway/bin/node-args.cjs';
import { startPostgres } from '../postgres.mjs';
import { prepareDatabase } from './database.mjs';
import { writeDemoFiles } from './demo-files.mjs';
import { createSupervisor } from './processes.mjs';
import { loadSecrets, writeIdentityFiles } from './secrets.mjs';

const LOOPBACK = '127.0.0.1';
const API_AUDIENCE = 'https://api.sallyport.local';
const GATEWAY_ID = 'gw-local';
const require = createRequire(import.meta.url);
const binOf = (name, file) => path.join(path.dirname(require.resolve(`${name}/package.json`)), file);

/**
 * @typedef {object} StackOptions
 * @property {string} root       repository root
 * @property {string} dataDir    everything that is kept; made when absent
 * @property {import('./ports.mjs').Ports} ports
 * @property {string} [databaseUrl]  owner of an existing database; without it Postgres is embedded
 * @property {string} [redisUrl]
 * @property {string} [upstreamAllow]  `host:port` of further servers that may be called, comma separated
 * @property {Record<string, string>} [postgresFlags]
 * @property {AbortSignal} [signal]  stops everything, also in the middle of starting
 * @property {(title: string) => void} onStep
 * @property {(name: string, tail: string) => void} onRestart  a process ended by itself and is started again
 * @property {(name: string, tail: string) => void} onGivenUp  it ended too often
 *
 * @typedef {object} Ready
 * @property {string} consoleUrl @property {string} apiUrl @property {string} gatewayUrl @property {string} idpUrl
 * @property {string} mcpUrl     endpoint of the demo's file server
 * @property {Record<string, string>} mcpUrls
 * @property {string} token      bearer token of the demo's service account
 * @property {{ email: string, password: string }} signIn
 * @property {{ name: string, pid: number }[]} processes
 * @property {number} pid
 */

/**
 * Starts everything in order and writes `ready.json`; on failure stops what was started before it rejects.
 * @param {StackOptions} options
 * @returns {Promise<{ ready: Ready, databaseOwnerUrl: string, stop(): Promise<void> }>}
 */
export async function startStack(options) {
  const { dataDir, ports, onStep, onRestart, onGivenUp } = options;
  mkdirSync(path.join(dataDir, 'run'), { recursive: true });
  const registryFile = path.join(dataDir, 'run', 'children.json');
  const readyFile = path.join(dataDir, 'ready.json');
  rmSync(readyFile, { force: true });
  const supervisor = createSupervisor({ logDir: path.join(dataDir, 'logs'), registryFile, onRestart, onGivenUp });
  const stop = async () => {
    rmSync(readyFile, { force: true });
    await supervisor.stopAll();
  };
  options.signal?.addEventListener('abort', () => void stop(), { once: true });
  try {
    const secrets = loadSecrets(dataDir);
    const urls = urlsOf(ports);
    const database = await startDatabase(options, secrets, supervisor);
    const specs = childSpecs({ options, secrets, urls, database });

    onStep('starting the identity provider and a demo MCP server');
    await Promise.all([supervisor.start(specs.idp), supervisor.start(specs.everything)]);
    onStep('seeding the demo organisation');
    await database.seed(specs.seedEnv);
    onStep('starting api, worker, gateway and console');
    await supervisor.start(specs.api);
    await Promise.all([supervisor.start(specs.worker), supervisor.start(specs.gateway), supervisor.start(specs.web)]);

    /** @type {Ready} */
    const ready = {
      ...urls,
      token: secrets.demoToken,
      signIn: { email: 'ada@acme.example', password: secrets.demoPassword },
      processes: supervisor.list(),
      pid: process.pid,
    };
    writeFileSync(`${readyFile}.tmp`, `${JSON.stringify(ready, null, 2)}\n`, { mode: 0o600 });
    renameSync(`${readyFile}.tmp`, readyFile);
    return { ready, stop, databaseOwnerUrl: database.ownerUrl };
  } catch (err) {
    await stop();
    throw err;
  }
}

function urlsOf(ports) {
  const at = (port) => `http://${LOOPBACK}:${port}`;
  const gatewayUrl = at(ports.gateway);
  const mcp = (server) => `${gatewayUrl}/o/acme/s/${server}/mcp`;
  return {
    consoleUrl: at(ports.console),
    apiUrl: at(ports.api),
    gatewayUrl,
    idpUrl: at(ports.idp),
    mcpUrl: mcp('files'),
    mcpUrls: { everything: mcp('everything'), files: mcp('files'), memory: mcp('memory') },
  };
}

async function startDatabase({ root, dataDir, ports, databaseUrl, postgresFlags, onStep }, secrets, supervisor) {
  let ownerUrl = databaseUrl;
  if (!ownerUrl) {
    onStep('starting Postgres');
    const postgres = await startPostgres({
      dataDir: path.join(dataDir, 'postgres'),
      port: ports.postgres,
      flags: postgresFlags ?? {},
    });
    supervisor.adopt({ name: 'postgres', pid: postgres.pid, stop: () => postgres.stop() });
    ownerUrl = postgres.ownerUrl;
  }
  onStep('migrating the database');
  return prepareDatabase({ root, ownerUrl, passwords: secrets.databasePasswords });
}

function childSpecs({ options: { root, dataDir, ports, redisUrl, upstreamAllow }, secrets, urls, database }) {
  const idpDir = writeIdentityFiles(dataDir, secrets);
  const filesDir = writeDemoFiles(dataDir);
  const at = (...parts) => path.join(root, ...parts);
  const everythingUrl = `http://${LOOPBACK}:${ports.everything}/mcp`;
  const launchers = path.join(dataDir, 'launchers.json');
  writeFileSync(
    launchers,
    JSON.stringify({
      filesystem: {
        command: process.execPath,
        args: [binOf('@modelcontextprotocol/server-filesystem', 'dist/index.js')],
        env: {},
        passEnv: [],
        // Any organisation can name a folder: only this one is served, never the keys and data that lie beside it.
        tenantArgs: [filesDir.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')],
        tenantEnv: [],
      },
      memory: {
        command: process.execPath,
        args: [binOf('@modelcontextprotocol/server-memory', 'dist/index.js')],
        env: { MEMORY_FILE_PATH: path.join(dataDir, 'demo-memory-{org}.jsonl') },
        passEnv: [],
        tenantArgs: [],
        tenantEnv: [],
      },
    }),
    { mode: 0o600 },
  );
  const allow = [`${LOOPBACK}:${ports.everything}`, upstreamAllow].filter(Boolean).join(',');
  const redis = redisUrl ? { REDIS_URL: redisUrl } : {};
  const control = {
    ...redis,
    DATABASE_URL: database.appUrl,
    PLATFORM_DATABASE_URL: database.platformUrl,
    QUEUE_DATABASE_URL: database.queueUrl,
    API_HOST: LOOPBACK,
    API_PUBLIC_URL: urls.apiUrl,
    API_UPSTREAM_ALLOW: allow,
    CONSOLE_URL: urls.consoleUrl,
    GATEWAY_PUBLIC_URL: urls.gatewayUrl,
    OIDC_ISSUER: urls.idpUrl,
    OIDC_AUDIENCE: API_AUDIENCE,
    SNAPSHOT_SIGNING_KEY: secrets.snapshotSigningKey,
    DATA_KEY: secrets.dataKey,
    LOG_LEVEL: 'info',
  };
  const client = { id: 'sallyport-console', secret: secrets.idpClientSecret };
  return {
    idp: {
      name: 'identity-provider',
      script: at('infra/local/idp/server.mjs'),
      healthUrl: `${urls.idpUrl}/.well-known/openid-configuration`,
      env: {
        IDP_PORT: String(ports.idp),
        IDP_ISSUER: urls.idpUrl,
        IDP_DATA_DIR: idpDir,
        IDP_CLIENT_ID: client.id,
        IDP_CLIENT_SECRET: client.secret,
        IDP_REDIRECT_URI: `${urls.consoleUrl}/api/auth/callback/sso`,
        IDP_LOGOUT_URI: `${urls.consoleUrl}/sign-in`,
        IDP_AUDIENCE: API_AUDIENCE,
        IDP_COOKIE_KEY: secrets.idpCookieKey,
      },
    },
    everything: {
      name: 'demo-server',
      script: binOf('@modelcontextprotocol/server-everything', 'dist/index.js'),
      args: ['streamableHttp'],
      healthUrl: everythingUrl,
      env: { PORT: String(ports.everything) },
    },
    seedEnv: {
      ...control,
      MIGRATION_DATABASE_URL: database.ownerUrl,
      DEMO_EVERYTHING_URL: everythingUrl,
      DEMO_FILES_DIR: filesDir,
      DEMO_TOKEN: secrets.demoToken,
      GATEWAY_ID,
      GATEWAY_TOKEN: secrets.gatewayToken,
    },
    api: {
      name: 'api',
      script: at('apps/api/dist/main.http.js'),
      healthUrl: `${urls.apiUrl}/readyz`,
      env: { ...control, API_PORT: String(ports.api) },
    },
    worker: { name: 'worker', script: at('apps/api/dist/main.worker.js'), healthUrl: null, env: control },
    gateway: {
      name: 'gateway',
      script: at('apps/gateway/bin/gateway.cjs'),
      // As the container image runs it.
      nodeArgs: NODE_ARGS,
      healthUrl: `${urls.gatewayUrl}/readyz`,
      env: {
        ...NODE_ENVIRONMENT,
        GATEWAY_HOST: LOOPBACK,
        GATEWAY_PORT: String(ports.gateway),
        GATEWAY_ID,
        GATEWAY_TOKEN: secrets.gatewayToken,
        API_URL: urls.apiUrl,
        CONSOLE_URL: urls.consoleUrl,
        SNAPSHOT_PUBLIC_KEY: secrets.snapshotPublicKey,
        GATEWAY_SESSION_KEY: secrets.sessionKey,
        GATEWAY_DATA_DIR: path.join(dataDir, 'gateway'),
        GATEWAY_LAUNCHERS: launchers,
        GATEWAY_ALLOWED_HOSTS: `${LOOPBACK}:${ports.gateway},localhost:${ports.gateway}`,
        GATEWAY_ALLOWED_ORIGINS: '',
        GATEWAY_UPSTREAM_ALLOW: allow,
        LOG_LEVEL: 'info',
      },
    },
    web: {
      name: 'console',
      script: at('apps/web/.next/standalone/apps/web/server.js'),
      healthUrl: `${urls.consoleUrl}/api/health`,
      env: {
        PORT: String(ports.console),
        HOSTNAME: LOOPBACK,
        API_URL: urls.apiUrl,
        NEXTAUTH_URL: urls.consoleUrl,
        NEXTAUTH_SECRET: secrets.consoleSecret,
        OIDC_ISSUER: urls.idpUrl,
        OIDC_CLIENT_ID: client.id,
        OIDC_CLIENT_SECRET: client.secret,
        OIDC_AUDIENCE: API_AUDIENCE,
      },
    },
  };
}
