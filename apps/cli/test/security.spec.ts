import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { request } from 'node:http';
import { startHttpMcpServer } from '@sallyport/testkit';
import { describe, expect, it, onTestFinished } from 'vitest';
import { environment, INITIALIZE, type Run, SERVERS, sallyport } from './support.js';

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
  it.each([
    ['of a foreign origin', { Origin: 'https://evil.example' }],
    ['of no origin a browser would name', { Origin: 'null' }],
    ['of another port of this machine', { Origin: 'http://localhost:1' }],
    ['under a rebound name', { Host: 'rebound.evil.example' }],
    ['under the address that means any', { Host: '0.0.0.0' }],
  ])('%s is turned away with or without a token asked for, and no message of it goes further', async (_, headers) => {
    const upstream = await startUpstream();
    const { port } = await serve('--no-auth', '--listen', '127.0.0.1:0', '--upstream', upstream.url);
    const before = upstream.requests.length;
    for (const path of ['/mcp', '/o/local/s/default/mcp', '/o/local/s/default/sse', '/o/local/mcp', '/o/local/sse']) {
      for (const method of ['POST', 'GET', 'DELETE']) {
        expect([method, path, await statusOf(port, method, path, headers)]).toEqual([method, path, 403]);
      }
    }
    expect(upstream.requests.slice(before).filter(({ body }) => body.includes('"test"'))).toEqual([]);
  });

  it('cannot name a command: what is started stands on the command line', async () => {
    const { run, port } = await serve('--no-auth', '--listen', '127.0.0.1:0', '--', ...SERVERS.scripted);
    const started = run.stderr().split('argv ').length;
    const query = '?command=touch&args=%5B%22/tmp/x%22%5D&transportType=stdio&url=http://127.0.0.1:1/';
    for (const path of ['/mcp', '/sse', '/stdio', '/connect', '/config', '/']) {
      await statusOf(port, 'GET', `${path}${query}`, { Accept: 'application/json' });
      await statusOf(port, 'POST', `${path}${query}`, { Origin: 'https://evil.example' });
    }
    expect(run.stderr().split('argv ').length).toBe(started);
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

  it.runIf(process.platform === 'linux')('is one, on loopback', async () => {
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
