import { describe, expect, it } from 'vitest';
import { OWN_PEER } from '../../src/upstream/own-call.js';
import {
  call,
  collect,
  http,
  httpUpstream,
  notification,
  rawServer,
  request,
  rpcResult,
  until,
} from '../upstream-harness.js';
import { chunk, END, event, SESSION, STREAM_HEAD } from './fixture.js';

describe('servers that break the protocol', () => {
  const json = 'Content-Type: application/json';
  const fixed = (text: string) => () => text;
  it.each<[string, (body: string) => string, string]>([
    [
      'length and transfer coding',
      (body) => http(rpcResult(body), `${json}\r\nTransfer-Encoding: chunked`),
      'upstream.invalid',
    ],
    ['two lengths', (body) => http(rpcResult(body), `${json}\r\nContent-Length: 1`), 'upstream.invalid'],
    ['something that is no HTTP', fixed('SSH-2.0-x\r\n\r\n'), 'upstream.invalid'],
    ['a head without end', fixed(`HTTP/1.1 200 OK\r\nX: ${'a'.repeat(20_000)}`), 'upstream.too_large'],
    ['an answer to another request', fixed(http('{"jsonrpc":"2.0","id":99,"result":{}}')), 'upstream.invalid'],
    ['an answer under the id as a string', fixed(http('{"jsonrpc":"2.0","id":"1","result":{}}')), 'upstream.invalid'],
    ['an answer without an id', fixed(http('{"jsonrpc":"2.0","result":{}}')), 'upstream.invalid'],
    ['a batch', (body) => http(`[${rpcResult(body)}]`), 'upstream.invalid'],
    ['no JSON', fixed(http('<html>')), 'upstream.invalid'],
    ['an empty answer', fixed(http('')), 'upstream.invalid'],
    ['HTML', (body) => http(rpcResult(body), 'Content-Type: text/html'), 'upstream.invalid'],
    ['202 to a request', fixed(http('', json, '202 Accepted')), 'upstream.invalid'],
    ['a request instead of an answer', fixed(http('{"jsonrpc":"2.0","id":1,"method":"ping"}')), 'upstream.invalid'],
    ['compression', (body) => http(rpcResult(body), `${json}\r\nContent-Encoding: gzip`), 'upstream.invalid'],
    [
      'a stream with another request’s answer',
      fixed(`${STREAM_HEAD}${chunk(event({ jsonrpc: '2.0', id: 7, result: {} }))}${END}`),
      'upstream.invalid',
    ],
    ['a stream that ends without the answer', fixed(`${STREAM_HEAD}${END}`), 'upstream.invalid'],
    ['a stream of something else', fixed(`${STREAM_HEAD}${chunk(event('hello'))}${END}`), 'upstream.invalid'],
    [
      'a declared size over the limit',
      fixed(`HTTP/1.1 200 OK\r\n${json}\r\nContent-Length: 17000000\r\n\r\n`),
      'upstream.too_large',
    ],
    ['401', fixed(http('', json, '401 Unauthorized')), 'upstream.authorization_required'],
    ['403', fixed(http('', json, '403 Forbidden')), 'upstream.unavailable'],
    ['404 without a session', fixed(http('', json, '404 Not Found')), 'upstream.invalid'],
    ['500', fixed(http('oops', 'Content-Type: text/plain', '500 Internal Server Error')), 'upstream.unavailable'],
    ['301', fixed(http('', 'Location: http://127.0.0.1/', '301 Moved')), 'upstream.invalid'],
    ['302', fixed(http('', 'Location: http://127.0.0.1/', '302 Found')), 'upstream.invalid'],
    ['303', fixed(http('', 'Location: http://127.0.0.1/', '303 See Other')), 'upstream.invalid'],
    ['307', fixed(http('', 'Location: http://127.0.0.1/', '307 Temporary Redirect')), 'upstream.invalid'],
    ['308', fixed(http('', 'Location: http://127.0.0.1/', '308 Permanent Redirect')), 'upstream.invalid'],
  ])('are answered for with a typed error: %s', async (_, answer, code) => {
    const server = await rawServer(({ socket, body }) => socket.write(answer(body)));
    const result = await call(httpUpstream(server.port), request(1, 'ping'));
    expect(result.error?.code).toBe(code);
    expect(result.messages).toHaveLength(0);
    expect(server.requests).toHaveLength(1);
  });

  it('pass on how long to wait', async () => {
    const server = await rawServer(({ socket }) => socket.write(http('', 'Retry-After: 7', '503 Service Unavailable')));
    expect((await call(httpUpstream(server.port), request(1, 'ping'))).error).toMatchObject({
      code: 'upstream.unavailable',
      retryAfterSeconds: 7,
    });
  });

  it('say 404 for a session they have forgotten', async () => {
    const server = await rawServer(({ socket }) => socket.write(http('', 'X: y', '404 Not Found')));
    const upstream = httpUpstream(server.port);
    expect((await call(upstream, request(1, 'ping', undefined, { session: SESSION }))).error?.code).toBe(
      'mcp.session_not_found',
    );
    expect((await call(upstream, notification('notifications/initialized', SESSION))).error?.code).toBe(
      'mcp.session_not_found',
    );
    expect(
      (
        await collect((sink) => upstream.listen({ peer: OWN_PEER, session: SESSION, lastEventId: undefined }, sink))
          .done
      ).error?.code,
    ).toBe('mcp.session_not_found');
  });

  it('reset in the middle of a body or a stream', async () => {
    const server = await rawServer(({ socket, index }) => {
      const part =
        index === 0
          ? `HTTP/1.1 200 OK\r\n${json}\r\nContent-Length: 500\r\n\r\n{"jsonrpc"`
          : `${STREAM_HEAD}${chunk(event({ jsonrpc: '2.0', method: 'n' }))}5\r\nda`;
      socket.write(part, () => setTimeout(() => socket.resetAndDestroy(), 20));
    });
    const upstream = httpUpstream(server.port);
    expect((await call(upstream, request(1, 'ping'))).error?.code).toBe('upstream.unavailable');
    const streamed = await call(upstream, request(2, 'ping'));
    expect(streamed.messages).toHaveLength(1);
    expect(streamed.error?.code).toBe('upstream.unavailable');
  });

  it('send a body without end, which is cut at the limit', async () => {
    const block = `100000\r\n${'x'.repeat(0x100000)}\r\n`;
    const server = await rawServer(({ socket }) => {
      socket.write(`HTTP/1.1 200 OK\r\n${json}\r\nTransfer-Encoding: chunked\r\n\r\n`);
      const more = (): void => void (socket.destroyed || socket.write(block, more));
      more();
    });
    expect((await call(httpUpstream(server.port), request(1, 'ping'))).error?.code).toBe('upstream.too_large');
    await until(() => server.connections.size === 0, 'the connection to be cut');
  });
});
