import { describe, expect, it } from 'vitest';
import { client, get, serve } from './http-client.fixture.js';
import type { ResponseStream } from './response-stream.js';

describe('an answer in pieces', () => {
  const streamTo = async (request: string) => {
    const streams: ResponseStream[] = [];
    const { port } = await serve(({ connection }) => {
      const stream = connection.answerInPieces('stream', ['Mcp-Session-Id', 's']);
      if (stream !== null) streams.push(stream);
    });
    const opened = await client(port);
    opened.socket.write(request);
    while (streams.length === 0) await new Promise((wait) => setTimeout(wait, 5));
    const [stream] = streams;
    if (stream === undefined) throw new Error('there is no stream');
    return { ...opened, stream };
  };

  it('sends its head with the first piece or when told to, then each piece as a chunk', async () => {
    const { stream, until, text, socket } = await streamTo(get('/'));
    await new Promise((wait) => setTimeout(wait, 20));
    expect(text()).toBe('');
    stream.flush();
    await until(/^HTTP\/1\.1 200 OK\r\n[\s\S]*Mcp-Session-Id: s\r\n[\s\S]*Transfer-Encoding: chunked\r\n\r\n$/);
    stream.write(Buffer.from('data: a\n\n'));
    await until(/\r\n\r\n9\r\ndata: a\n\n\r\n$/);
    stream.write(Buffer.alloc(20_000, 'x'));
    await until(/4e20\r\nx{20000}\r\n$/);
    stream.end();
    await until(/\r\n0\r\n\r\n$/);
    socket.write(get('/next'));
  });

  it('ends with the connection for HTTP/1.0', async () => {
    const { stream, text, closed } = await streamTo('GET / HTTP/1.0\r\n\r\n');
    stream.write(Buffer.from('data: a\n\n'));
    stream.end();
    await closed;
    expect(text()).toMatch(/Connection: close\r\n[\s\S]*\r\n\r\ndata: a\n\n$/);
  });

  it('says when the client is behind, and when it has caught up', async () => {
    const { stream, socket } = await streamTo(get('/'));
    let drained = 0;
    stream.listen({ onDrained: () => drained++, onClosed: () => undefined });
    socket.pause();
    while (stream.write(Buffer.alloc(60_000)));
    socket.resume();
    while (drained === 0) await new Promise((wait) => setTimeout(wait, 5));
    expect(stream.isOpen).toBe(true);
  });

  it('says when the client has left', async () => {
    const { stream, socket } = await streamTo(get('/'));
    const closed = new Promise<void>((onClosed) => stream.listen({ onDrained: () => undefined, onClosed }));
    socket.destroy();
    await closed;
    expect(stream.isOpen).toBe(false);
    expect(stream.write(Buffer.from('late'))).toBe(true);
  });

  it('refuses a header that could begin another one', async () => {
    let thrown: unknown = null;
    const { port } = await serve(({ connection }) => {
      try {
        connection.answerInPieces('stream', ['X-A', 'b\r\nSet-Cookie: c']);
      } catch (error) {
        thrown = error;
        connection.destroy();
      }
    });
    const { socket, closed } = await client(port);
    socket.write(get('/'));
    await closed;
    expect(thrown).toBeInstanceOf(RangeError);
  });
});
