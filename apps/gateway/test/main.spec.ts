import { spawn } from 'node:child_process';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '@sallyport/testkit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { NODE_ARGS, NODE_ENVIRONMENT } from '../bin/node-args.cjs';
import { send } from './harness/raw-client.js';

const MAIN = fileURLToPath(new URL('../bin/gateway.cjs', import.meta.url));
const BUNDLE = fileURLToPath(new URL('../dist/bundle/main.cjs', import.meta.url));
const DOCKERFILE = new URL('../../../infra/docker/Dockerfile', import.meta.url);
const SECRET = `sp_gw_${randomBytes(32).toString('base64url')}`;

let api: Server;
let dataDir: string;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'sallyport-main-'));
  api = createServer((req, res) => {
    res.writeHead(req.url?.startsWith('/gateway/v1/snapshots') ? 200 : 204, { 'content-type': 'application/json' });
    res.end(req.url === '/gateway/v1/snapshots' ? '{"snapshots":[]}' : undefined);
  });
  await new Promise<void>((done) => api.listen(0, '127.0.0.1', done));
});

afterAll(async () => {
  api.closeAllConnections();
  api.close();
  await rm(dataDir, { recursive: true, force: true });
});

const start = (env: Record<string, string>) => {
  const child = spawn(process.execPath, [MAIN], { env: { PATH: process.env.PATH ?? '', ...env } });
  let output = '';
  let errors = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    errors += chunk.toString();
  });
  const exited = new Promise<number | null>((done) => child.once('exit', (code) => done(code)));
  const lines = () =>
    output
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  return { child, exited, lines, errors: () => errors, output: () => output };
};

const settings = (port: number): Record<string, string> => {
  const { publicKey } = generateKeyPairSync('ed25519');
  return {
    GATEWAY_PORT: String(port),
    GATEWAY_ID: 'gw-test',
    GATEWAY_TOKEN: SECRET,
    API_URL: `http://127.0.0.1:${(api.address() as AddressInfo).port}`,
    CONSOLE_URL: 'http://127.0.0.1:1',
    SNAPSHOT_PUBLIC_KEY: publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
    GATEWAY_SESSION_KEY: randomBytes(32).toString('base64'),
    GATEWAY_DATA_DIR: join(dataDir, 'gateway'),
  };
};

it('says everything that is wrong with its settings at once, as one structured line, and ends with 1', async () => {
  const { exited, lines, errors, output } = start({
    GATEWAY_PORT: 'many',
    GATEWAY_TOKEN: 'short',
    GATEWAY_SESSION_KEY: 'c2hvcnQ=',
  });
  expect(await exited).toBe(1);
  expect(errors()).toBe('');
  const [line] = lines();
  expect(line).toMatchObject({ level: 'fatal', name: 'gateway' });
  const keys = ((line?.problems ?? []) as { key: string }[]).map(({ key }) => key);
  for (const key of [
    'GATEWAY_PORT',
    'GATEWAY_ID',
    'GATEWAY_TOKEN',
    'API_URL',
    'GATEWAY_SESSION_KEY',
    'SNAPSHOT_PUBLIC_KEY',
  ]) {
    expect(keys).toContain(key);
  }
  expect(output()).not.toContain('c2hvcnQ');
});

it('listens, is not ready without a snapshot, prints structured lines without secrets, and ends with 0 when told', async () => {
  const port = await freePort();
  const { child, exited, lines, errors, output } = start(settings(port));
  for (let i = 0; i < 300 && !output().includes('gateway listens'); i++)
    await new Promise((wake) => setTimeout(wake, 50));
  const get = (path: string) => send({ url: `http://127.0.0.1:${port}${path}`, method: 'GET', headers: [] });
  expect((await get('/healthz')).status).toBe(200);
  const ready = await get('/readyz');
  expect(ready.status).toBe(503);
  expect(ready.json()).toMatchObject({ reason: 'No snapshot is in force yet.' });
  child.kill('SIGTERM');
  expect(await exited).toBe(0);
  expect(errors()).toBe('');
  expect(lines().every(({ name, level }) => name === 'gateway' && typeof level === 'string')).toBe(true);
  expect(output()).not.toContain(SECRET);
}, 40_000);

it('finds what V8 compiled at build time of use, run as the container image runs it', async () => {
  const dockerfile = await readFile(DOCKERFILE, 'utf8');
  expect(dockerfile).toContain(
    `CMD ${JSON.stringify(['node', ...NODE_ARGS, 'bin/gateway.cjs']).replaceAll(',', ', ')}`,
  );
  for (const [name, value] of Object.entries(NODE_ENVIRONMENT)) expect(dockerfile).toContain(`ENV ${name}=${value}\n`);
  const asks = `
    const { readFileSync } = require('node:fs');
    const cachedData = readFileSync(process.argv[1] + '.cache');
    process.exit(new (require('node:vm').Script)(readFileSync(process.argv[1], 'latin1'), { cachedData }).cachedDataRejected ? 1 : 0);`;
  const child = spawn(process.execPath, [...NODE_ARGS, '-e', asks, BUNDLE]);
  expect(await new Promise((done) => child.once('exit', done))).toBe(0);
});
