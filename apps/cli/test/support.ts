import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

const require = createRequire(import.meta.url);

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export const SALLYPORT = here('../bin/sallyport.mjs');

const entryOf = (name: string): string => join(dirname(require.resolve(`${name}/package.json`)), 'dist/index.js');

/** Commands of servers, as they stand behind `--`. */
export const SERVERS = {
  everything: [process.execPath, entryOf('@modelcontextprotocol/server-everything')],
  filesystem: [process.execPath, entryOf('@modelcontextprotocol/server-filesystem')],
  modern: [process.execPath, here('servers/modern-server.mjs')],
  scripted: [process.execPath, here('servers/scripted-server.mjs')],
} as const;

/** A folder that is gone after the test. */
export const scratchFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'sallyport-cli-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
};

/** Everything a command may read from its surroundings; its state goes to a folder of the test. */
export const environment = (more: Record<string, string> = {}): Record<string, string> => ({
  PATH: process.env.PATH ?? '',
  HOME: tmpdir(),
  XDG_STATE_HOME: scratchFolder(),
  ...more,
});

export interface Run {
  readonly process: ChildProcess;
  readonly stdout: () => string;
  readonly stderr: () => string;
  /** Resolves when the text was seen on one of the two. */
  saw(text: string | RegExp): Promise<string>;
  /** One line to its stdin. */
  write(message: object): void;
  readonly ended: Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>;
}

/** Starts `sallyport`; the test's end ends it. */
export const sallyport = (args: readonly string[], options: SpawnOptions = {}): Run => {
  const child = spawn(process.execPath, [SALLYPORT, ...args], { env: environment(), ...options, stdio: 'pipe' });
  const seen = { stdout: '', stderr: '' };
  const watchers = new Set<() => void>();
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]?.on('data', (chunk: Buffer) => {
      seen[name] += chunk.toString();
      for (const watcher of watchers) watcher();
    });
  }
  const ended = new Promise<Awaited<Run['ended']>>((resolve) =>
    child.once('close', (code, signal) => resolve({ code, signal })),
  );
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  return {
    process: child,
    stdout: () => seen.stdout,
    stderr: () => seen.stderr,
    ended,
    write: (message) => void child.stdin?.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`),
    saw: (text) =>
      new Promise((resolve) => {
        const look = () => {
          const all = seen.stdout + seen.stderr;
          if (typeof text === 'string' ? !all.includes(text) : !text.test(all)) return;
          watchers.delete(look);
          resolve(all);
        };
        watchers.add(look);
        look();
      }),
  };
};

export const INITIALIZE = {
  id: 1,
  method: 'initialize',
  params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'test', version: '1' } },
};
export const INITIALIZED = { method: 'notifications/initialized' };

/** A guard whose client has been greeted. */
export const greeted = async (args: readonly string[], options: SpawnOptions = {}): Promise<Run> => {
  const run = sallyport(args, options);
  run.write(INITIALIZE);
  await run.saw('"id":1');
  run.write(INITIALIZED);
  return run;
};

export const callOf = (id: number, name: string, args: object = {}): object => ({
  id,
  method: 'tools/call',
  params: { name, arguments: args },
});
