// A real redis-server for the tests of what runs on Redis when REDIS_URL is set. The product does not need it.
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const PROGRAM = 'redis-server';
const READY_MS_MAX = 10_000;
const STOP_MS_MAX = 5_000;

/** @typedef {import('./redis.d.mts').RunningRedis} RunningRedis */

/**
 * Path of a redis-server: from the PATH, else installed with apt where that is allowed, possible and asked for.
 * @param {{ install?: boolean }} [options]
 * @returns {Promise<string | null>} null when there is none; the caller says so and goes on without
 */
export async function findRedis({ install = false } = {}) {
  const found = onPath();
  if (found || !install) return found;
  const mayInstall = process.getuid?.() === 0 && existsSync('/etc/debian_version');
  if (!mayInstall) return null;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const options = ['install', '-y', '--no-install-recommends', '-o', 'Dpkg::Options::=--force-confdef', PROGRAM];
  try {
    await run('apt-get', options, { env }).catch(async () => {
      await run('apt-get', ['update'], { env });
      await run('apt-get', options, { env });
    });
  } catch {
    return null;
  }
  return onPath();
}

function onPath() {
  const folders = [...(process.env.PATH ?? '').split(path.delimiter), '/usr/bin', '/usr/local/bin'];
  const candidates = folders.filter(Boolean).map((folder) => path.join(folder, PROGRAM));
  return candidates.find(isExecutable) ?? null;
}

/** @param {string} file */
function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * Starts a redis-server of our own on loopback that keeps nothing.
 * @param {{ port?: number }} [options] 0 or none chooses a free port
 * @returns {Promise<RunningRedis>}
 * @throws when there is no redis-server (look with {@link findRedis} first) or it does not start
 */
export async function startRedis({ port: wantedPort = 0 } = {}) {
  const program = onPath();
  if (!program)
    throw new Error(
      'There is no redis-server: install the package redis-server, or call findRedis({ install: true }).',
    );
  const port = wantedPort || (await freePort());
  const folder = mkdtempSync(path.join(tmpdir(), 'sallyport-redis-'));
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder];
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], cwd: folder });
  const ended = once(child, 'exit');
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  const stop = async () => {
    const timer = setTimeout(kill, STOP_MS_MAX);
    child.kill('SIGTERM');
    if (child.exitCode === null && child.signalCode === null) await ended;
    clearTimeout(timer);
    process.removeListener('exit', kill);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await untilReady(child);
  } catch (err) {
    await stop();
    throw err;
  }
  return { url: `redis://127.0.0.1:${port}`, pid: /** @type {number} */ (child.pid), stop };
}

/**
 * @param {import('node:child_process').ChildProcessByStdio<null, import('node:stream').Readable, import('node:stream').Readable>} child
 * @returns {Promise<void>}
 */
function untilReady(child) {
  return new Promise((resolve, reject) => {
    let output = '';
    const timer = setTimeout(() => reject(new Error(`redis-server was not ready in time:\n${output}`)), READY_MS_MAX);
    const done = () => clearTimeout(timer);
    const read = (/** @type {Buffer} */ chunk) => {
      output = (output + chunk.toString('utf8')).slice(-4000);
      if (/ready to accept connections/i.test(output)) {
        done();
        resolve();
      }
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('exit', (code) => {
      done();
      reject(new Error(`redis-server ended with ${code}:\n${output}`));
    });
  });
}

async function freePort() {
  const probe = createServer().listen({ port: 0, host: '127.0.0.1' });
  await once(probe, 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (probe.address());
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
