import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '@sallyport/testkit';
import { onTestFinished } from 'vitest';
import type { TestApi } from './start-api.js';
import type { TestGateway } from './tenant.js';

export interface RunningGateway {
  readonly url: string;
  readonly output: () => string;
}

const ENTRY = fileURLToPath(new URL('../../../gateway/bin/gateway.cjs', import.meta.url));
const READY_WITHIN_MS = 15_000;

/** The built gateway as a process of its own, on the api of the test. @param allow `host:port` it may call */
export const startGatewayProcess = async (
  api: TestApi,
  gateway: TestGateway,
  allow: readonly string[],
): Promise<RunningGateway> => {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'sallyport-gateway-'));
  const port = await freePort();
  const child = spawn(process.execPath, [ENTRY], {
    env: {
      PATH: process.env.PATH ?? '',
      GATEWAY_PORT: String(port),
      GATEWAY_ID: gateway.id,
      GATEWAY_TOKEN: gateway.token,
      API_URL: api.url,
      CONSOLE_URL: 'http://console.test',
      SNAPSHOT_PUBLIC_KEY: api.snapshotPublicKey,
      GATEWAY_SESSION_KEY: randomBytes(32).toString('base64'),
      GATEWAY_DATA_DIR: dataDir,
      GATEWAY_UPSTREAM_ALLOW: allow.join(','),
      LOG_LEVEL: 'debug',
    },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  onTestFinished(async () => {
    const exited = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await exited;
    await rm(dataDir, { recursive: true, force: true });
  });
  const url = `http://127.0.0.1:${port}`;
  for (let waited = 0; !(await isReady(url)); waited += 50) {
    if (child.exitCode !== null || waited > READY_WITHIN_MS) throw new Error(`the gateway is not ready:\n${output}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return { url, output: () => output };
};

const isReady = async (url: string): Promise<boolean> => {
  const answer = await fetch(`${url}/readyz`).catch(() => null);
  return answer?.status === 200;
};
