import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import type { ServedRequest } from './connection.js';
import { bodiesOf, client, get, onEcho, post, serve } from './http-client.fixture.js';

describe('HttpServer', () => {
  it('answers in one write, with what an answer needs and nothing of the request', async () => {
    const { port } = await serve(onEcho);
    const { socket, until } = await client(port);
    socket.write(post('hello', 'X-Secret: s\r\n'));
    expect(await until(/hello$/)).toMatch(
      /^HTTP\/1\.1 200 OK\r\nContent-Type: application\/json\r\nCache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\nConnection: keep-alive\r\nKeep-Alive: timeout=65\r\nDate: \w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT\r\nContent-Length: 7\r\n\r\n\/\|hello$/,
    );
  });

  it('answers requests that came together one after the other, in their order', async () => {
    let asked = 0;
    const { port } = await serve((request) => {
      const wait = asked++ === 0 ? 30 : 0;
      setTimeout(() => onEcho(request), wait);
    });
    const { socket, until } = await client(port);
    socket.write(`${post('one')}${get('/two')}${post('three')}`);
    expect(bodiesOf(await until(/three$/))).toEqual(['/|one', '/two|', '/|three']);
    socket.write(get('/four'));
    await until(/four\|$/);
  });

  it('answers a thousand requests of one packet without going deeper with each', async () => {
    const { port } = await serve(({ connection }) => connection.answer({ status: 404, kind: 'empty' }));
    const { socket, text, closed } = await client(port);
    socket.write(get('/').repeat(1_000) + get('/', 'Connection: close\r\n'));
    await closed;
    expect(text().match(/HTTP\/1\.1 404/g)).toHaveLength(1_001);
  });

  it('reads a head and a body that come byte by byte', async () => {
    const { port } = await serve(onEcho);
    const { socket, until } = await client(port);
    socket.setNoDelay(true);
    for (const byte of post('hello')) {
      socket.write(byte);
      await new Promise((next) => setImmediate(next));
    }
    await until(/\|hello$/);
  });

  it('reads chunks', async () => {
    const { port } = await serve(onEcho);
    const { socket, until } = await client(port);
    socket.write('POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n');
    await until(/\|hello$/);
  });

  it.each([
    ['GET / HTTP/1.1\nHost: a\n\n', 400, 'malformed'],
    ['POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n', 400, 'malformed'],
    [get('/', `X: ${'y'.repeat(17_000)}\r\n`), 431, 'too_large'],
    ['BREW / HTTP/1.1\r\nHost: a\r\n\r\n', 501, 'unsupported'],
    ['GET / HTTP/2.0\r\nHost: a\r\n\r\n', 505, 'version'],
    [get('/', 'Expect: magic\r\n'), 417, 'expectation'],
  ])(
    'refuses what is no request of ours, says so, counts it and serves nothing behind it: %#',
    async (text, status, why) => {
      const { port, refusals } = await serve(onEcho);
      const { socket, text: received, closed } = await client(port);
      socket.write(`${text}${get('/hidden')}`);
      await closed;
      expect(received().startsWith(`HTTP/1.1 ${status} `)).toBe(true);
      expect(received()).toMatch(/\r\nConnection: close\r\n[\s\S]*\r\nContent-Length: 0\r\n\r\n$/);
      expect(refusals).toEqual([why]);
    },
  );

  it('lets nobody wait for a body that turns out to be malformed', async () => {
    let failed: unknown = null;
    const { port } = await serve(({ body }) => {
      (body.read(1_000) as Promise<Buffer>).catch((error: unknown) => {
        failed = error;
      });
    });
    const { socket, text, closed } = await client(port);
    socket.write('POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n');
    await new Promise((wait) => setTimeout(wait, 20));
    socket.write('nonsense\r\n');
    await closed;
    expect(text()).toMatch(/^HTTP\/1\.1 400 /);
    expect(failed).toMatchObject({ code: 'request.invalid' });
  });

  it('sends no body to HEAD, and none with 204', async () => {
    const body = Buffer.from('hello');
    const { port } = await serve(({ head, connection }) =>
      connection.answer(head.method === 'HEAD' ? { status: 200, kind: 'json', body } : { status: 204, kind: 'empty' }),
    );
    const { socket, text, closed } = await client(port);
    socket.write(`${get('/').replace('GET', 'HEAD')}${get('/', 'Connection: close\r\n')}`);
    await closed;
    const [toHead, to204] = text().split(/(?=HTTP\/1\.1 204)/);
    expect(toHead).toMatch(/Content-Length: 5\r\n\r\n$/);
    expect(to204).not.toMatch(/Content-Length/);
  });

  it('closes behind HTTP/1.0, whatever it asks for', async () => {
    const { port } = await serve(onEcho);
    const { socket, text, closed } = await client(port);
    socket.write('GET /old HTTP/1.0\r\nConnection: keep-alive\r\n\r\n');
    await closed;
    expect(text()).toMatch(/Connection: close\r\n[\s\S]*\/old\|$/);
  });

  it('stays with HTTP/1.1 when asked to switch', async () => {
    const { port } = await serve(onEcho);
    const { socket, text, closed } = await client(port);
    socket.write(get('/', 'Connection: Upgrade\r\nUpgrade: websocket\r\n'));
    await closed;
    expect(text()).toMatch(/^HTTP\/1\.1 200 /);
  });

  it('tells a client that waits for it to send its body, once it is wanted', async () => {
    const { port } = await serve((request) => setTimeout(() => onEcho(request), 20));
    const { socket, until } = await client(port);
    socket.write('POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n');
    await until(/^HTTP\/1\.1 100 Continue\r\n\r\n$/);
    socket.write('hello');
    await until(/\|hello$/);
  });

  it('closes when it refuses a body that the client may send or not', async () => {
    const { port } = await serve(({ connection }) => connection.answer({ status: 401, kind: 'empty' }));
    const { socket, text, closed } = await client(port);
    socket.write('POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n');
    await closed;
    expect(text()).toMatch(/^HTTP\/1\.1 401 [\s\S]*Connection: close/);
  });

  it('drops the rest of a body that is answered early, and serves the next request', async () => {
    const { port } = await serve(({ head, connection }) =>
      connection.answer({ status: head.method === 'POST' ? 401 : 200, kind: 'empty' }),
    );
    const { socket, until } = await client(port);
    socket.write('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 300000\r\n\r\n');
    await until(/HTTP\/1\.1 401/);
    socket.write('x'.repeat(300_000));
    socket.write(get('/'));
    await until(/HTTP\/1\.1 200/);
  });

  it('takes no more of a body than is asked for', async () => {
    const { port } = await serve(() => undefined);
    const { socket } = await client(port);
    socket.write(`POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 50000000\r\n\r\n`);
    socket.write(Buffer.alloc(20_000_000));
    await new Promise((wait) => setTimeout(wait, 100));
    expect(socket.writableLength).toBeGreaterThan(0);
  });

  it('refuses a body over its limit: before it comes when its length says so, else when it is over', async () => {
    const errors: unknown[] = [];
    const { port } = await serve(({ body, connection }) => {
      new Promise((resolve) => resolve(body.read(10))).catch((error: unknown) => {
        errors.push(error);
        connection.answer({ status: 413, kind: 'empty' });
      });
    });
    const declared = await client(port);
    declared.socket.write('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 11\r\n\r\n');
    await declared.closed;
    const undeclared = await client(port);
    undeclared.socket.write('POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nb\r\n01234567890\r\n');
    await undeclared.closed;
    expect(declared.text()).toMatch(/^HTTP\/1\.1 413 [\s\S]*Connection: close/);
    expect(undeclared.text()).toMatch(/^HTTP\/1\.1 413 [\s\S]*Connection: close/);
    expect(errors).toMatchObject([{ code: 'request.too_large' }, { code: 'request.too_large' }]);
  });

  it('says that the client is gone also to whoever asks only then', async () => {
    const seen: ServedRequest[] = [];
    const { port } = await serve((request) => seen.push(request));
    const { socket } = await client(port);
    socket.write(get('/'));
    while (seen.length === 0) await new Promise((wait) => setTimeout(wait, 5));
    socket.destroy();
    while (seen[0]?.connection.isOpen) await new Promise((wait) => setTimeout(wait, 5));
    await new Promise<void>((gone) => seen[0]?.connection.onGone(gone));
  });

  it('says when the client is gone before its answer, and not behind it', async () => {
    const gone: string[] = [];
    const { port } = await serve(({ head, connection }) => {
      connection.onGone(() => gone.push(head.target));
      if (head.target === '/answered') connection.answer({ status: 200, kind: 'empty' });
    });
    const { socket, until } = await client(port);
    socket.write(get('/answered'));
    await until(/200 OK/);
    socket.write(get('/waiting'));
    await new Promise((wait) => setTimeout(wait, 20));
    socket.end();
    await once(socket, 'close');
    expect(gone).toEqual(['/waiting']);
  });

  it('ends a connection on which the client has ended its side', async () => {
    const { port } = await serve(onEcho);
    const { socket, until, closed } = await client(port);
    socket.write(get('/'));
    await until(/\|$/);
    socket.end();
    await closed;
  });

  it('answers nobody twice', async () => {
    const { port } = await serve(({ connection }) => {
      connection.answer({ status: 200, kind: 'empty' });
      connection.answer({ status: 500, kind: 'empty' });
    });
    const { socket, text, closed } = await client(port);
    socket.write(get('/', 'Connection: close\r\n'));
    await closed;
    expect(text()).not.toContain('500');
  });
});

describe('a server that is closed', () => {
  it('lets what is under way end, closes what rests, and takes nothing new', async () => {
    const { server, port } = await serve((request) => setTimeout(() => onEcho(request), 80));
    const [resting, busy] = [await client(port), await client(port)];
    resting.socket.write(get('/rests'));
    await resting.until(/rests\|$/);
    busy.socket.write(get('/busy'));
    await new Promise((wait) => setTimeout(wait, 20));
    const closed = server.close(10_000);
    await resting.closed;
    expect(await busy.until(/busy\|$/)).toMatch(/Connection: close/);
    for (const { socket } of [resting, busy]) socket.end();
    await closed;
    await expect(client(port)).rejects.toThrow(/ECONNREFUSED/);
  });

  it('cuts what has not ended in time', async () => {
    const { server, port } = await serve(() => undefined);
    const { socket, closed } = await client(port);
    socket.write(get('/'));
    await new Promise((wait) => setTimeout(wait, 20));
    await server.close(30);
    await closed;
  });
});
