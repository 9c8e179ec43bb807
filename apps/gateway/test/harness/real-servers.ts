import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { createRequire } from 'node:module';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { freePort } from '@sallyport/testkit';
import type { Launchers } from '../../src/upstream/launchers.js';

const require = createRequire(import.meta.url);

const entryOf = (name: string): string => join(dirname(require.resolve(`${name}/package.json`)), 'dist/index.js');

/** Commands of the real stdio servers. */
export const REAL_LAUNCHERS: Launchers = {
  filesystem: {
    command: process.execPath,
    args: [entryOf('@modelcontextprotocol/server-filesystem')],
    env: {},
    passEnv: ['PATH'],
    tenantArgs: ['.*'],
  },
  memory: {
    command: process.execPath,
    args: [entryOf('@modelcontextprotocol/server-memory')],
    // Its default file lies in its own package and would carry entities from run to run.
    env: { MEMORY_FILE_PATH: join(mkdtempSync(join(tmpdir(), 'sallyport-memory-')), 'memory.jsonl') },
    passEnv: ['PATH'],
  },
};

export interface RunningServer {
  readonly url: string;
  readonly address: string;
  close(): Promise<void>;
}

/** server-everything over Streamable HTTP on a free port. */
export const startEverything = async (): Promise<RunningServer> => {
  const port = await freePort();
  const child = spawn(process.execPath, [entryOf('@modelcontextprotocol/server-everything'), 'streamableHttp'], {
    env: { PATH: process.env.PATH ?? '', PORT: String(port) },
    stdio: 'ignore',
  });
  await listening(port, child);
  return {
    url: `http://127.0.0.1:${port}/mcp`,
    address: `127.0.0.1:${port}`,
    close: () =>
      new Promise((done) => {
        child.once('exit', () => done());
        child.kill('SIGKILL');
      }),
  };
};

const listening = async (port: number, child: ChildProcess): Promise<void> => {
  for (let i = 0; i < 200; i++) {
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}`);
    const open = await new Promise<boolean>((done) => {
      const socket = connect(port, '127.0.0.1', () => done(true));
      socket.on('error', () => done(false));
      socket.on('connect', () => socket.destroy());
    });
    if (open) return;
    await new Promise((wake) => setTimeout(wake, 50));
  }
  throw new Error('the server does not listen');
};
