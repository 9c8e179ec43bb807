import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { SUPERVISOR_TIMES } from '../../src/upstream/child-supervisor.js';
import type { LaunchCommand } from '../../src/upstream/launchers.js';
import { StdioUpstream } from '../../src/upstream/stdio-upstream.js';
import { type RequestOptions, request, silentLogger } from '../upstream-harness.js';

export const SCRIPT = fileURLToPath(new URL('../upstream-scripted-server.mjs', import.meta.url));
export const QUICK = { ...SUPERVISOR_TIMES, startTimeoutMs: 5_000, backoff: { baseMs: 5, capMs: 20 }, breakMs: 1_000 };

export const folder = (): string => {
  const path = realpathSync(mkdtempSync(join(tmpdir(), 'sallyport-upstream-')));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
};

export const start = (command: Partial<LaunchCommand> & { args: string[] }, times = QUICK): StdioUpstream => {
  const full = { command: process.execPath, env: {}, cwd: undefined, ...command };
  const upstream = new StdioUpstream(() => full, silentLogger(), { times });
  onTestFinished(() => upstream.close());
  return upstream;
};

/** The scripted server and a reader of what it was sent. */
export const scripted = (mode = 'good', times = QUICK) => {
  const path = join(folder(), 'received.jsonl');
  writeFileSync(path, '');
  const received = (): { id?: number; method?: string; params?: Record<string, unknown> }[] =>
    readFileSync(path, 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line));
  return { upstream: start({ args: [SCRIPT, mode, path] }, times), received };
};

export const tool = (id: string | number, name: string, args: object = {}, options: RequestOptions = {}) =>
  request(id, 'tools/call', { name, arguments: args }, options);
