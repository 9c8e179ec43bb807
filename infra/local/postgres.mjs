import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import path from 'node:path';
import pg from 'pg';
import { ensureCluster, findDataPlace, OWNER_ROLE } from './postgres/data-dir.mjs';
import { explainFailure, PostgresError } from './postgres/errors.mjs';
import { clearLeftover, stopProcess } from './postgres/leftover.mjs';
import { usableNatives } from './postgres/natives.mjs';
import { makeTemporaryFolder } from './postgres/temporary.mjs';
import { unprivilegedIdentity } from './postgres/user.mjs';

export { PostgresError };

const DATABASE = 'sallyport';
/** Long enough for crash recovery of a large database after a power cut. */
const READY_MS_MAX = 120_000;

/** @typedef {import('./postgres.d.mts').PostgresOptions} PostgresOptions */
/** @typedef {import('./postgres.d.mts').RunningPostgres} RunningPostgres */

/**
 * Starts the embedded PostgreSQL 18 on 127.0.0.1, as an ordinary user or as root (the server then runs as `postgres` or
 * `nobody`). The server ends with this process, or with the next start when this process was killed.
 * @param {PostgresOptions} options
 * @returns {Promise<RunningPostgres>}
 * @throws {PostgresError} whose message is one sentence that says what to do
 */
export async function startPostgres({ dataDir, port: wantedPort, flags = {}, log = () => {} }) {
  const identity = unprivilegedIdentity();
  const place = await findDataPlace(path.resolve(dataDir), identity);
  if (place.dataDir !== path.resolve(dataDir))
    log(`the database is in ${place.dataDir}, because Postgres cannot reach ${dataDir}`);
  await clearLeftover(place.dataDir, log);
  const port = await claimPort(wantedPort);
  const native = await usableNatives(identity, place.privateDir);
  const env = { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' };
  const password = await ensureCluster(place, native, identity, env);

  const settings = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    log_timezone: 'UTC',
    timezone: 'UTC',
    ...flags,
  };
  const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  // In a process group of its own: a Ctrl-C in the terminal must reach us first, so that those who use the database end before it.
  const child = spawn(path.join(native, 'bin', 'postgres'), ['-D', place.dataDir, ...args], {
    ...identity,
    env,
    cwd: '/',
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  await untilReady(child, { dataDir: place.dataDir, port }, log);
  const pid = /** @type {number} */ (child.pid);
  const stopWithUs = () => child.kill('SIGINT');
  process.once('exit', stopWithUs);

  const stop = async () => {
    process.removeListener('exit', stopWithUs);
    if (child.exitCode !== null || child.signalCode !== null) return;
    await Promise.all([once(child, 'exit'), stopProcess(pid)]);
  };
  try {
    await ensureDatabase(connectionUrl(password, port, 'postgres'));
  } catch (err) {
    await stop();
    throw err;
  }
  return { ownerUrl: connectionUrl(password, port, DATABASE), port, pid, dataDir: place.dataDir, stop };
}

/**
 * Starts a Postgres for tests and tools: in a temporary folder that goes away with `stop()`, as fast as losing everything in
 * a power cut allows.
 * @param {Pick<PostgresOptions, 'flags' | 'log'>} [options]
 * @returns {Promise<RunningPostgres>}
 */
export async function startTemporaryPostgres({ flags = {}, log = () => {} } = {}) {
  const { dataDir, forget } = await makeTemporaryFolder(log);
  const unsafe = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };
  try {
    const running = await startPostgres({ dataDir, port: 0, flags: { ...unsafe, ...flags }, log });
    return { ...running, stop: () => running.stop().finally(forget) };
  } catch (err) {
    forget();
    throw err;
  }
}

/**
 * @param {string} password
 * @param {number} port
 * @param {string} database
 */
const connectionUrl = (password, port, database) =>
  `postgresql://${OWNER_ROLE}:${password}@127.0.0.1:${port}/${database}`;

/**
 * Fails early, and in words, when somebody listens on the port.
 * @param {number} port
 * @returns {Promise<number>}
 */
async function claimPort(port) {
  const probe = createServer();
  try {
    probe.listen({ port, host: '127.0.0.1' });
    await once(probe, 'listening');
    const address = probe.address();
    return typeof address === 'object' && address !== null ? address.port : port;
  } catch (err) {
    const code = err instanceof Error && 'code' in err ? err.code : '';
    const reason = code === 'EADDRINUSE' ? 'is taken by another program' : `cannot be used (${code})`;
    throw new PostgresError('port_taken', `Port ${port} ${reason}: stop it, or choose another port for Postgres.`, err);
  } finally {
    await new Promise((resolve) => probe.close(resolve));
  }
}

/**
 * @param {import('node:child_process').ChildProcessByStdio<null, null, import('node:stream').Readable>} child
 * @param {{ dataDir: string, port: number }} where
 * @param {(line: string) => void} log
 * @returns {Promise<void>}
 */
function untilReady(child, where, log) {
  return new Promise((resolve, reject) => {
    let output = '';
    let settled = false;
    /** @param {PostgresError | null} failure */
    const settle = (failure) => {
      if (settled) return;
      settled = true;
      clearTimeout(timer);
      if (failure) reject(failure);
      else resolve();
    };
    const timer = setTimeout(() => {
      child.kill('SIGQUIT');
      settle(
        new PostgresError(
          'start_failed',
          `Postgres in ${where.dataDir} was not ready after ${READY_MS_MAX / 1000} s: look at its log and start again.`,
        ),
      );
    }, READY_MS_MAX);
    child.stderr.setEncoding('utf8').on('data', (/** @type {string} */ chunk) => {
      for (const line of chunk.split('\n')) if (line.trim()) log(line);
      if (settled) return;
      output += chunk;
      if (output.includes('ready to accept connections')) settle(null);
    });
    child.once('error', (err) =>
      settle(new PostgresError('start_failed', `Postgres cannot be run: ${err.message}`, err)),
    );
    child.once('exit', () => settle(explainFailure(output, where)));
  });
}

/** @param {string} maintenanceUrl */
async function ensureDatabase(maintenanceUrl) {
  const client = new pg.Client({ connectionString: maintenanceUrl });
  await client.connect();
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [DATABASE]);
    if (rowCount === 0) await client.query(`create database ${client.escapeIdentifier(DATABASE)}`);
  } finally {
    await client.end();
  }
}
