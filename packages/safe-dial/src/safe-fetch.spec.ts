import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Dialler } from './dialler.js';
import { createSafeFetch, type SafeFetchOptions } from './safe-fetch.js';

interface Seen {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** An http server on loopback under a name of its own, and what it was asked. */
const site = async (answer: (req: IncomingMessage, res: ServerResponse) => void) => {
  const seen: Seen[] = [];
  const server = createServer(async (req, res) => {
    let body = '';
    for await (const part of req) body += part;
    seen.push({ method: req.method, url: req.url, headers: req.headers, body });
    answer(req, res);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { port: (server.address() as AddressInfo).port, seen };
};

const fetching = (allow: string[], options: SafeFetchOptions = {}) =>
  createSafeFetch(
    new Dialler({ allow, resolve: async () => [{ address: '127.0.0.1', family: 4 }], connectTimeoutMs: 500 }),
    options,
  );

const GET = { method: 'GET', redirect: 'follow' } as const;

describe('safe fetch', () => {
  it('brings status, headers and body of a host the operator allows', async () => {
    const { port, seen } = await site((_req, res) =>
      res.writeHead(201, { 'x-thing': 'a', 'set-cookie': ['b=1', 'c=2'] }).end('{"ok":true}'),
    );
    const fetch = fetching([`one.test:${port}`]);
    const body = new URLSearchParams({ a: 'b c' });
    const response = await fetch(`http://one.test:${port}/p?q=1`, {
      method: 'POST',
      headers: { accept: 'text/html' },
      body,
      redirect: 'manual',
    });
    expect([response.status, response.headers.get('x-thing'), await response.json()]).toEqual([201, 'a', { ok: true }]);
    expect(seen[0]).toMatchObject({
      method: 'POST',
      url: '/p?q=1',
      body: 'a=b+c',
      headers: { host: `one.test:${port}`, accept: 'text/html' },
    });
  });

  it.each([
    'http://one.test/',
    'http://127.0.0.1/',
    'ftp://one.test/',
    'file:///etc/passwd',
    'https://127.0.0.1/',
    'https://0x7f.1/',
    'https://2130706433/',
    'https://0177.0.0.1/',
    'https://[::1]/',
    'https://[::ffff:127.0.0.1]/',
    'https://[64:ff9b::7f00:1]/',
    'https://[2002:7f00:1::]/',
    'https://[fec0::1]/',
    'https://private.test/',
    'https://private.test./',
    'https://user:secret@one.test/',
  ])('refuses %s', async (url) => {
    await expect(fetching([])(url, GET)).rejects.toThrow(/allow|only http|not be reached|password|unavailable/i);
  });

  it('T-SSRF: checks every hop of a redirect: one to a host nobody allowed connects to nothing', async () => {
    const inside = await site((_req, res) => res.end('secret'));
    const outside = await site((_req, res) =>
      res.writeHead(302, { location: `http://inside.test:${inside.port}/` }).end(),
    );
    await expect(
      fetching([`outside.test:${outside.port}`])(`http://outside.test:${outside.port}/`, GET),
    ).rejects.toThrow(/allows/);
    expect(inside.seen).toEqual([]);
  });

  it.each([301, 302, 303, 307, 308])(
    'T-REDIR: replays no header of its own to another origin on a %i, and no POST at all',
    async (status) => {
      const other = await site((_req, res) => res.end('other'));
      const first = await site((_req, res) =>
        res.writeHead(status, { location: `http://other.test:${other.port}/` }).end(),
      );
      const fetch = fetching([`first.test:${first.port}`, `other.test:${other.port}`]);
      const url = `http://first.test:${first.port}/`;
      const headers = { authorization: 'Bearer secret', 'mcp-session-id': 'secret', accept: 'application/json' };
      expect(await (await fetch(url, { ...GET, headers })).text()).toBe('other');
      expect(other.seen[0]?.headers).toMatchObject({ accept: 'application/json' });
      expect(JSON.stringify(other.seen)).not.toContain('secret');
      for (const redirect of ['follow', 'manual'] as const) {
        const answer = await fetch(url, { method: 'POST', headers, body: 'code=secret', redirect });
        expect(answer.status).toBe(status);
      }
      expect(other.seen).toHaveLength(1);
    },
  );

  it('follows three redirects and no more', async () => {
    let left = 3;
    const { port } = await site((_req, res) =>
      left-- > 0 ? res.writeHead(302, { location: '/again' }).end() : res.end('there'),
    );
    const fetch = fetching([`one.test:${port}`]);
    expect(await (await fetch(`http://one.test:${port}/`, GET)).text()).toBe('there');
    left = 4;
    await expect(fetch(`http://one.test:${port}/`, GET)).rejects.toThrow('too many redirects');
  });

  it('stops reading at its limits of size and time', async () => {
    const endless = await site((_req, res) => {
      const more = () => {
        while (!res.destroyed && res.write(Buffer.alloc(65_536)));
      };
      res.on('drain', more);
      more();
    });
    const silent = await site(() => undefined);
    const fetch = fetching([`endless.test:${endless.port}`, `silent.test:${silent.port}`], { timeoutMs: 300 });
    await expect(fetch(`http://endless.test:${endless.port}/`, GET)).rejects.toThrow('longer than');
    const startedAt = performance.now();
    await expect(fetch(`http://silent.test:${silent.port}/`, GET)).rejects.toThrow();
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });

  it('refuses what is compressed, cut short or no http', async () => {
    const zipped = await site((_req, res) => res.writeHead(200, { 'content-encoding': 'gzip' }).end('x'));
    const cut = await site((_req, res) => {
      res.writeHead(200, { 'content-length': '10' }).write('half');
      setTimeout(() => res.destroy(), 20);
    });
    for (const { port } of [zipped, cut]) {
      await expect(fetching([`one.test:${port}`])(`http://one.test:${port}/`, GET)).rejects.toThrow();
    }
  });
});
