import { describe, expect, it } from 'vitest';
import { OWN_PEER } from '../../src/upstream/own-call.js';
import {
  call,
  collect,
  http,
  httpUpstream,
  initialize,
  lastMessage,
  rawServer,
  request,
  resultOf,
  rpcResult,
  until,
} from '../upstream-harness.js';
import { chunk, END, event, SESSION, STREAM_HEAD } from './fixture.js';

describe('answers', () => {
  it('are the same one byte at a time', async () => {
    const server = await rawServer(({ socket, body, index }) => {
      const text =
        index === 0
          ? http(rpcResult(body, { text: 'é' }), 'Content-Type: application/json')
          : `${STREAM_HEAD}${chunk(event({ jsonrpc: '2.0', method: 'notifications/progress' }))}${chunk(event(rpcResult(body)))}${END}`;
      const bytes = Buffer.from(text);
      let at = 0;
      const step = (): void => {
        if (at < bytes.length) socket.write(bytes.subarray(at, ++at), () => setImmediate(step));
      };
      step();
    });
    const upstream = httpUpstream(server.port);
    expect(resultOf(await call(upstream, request(1, 'ping')))).toEqual({ text: 'é' });
    const streamed = await call(upstream, request(2, 'ping'));
    expect(streamed.messages).toHaveLength(2);
    expect(lastMessage(streamed)).toMatchObject({ id: 2 });
    expect(server.accepted).toBe(1);
  });

  it('that stream end with the response, also when the server forgets to end the stream', async () => {
    const server = await rawServer(({ socket, body }) =>
      socket.write(`${STREAM_HEAD}${chunk(event(rpcResult(body)))}`),
    );
    const upstream = httpUpstream(server.port);
    expect(lastMessage(await call(upstream, request(1, 'ping')))).toMatchObject({ id: 1 });
    await until(() => server.connections.size === 0, 'the stream to be given up', 3_000);
  });

  it('keep event ids, and may end before the response when the stream can be resumed', async () => {
    const server = await rawServer(({ socket, head, body }) => {
      if (head.startsWith('POST')) socket.write(`${STREAM_HEAD}${chunk('id: e-1\nretry: 50\ndata:\n\n')}${END}`);
      else
        socket.write(
          `${STREAM_HEAD}${chunk(event({ jsonrpc: '2.0', id: 1, result: { resumed: body === '' } }, 'e-2'))}${END}`,
        );
    });
    const upstream = httpUpstream(server.port);
    const first = await call(upstream, request(1, 'ping', undefined, { session: SESSION }));
    expect(first).toMatchObject({ ended: true, messages: [], cursors: [['e-1', 50]] });
    const rest = await collect((sink) =>
      upstream.listen({ peer: OWN_PEER, session: SESSION, lastEventId: 'e-1' }, sink),
    ).done;
    expect(rest.messages[0]?.eventId).toBe('e-2');
    expect(lastMessage(rest)).toMatchObject({ result: { resumed: true } });
    expect(server.requests[1]?.head).toContain('last-event-id: e-1');
  });

  it('stop when the reader is behind and go on when it is not', async () => {
    const filler = 'x'.repeat(64_000);
    let written = 0;
    const server = await rawServer(({ socket, body }) => {
      socket.write(STREAM_HEAD);
      const more = (): void => {
        if (written++ === 400) socket.write(`${chunk(event(rpcResult(body)))}${END}`);
        else socket.write(chunk(event({ jsonrpc: '2.0', method: 'n', params: { n: written, filler } })), more);
      };
      more();
    });
    const upstream = httpUpstream(server.port);
    const running = collect((sink) => upstream.send(request(1, 'ping'), sink), {
      onMessage: (_, { messages }) => messages.length !== 3,
    });
    await until(() => running.answer.messages.length === 3, 'three messages');
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(running.answer.messages).toHaveLength(3);
    expect(written).toBeLessThan(400);
    running.exchange.resume();
    const answer = await running.done;
    expect(answer.messages).toHaveLength(401);
    const order = answer.messages.slice(0, -1).map(({ raw }) => JSON.parse(raw.toString()).params.n);
    expect(order).toEqual(Array.from({ length: 400 }, (_, n) => n + 1));
  });

  it('of a server without a stream of its own end at once', async () => {
    const server = await rawServer(({ socket }) => socket.write(http('', 'Allow: POST', '405 Method Not Allowed')));
    const answer = await collect((sink) =>
      httpUpstream(server.port).listen({ peer: OWN_PEER, session: SESSION, lastEventId: undefined }, sink),
    ).done;
    expect(answer).toMatchObject({ ended: true, head: { status: 405, stream: false } });
  });

  it('may be JSON-RPC errors under an HTTP error', async () => {
    const error = { code: -32602, message: 'no' };
    const server = await rawServer(({ socket, body }) =>
      socket.write(
        http(
          JSON.stringify({ jsonrpc: '2.0', id: JSON.parse(body).id, error }),
          'Content-Type: application/json; charset=utf-8',
          '400 Bad Request',
        ),
      ),
    );
    const answer = await call(httpUpstream(server.port), request('a', 'ping'));
    expect(answer.head?.status).toBe(400);
    expect(lastMessage(answer)).toMatchObject({ id: 'a', error });
  });

  it('give a session id only when it may be one', async () => {
    const withId = (id: string) =>
      rawServer(({ socket, body }) => socket.write(http(rpcResult(body), `Content-Type: application/json\r\n${id}`)));
    const good = await withId('Mcp-Session-Id: abc~!');
    expect((await call(httpUpstream(good.port), initialize())).head?.sessionId).toBe('abc~!');
    for (const id of [
      'Mcp-Session-Id: a b',
      'Mcp-Session-Id: \xe9',
      'Mcp-Session-Id:',
      `Mcp-Session-Id: ${'x'.repeat(513)}`,
      'Mcp-Session-Id: a\r\nMcp-Session-Id: b',
    ]) {
      const bad = await withId(id);
      expect((await call(httpUpstream(bad.port), initialize())).error?.code, id).toBe('upstream.invalid');
    }
  });
});
