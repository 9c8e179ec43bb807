import { createServer } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Dialler, originOf } from './dialler.js';

/** A listener on loopback that counts who connects. */
const listener = async () => {
  const seen = { port: 0, connections: 0 };
  const server = createServer((socket) => {
    seen.connections++;
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  seen.port = (server.address() as { port: number }).port;
  return seen;
};

const address = (ip: string) => ({ address: ip, family: ip.includes(':') ? 6 : 4 });
const resolver = (...answers: string[][]) => {
  let asked = 0;
  return {
    resolve: async () => (answers[Math.min(asked++, answers.length - 1)] ?? []).map(address),
    get asked() {
      return asked;
    },
  };
};
const NOT_ALLOWED = {
  code: 'upstream.unavailable',
  detail: 'The server has an address that may not be reached from here',
};

describe('originOf', () => {
  it.each([
    ['http://example.com/mcp', 'example.com', 80, false],
    ['https://example.com./mcp', 'example.com', 443, true],
    ['https://EXAMPLE.com:8443/', 'example.com', 8443, true],
    ['http://[::1]:80/', '::1', 80, false],
    ['http://2130706433/', '127.0.0.1', 80, false],
    ['http://0x7f.1/', '127.0.0.1', 80, false],
    ['http://0177.0.0.1/', '127.0.0.1', 80, false],
    ['http://127.1./', '127.0.0.1', 80, false],
    ['http://①②⑦.0.0.1/', '127.0.0.1', 80, false],
    ['http://[::ffff:127.0.0.1]/', '::ffff:7f00:1', 80, false],
  ])('reads %s', (url, host, port, tls) => {
    expect(originOf(new URL(url))).toEqual({ host, port, tls, hasCredentials: false });
  });
});

describe('Dialler', () => {
  it.each([
    'http://127.0.0.1',
    'http://0x7f.1',
    'http://2130706433',
    'http://[::1]',
    'http://[::ffff:127.0.0.1]',
    'http://0.0.0.0',
    'http://169.254.169.254',
    'http://[64:ff9b::7f00:1]',
    'http://[2002:7f00:1::]',
  ])('T-SSRF: does not dial %s, however it is written', async (base) => {
    const { port, connections } = await listener();
    const dialler = new Dialler({ allow: [] });
    await expect(dialler.dial(originOf(new URL(`${base}:${port}/`)))).rejects.toMatchObject(NOT_ALLOWED);
    expect(connections).toBe(0);
  });

  it('T-SSRF: refuses a name of which any address is not public', async () => {
    for (const answer of [['127.0.0.1'], ['1.1.1.1', '10.0.0.1'], ['::1'], ['2606:4700::1111', 'fe80::1']]) {
      const dialler = new Dialler({ allow: [], resolve: resolver(answer).resolve });
      await expect(dialler.dial(originOf(new URL('http://public.example/')))).rejects.toMatchObject(NOT_ALLOWED);
    }
  });

  it('T-SSRF: connects to the address it checked, though the name answers differently the next time', async () => {
    const seen = await listener();
    const flipFlop = resolver(['127.0.0.1'], ['203.0.113.1']);
    const dialler = new Dialler({ allow: [`rebind.example:${seen.port}`], resolve: flipFlop.resolve });
    const socket = await dialler.dial(originOf(new URL(`http://rebind.example:${seen.port}/`)));
    expect(socket.remoteAddress).toBe('127.0.0.1');
    expect(flipFlop.asked).toBe(1);
    socket.destroy();
  });

  it('takes an exception for exactly the host and port it names', async () => {
    const { port } = await listener();
    const dialler = new Dialler({ allow: [`127.0.0.1:${port}`, 'LocalHost:1'] });
    (await dialler.dial(originOf(new URL(`http://127.0.0.1:${port}/`)))).destroy();
    await expect(dialler.dial(originOf(new URL(`http://127.0.0.2:${port}/`)))).rejects.toMatchObject(NOT_ALLOWED);
    await expect(dialler.dial(originOf(new URL(`http://127.0.0.1:${port + 1}/`)))).rejects.toMatchObject(NOT_ALLOWED);
    await expect(dialler.dial(originOf(new URL('http://localhost:1/')))).rejects.toMatchObject({
      detail: 'The server does not accept connections',
    });
  });

  it('T-SSRF: refuses a URL that carries a user name or password', async () => {
    const { port, connections } = await listener();
    const dialler = new Dialler({ allow: [`127.0.0.1:${port}`] });
    await expect(dialler.dial(originOf(new URL(`http://user@127.0.0.1:${port}/`)))).rejects.toMatchObject({
      code: 'upstream.unavailable',
    });
    expect(connections).toBe(0);
  });

  it('gives up in time when a name or a handshake hangs', async () => {
    const hanging = new Dialler({ allow: [], connectTimeoutMs: 50, resolve: () => new Promise(() => undefined) });
    await expect(hanging.dial(originOf(new URL('http://slow.example/')))).rejects.toMatchObject({
      code: 'upstream.unavailable',
    });
    const silent = createServer(() => undefined);
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void silent.close());
    const { port } = silent.address() as { port: number };
    const dialler = new Dialler({ allow: [`127.0.0.1:${port}`], connectTimeoutMs: 50 });
    await expect(dialler.dial(originOf(new URL(`https://127.0.0.1:${port}/`)))).rejects.toMatchObject({
      code: 'upstream.unavailable',
    });
  });

  it('says so when a name has no address', async () => {
    const empty = new Dialler({ allow: [], resolve: async () => [] });
    await expect(empty.dial(originOf(new URL('http://none.example/')))).rejects.toMatchObject({
      detail: 'The name of the server cannot be resolved',
    });
  });
});
