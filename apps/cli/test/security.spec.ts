import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { request } from 'node:http';
import { startHttpMcpServer } from '@sallyport/testkit';
import { describe, expect, it, onTestFinished } from 'vitest';
import { environment, INITIALIZE, type Run, sallyport } from './support.js';

const POST = { Accept: 'application/json, text/event-stream', 'Content-Type': 'application/json' };
const MESSAGE = JSON.stringify({ jsonrpc: '2.0', ...INITIALIZE });

/** Status of a request with exactly these headers. */
const statusOf = (port: number, method: string, path: string, headers: Record<string, string>): Promise<number> =>
  new Promise((resolve, reject) => {
    const req = request({ host: '127.0.0.1', port, method, path, agent: false, headers: { ...POST, ...headers } });
    req.on('response', (res) => {
      res.destroy();
      resolve(res.statusCode ?? 0);
    });
    req.on('error', reject);
    req.end(method === 'POST' ? MESSAGE : undefined);
  });

const startUpstream = async () => {
  const tools = [{ name: 'echo', behaviour: { do: 'echo' } as const }];
  const script = { serverInfo: { name: 'upstream', version: '1.0.0' }, tools };
  const upstream = await startHttpMcpServer(script, { framing: 'json', sessions: true });
  onTestFinished(() => upstream.close());
  return upstream;
};

const serve = async (...args: string[]): Promise<{ run: Run; port: number }> => {
  const run = sallyport(['gateway', '--records', 'none', ...args], { env: environment() });
  const seen = await run.saw('Ctrl+C');
  return { run, port: Number(/http:\/\/127\.0\.0\.1:(\d+)\/mcp/.exec(seen)?.[1]) };
};

describe('T-LOCAL: a web page that reaches the listener', () => {
  const PAGES: readonly Record<string, string>[] = [
    { Origin: 'https://evil.example' },
    { Origin: 'null' },
    { Origin: 'http://localhost:1' },
    { Host: 'rebound.evil.example' },
    { Host: '0.0.0.0' },
  ];
  const PATHS = ['/mcp', '/o/local/s/default/mcp', '/o/local/s/default/sse', '/o/local/mcp', '/o/local/sse'];

  it('is turned away though no token is asked for, and no message of it goes further', async () => {
    const upstream = await startUpstream();
    const { port } = await serve('--no-auth', '--listen', '127.0.0.1:0', '--upstream', upstream.url);
    for (const headers of PAGES) {
      for (const path of PATHS) {
        for (const method of ['POST', 'GET', 'DELETE']) {
          const status = await statusOf(port, method, path, headers);
          expect([headers, method, path, status]).toEqual([headers, method, path, 403]);
        }
      }
    }
    expect(upstream.requests.filter(({ body }) => body.includes('"name":"test"'))).toEqual([]);
  });

  it('cannot name a command or another server: no such place exists', async () => {
    const upstream = await startUpstream();
    const { port } = await serve('--no-auth', '--listen', '127.0.0.1:0', '--upstream', upstream.url);
    const query = '?command=touch&args=x&transportType=stdio&url=http://127.0.0.1:1/';
    for (const path of ['/', '/sse', '/stdio', '/connect', '/config', '/message', '/o/local/s/other/mcp']) {
      for (const method of ['POST', 'GET']) expect(await statusOf(port, method, `${path}${query}`, {})).toBe(404);
    }
  });
});

describe('T-BIND: the listener', () => {
  /** Local addresses of a process' listening TCP sockets, as the kernel writes them. */
  const listensOn = (pid: number): string[] => {
    const inodes = new Set(
      readdirSync(`/proc/${pid}/fd`).map((fd) => {
        try {
          return /socket:\[(\d+)\]/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`))?.[1];
        } catch {
          return undefined;
        }
      }),
    );
    const LISTEN = '0A';
    return ['tcp', 'tcp6'].flatMap((table) =>
      readFileSync(`/proc/${pid}/net/${table}`, 'utf8')
        .split('\n')
        .map((line) => line.trim().split(/\s+/))
        .filter((fields) => fields[3] === LISTEN && inodes.has(fields[9]))
        .map((fields) => fields[1] ?? ''),
    );
  };

  it.runIf(process.platform === 'linux' /* sockets are read from /proc */)('is one, on loopback', async () => {
    const upstream = await startUpstream();
    const { run, port } = await serve('--listen', '0', '--upstream', upstream.url);
    const hex = port.toString(16).toUpperCase().padStart(4, '0');
    expect(listensOn(run.process.pid ?? 0)).toEqual([`0100007F:${hex}`]);
  });

  it.each(['0.0.0.0:0', '[::]:0', '192.0.2.1:0', 'example.com:0', '[::ffff:0.0.0.0]:0', '0:0'])(
    'is not opened to others without a token: %s',
    async (address) => {
      const run = sallyport(['gateway', '--no-auth', '--listen', address, '--upstream', 'http://127.0.0.1:1/mcp']);
      expect((await run.ended).code).toBe(2);
      expect(run.stderr()).toContain('--no-auth is for this machine only');
    },
  );
});
