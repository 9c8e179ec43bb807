import { describe, expect, it } from 'vitest';
import { client, get, onEcho, serve } from './http-client.fixture.js';

describe('the limits of a connection', () => {
  it.each([
    ['says nothing', ''],
    ['dribbles its head', 'GET / HT'],
    ['dribbles its body', 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhel'],
  ])('cut a client that %s', async (_, text) => {
    const { port, refusals } = await serve(onEcho, { limits: { headMs: 50, requestMs: 50 } });
    const { socket, text: received, closed } = await client(port);
    socket.write(text);
    await closed;
    expect(received()).toMatch(text === '' ? /^$/ : /^HTTP\/1\.1 408 /);
    expect(refusals).toEqual(text === '' ? [] : ['timeout']);
  });

  it('let a connection rest between requests, but not for ever', async () => {
    const { port } = await serve(onEcho, { limits: { headMs: 30, idleMs: 150 } });
    const { socket, until, closed } = await client(port);
    socket.write(get('/'));
    await until(/\|$/);
    await new Promise((wait) => setTimeout(wait, 80));
    socket.write(get('/again'));
    await until(/again\|$/);
    const since = performance.now();
    await closed;
    expect(performance.now() - since).toBeGreaterThan(100);
  });

  it('cut a client that does not take its answer', async () => {
    const { port } = await serve(
      ({ connection }) => connection.answer({ status: 200, kind: 'json', body: Buffer.alloc(30_000_000) }),
      { limits: { takeMs: 50 } },
    );
    const { socket, closed } = await client(port);
    socket.pause();
    socket.write(get('/'));
    await new Promise((wait) => setTimeout(wait, 200));
    socket.resume();
    await closed;
    expect(socket.bytesRead).toBeLessThan(30_000_000);
  });

  it('cut a client that does not close behind its last answer', async () => {
    const { server, port } = await serve(onEcho, { limits: { lingerMs: 50 } });
    const { socket, until } = await client(port);
    socket.write(get('/', 'Connection: close\r\n'));
    await until(/\|$/);
    // Resolves when no connection is left.
    await server.close(10_000);
  });
});
