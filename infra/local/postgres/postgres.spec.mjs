import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startPostgres } from '../postgres.mjs';
import { explainFailure } from './errors.mjs';

const AS_ROOT = process.getuid?.() === 0;
const MODULE = fileURLToPath(new URL('../postgres.mjs', import.meta.url));
/** @type {string} */
let folder;
/** @type {string} */
let dataDir;
/** @type {(() => unknown)[]} */
let cleanups = [];

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'sallyport-spec-'));
  chmodSync(folder, 0o711);
  dataDir = path.join(folder, 'postgres');
});
afterEach(async () => {
  for (const cleanup of cleanups.reverse()) await cleanup();
  cleanups = [];
  rmSync(folder, { recursive: true, force: true });
});

/** @param {Partial<import('../postgres.d.mts').PostgresOptions>} [options] */
async function start(options = {}) {
  const running = await startPostgres({ dataDir, port: 0, flags: { fsync: 'off' }, ...options });
  cleanups.push(() => running.stop());
  return running;
}

/**
 * @param {string} url
 * @param {string} statement
 */
async function query(url, statement) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}

/** A process of its own that starts Postgres and then does nothing; resolves with the pid of the server.
 * @param {import('node:child_process').SpawnOptions} [options]
 */
async function startElsewhere(options = {}) {
  const code = `import { startPostgres } from ${JSON.stringify(MODULE)};
    const { pid } = await startPostgres({ dataDir: ${JSON.stringify(dataDir)}, port: 0, flags: { fsync: 'off' } });
    process.stdout.write(pid + '\\n');
    setInterval(() => {}, 1000);`;
  const parent = spawn(process.execPath, ['--input-type=module', '-e', code], {
    stdio: ['ignore', 'pipe', 'inherit'],
    ...options,
  });
  cleanups.push(() => parent.kill('SIGKILL'));
  if (!parent.stdout) throw new Error('no output');
  const [chunk] = await once(parent.stdout, 'data');
  return { parent, serverPid: Number(String(chunk)) };
}

/** @param {number} pid */
const lives = (pid) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

describe('startPostgres', () => {
  it('keeps data, password and port settings over a restart', async () => {
    const first = await start();
    await query(first.ownerUrl, 'create table kept as select 1 as n');
    await first.stop();
    expect(lives(first.pid)).toBe(false);
    const second = await start();
    expect(await query(second.ownerUrl, 'select n from kept')).toEqual([{ n: 1 }]);
  });

  it('keeps the password in a file that nobody else can read, and lets nobody in without it', async () => {
    const { ownerUrl } = await start();
    expect(statSync(`${dataDir}.password`).mode & 0o777).toBe(0o600);
    expect(statSync(dataDir).mode & 0o077).toBe(0);
    const url = new URL(ownerUrl);
    expect(readFileSync(`${dataDir}.password`, 'utf8')).toBe(url.password);
    url.password = 'wrong';
    await expect(query(url.href, 'select 1')).rejects.toMatchObject({ code: '28P01' });
  });

  it('says in one sentence that a port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    cleanups.push(() => other.close());
    const address = other.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    await expect(start({ port })).rejects.toMatchObject({
      code: 'port_taken',
      message: expect.stringContaining(`Port ${port} is taken`),
    });
  });

  it('stops the server that a killed run left behind, and goes on with its data', async () => {
    const { parent, serverPid } = await startElsewhere();
    parent.kill('SIGKILL');
    await once(parent, 'exit');
    expect(lives(serverPid)).toBe(true);
    const running = await start();
    expect(running.pid).not.toBe(serverPid);
    expect(lives(serverPid)).toBe(false);
    expect(await query(running.ownerUrl, 'select 1 as n')).toEqual([{ n: 1 }]);
  });

  it('leaves the database of a run that lives alone', async () => {
    const { parent, serverPid } = await startElsewhere();
    await expect(start()).rejects.toMatchObject({
      code: 'already_running',
      message: expect.stringContaining(String(parent.pid)),
    });
    expect(lives(serverPid)).toBe(true);
    parent.kill('SIGKILL');
    await once(parent, 'exit');
    await (await start()).stop();
  });

  it('is not stopped by the lock file of a machine that was switched off, whoever has the number now', async () => {
    await (await start()).stop();
    writeFileSync(
      path.join(dataDir, 'postmaster.pid'),
      `${process.pid}\n${dataDir}\n1700000000\n5432\n\n127.0.0.1\n\n`,
    );
    const running = await start();
    expect(await query(running.ownerUrl, 'select 1 as n')).toEqual([{ n: 1 }]);
    expect(lives(process.pid)).toBe(true);
  });

  it('starts over when the first start was cut off half way', async () => {
    mkdirSync(path.join(`${dataDir}.new`, 'cluster'), { recursive: true });
    writeFileSync(path.join(`${dataDir}.new`, 'cluster', 'PG_VERSION'), '18\n');
    await start();
    expect(readdirSync(folder).sort()).toEqual(['postgres', 'postgres.password']);
  });

  it('says what to do when the password is gone', async () => {
    await (await start()).stop();
    rmSync(`${dataDir}.password`);
    await expect(start()).rejects.toMatchObject({
      code: 'password_missing',
      message: expect.stringContaining('npm run reset'),
    });
  });

  it('says what to do when the data is of another major version', async () => {
    await (await start()).stop();
    writeFileSync(path.join(dataDir, 'PG_VERSION'), '17\n');
    await expect(start()).rejects.toMatchObject({
      code: 'version_mismatch',
      message: expect.stringContaining('Postgres 17'),
    });
  });

  it('passes on why the server refused a setting', async () => {
    await expect(start({ flags: { shared_buffers: 'nonsense' } })).rejects.toMatchObject({
      code: 'start_failed',
      message: expect.stringContaining('shared_buffers'),
    });
  });

  it('works as an ordinary user', async () => {
    mkdirSync(path.join(folder, 'home'));
    dataDir = path.join(folder, 'home', 'postgres');
    if (AS_ROOT) chmodSync(path.join(folder, 'home'), 0o777);
    const { parent, serverPid } = await startElsewhere(AS_ROOT ? { uid: 65534, gid: 65534, cwd: '/' } : {});
    expect(lives(serverPid)).toBe(true);
    expect(statSync(dataDir).uid).toBe(AS_ROOT ? 65534 : process.getuid?.());
    parent.kill('SIGTERM');
    await once(parent, 'exit');
    process.kill(serverPid, 'SIGQUIT');
  });

  it.runIf(AS_ROOT /* only root can become another user */)(
    'finds another place when root works in a closed folder, and forgets it with the password',
    async () => {
      chmodSync(folder, 0o700);
      const first = await start();
      cleanups.push(() => {
        rmSync(first.dataDir, { recursive: true, force: true });
        rmSync(`${first.dataDir}.origin`, { force: true });
      });
      expect(first.dataDir).toMatch(/^\/var\/lib\/sallyport\/postgres-[0-9a-f]{16}$/);
      await query(first.ownerUrl, 'create table kept as select 1 as n');
      await first.stop();
      const second = await start();
      expect(await query(second.ownerUrl, 'select n from kept')).toEqual([{ n: 1 }]);
      await second.stop();
      rmSync(`${dataDir}.password`);
      const third = await start();
      await expect(query(third.ownerUrl, 'select n from kept')).rejects.toMatchObject({ code: '42P01' });
    },
  );

  it.runIf(AS_ROOT /* only root can become another user */)('does not run as root', async () => {
    const { pid } = await start();
    if (existsSync(`/proc/${pid}`)) expect(statSync(`/proc/${pid}`).uid).not.toBe(0);
  });
});

describe('explainFailure', () => {
  it.each([
    ['could not write to file: No space left on device', 'disk_full'],
    ['could not bind IPv4 address "127.0.0.1": Address already in use', 'port_taken'],
    ['could not create directory: Permission denied', 'data_dir_unusable'],
    ['FATAL:  could not map anonymous shared memory: Cannot allocate memory', 'start_failed'],
  ])('of %j is one sentence of the kind %s', (output, code) => {
    const failure = explainFailure(output, { dataDir: '/data', port: 4605 });
    expect(failure.code).toBe(code);
    expect(failure.message).toMatch(/^[A-Z][^\n]+$/);
  });
});
