import type { ChildProcess } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OWN_PEER } from '../src/upstream/own-call.js';
import type { UpstreamExchange, UpstreamSession } from '../src/upstream/upstream.js';
import {
  call,
  collect,
  http,
  httpUpstream,
  initialize,
  lastMessage,
  notification,
  openSession,
  type RawRequest,
  rawServer,
  request,
  resultOf,
  rpcResult,
  startEverything,
  textOf,
  until,
} from './upstream-harness.js';

const SESSION: UpstreamSession = { id: 'session-1', protocolVersion: '2025-11-25' };
const STREAM_HEAD = 'HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n';
const chunk = (text: string): string => `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`;
const event = (message: object | string, id?: string): string =>
  `${id === undefined ? '' : `id: ${id}\n`}data: ${typeof message === 'string' ? message : JSON.stringify(message)}\n\n`;
const END = '0\r\n\r\n';
const answerAll = (seen: RawRequest): void => void seen.socket.write(http(rpcResult(seen.body)));

describe('with server-everything', () => {
  let everything: { port: number; process: ChildProcess };
  beforeAll(async () => {
    everything = await startEverything();
  });
  afterAll(() => void everything.process.kill('SIGKILL'));

  it('initialises, lists, calls, streams progress, and ends the session', async () => {
    const upstream = httpUpstream(everything.port);
    expect(upstream.health.state).toBe('unknown');
    const session = await openSession(upstream);
    expect(session.id).toMatch(/^[\x21-\x7e]+$/);
    expect(upstream.health).toMatchObject({
      state: 'up',
      protocolVersion: '2025-11-25',
      serverInfo: { version: expect.any(String) },
    });

    const { tools } = resultOf(await call(upstream, request('l', 'tools/list', {}, { session }))) as {
      tools: { name: string }[];
    };
    expect(tools.map(({ name }) => name)).toContain('echo');
    expect(
      textOf(
        await call(upstream, request(2, 'tools/call', { name: 'echo', arguments: { message: 'grüße' } }, { session })),
      ),
    ).toContain('grüße');

    const long = { name: 'trigger-long-running-operation', arguments: { duration: 0.4, steps: 4 } };
    const answer = await call(upstream, request(3, 'tools/call', long, { session, progressToken: 'p-1' }));
    expect(answer.head).toMatchObject({ status: 200, stream: true });
    const progress = answer.messages.slice(0, -1).map(({ raw }) => JSON.parse(raw.toString()));
    expect(progress.length).toBeGreaterThan(0);
    for (const message of progress)
      expect(message).toMatchObject({ method: 'notifications/progress', params: { progressToken: 'p-1' } });

    const unknown = await call(
      upstream,
      request(4, 'tools/call', { name: 'no-such-tool', arguments: {} }, { session }),
    );
    expect(lastMessage(unknown)).toMatchObject({ id: 4 });

    await upstream.end(OWN_PEER, session);
    const after = await call(upstream, request(5, 'tools/list', {}, { session }));
    // It says 400 where the specification says 404, so the session cannot be told to be gone; its error names no request.
    expect(after.head?.status).toBe(400);
    expect(lastMessage(after)).toMatchObject({ id: 5, error: { code: expect.any(Number) } });
  });

  it('hears what the server says by itself on the GET stream', async () => {
    const upstream = httpUpstream(everything.port);
    const session = await openSession(upstream);
    const stream = collect((sink) => upstream.listen({ peer: OWN_PEER, session, lastEventId: undefined }, sink));
    await until(() => stream.answer.head !== null, 'the stream');
    expect(stream.answer.head).toMatchObject({ status: 200, stream: true });
    await call(upstream, request(1, 'tools/call', { name: 'toggle-simulated-logging', arguments: {} }, { session }));
    await until(() => stream.answer.messages.length > 0, 'a message', 15_000);
    expect(JSON.parse(stream.answer.messages[0]?.raw.toString() ?? '')).toMatchObject({
      jsonrpc: '2.0',
      method: expect.any(String),
    });
    stream.exchange.cancel('test over');
  });

  it('T-COLLIDE: gives each of many calls with colliding ids its own nonce', async () => {
    const upstream = httpUpstream(everything.port);
    const sessions = await Promise.all(Array.from({ length: 8 }, () => openSession(upstream)));
    const answers = await Promise.all(
      Array.from({ length: 200 }, async (_, n) => {
        const session = sessions[n % sessions.length] ?? null;
        const args = { name: 'echo', arguments: { message: `nonce-${n}-` } };
        const answer = await call(upstream, request(n % 10, 'tools/call', args, { session, timeoutMs: 30_000 }));
        return [n, textOf(answer), lastMessage(answer).id] as const;
      }),
    );
    for (const [n, text, id] of answers) {
      expect(text).toContain(`nonce-${n}-`);
      expect(id).toBe(n % 10);
    }
  });
});

describe('what is sent', () => {
  it('T-HEADERS: is the body byte for byte, under headers of our own alone', async () => {
    const server = await rawServer(answerAll);
    const upstream = httpUpstream(server.port, '/mcp?tenant=1');
    const body = Buffer.from('{ "jsonrpc":"2.0",\n"id" : 1 , "method":"ping","x":"\\u00e9é" }');
    const traceparent = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;
    await call(upstream, { ...request(1, 'ping', undefined, { session: SESSION, traceparent }), body });
    expect(Buffer.from(server.requests[0]?.body ?? '', 'latin1').equals(body)).toBe(true);
    expect(server.requests[0]?.head.split('\r\n')).toEqual([
      'POST /mcp?tenant=1 HTTP/1.1',
      `Host: 127.0.0.1:${server.port}`,
      'User-Agent: Sallyport',
      'Content-Type: application/json',
      'Accept: application/json, text/event-stream',
      `Content-Length: ${body.length}`,
      'mcp-protocol-version: 2025-11-25',
      'mcp-session-id: session-1',
      `traceparent: ${traceparent}`,
    ]);
  });

  it('cannot carry a header hidden in the id a client resumes from', async () => {
    const server = await rawServer(answerAll);
    const upstream = httpUpstream(server.port);
    const { done } = collect((sink) =>
      upstream.listen({ peer: OWN_PEER, session: SESSION, lastEventId: 'x\r\nAuthorization: Bearer y' }, sink),
    );
    expect((await done).error?.code).toBe('request.invalid');
    expect(server.requests).toHaveLength(0);
  });

  it('is a notification, an answer or a DELETE just as well', async () => {
    const server = await rawServer(({ socket }) => socket.write('HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n'));
    const upstream = httpUpstream(server.port);
    expect((await call(upstream, notification('notifications/initialized', SESSION))).head).toEqual({
      status: 202,
      stream: false,
      sessionId: null,
    });
    await upstream.end(OWN_PEER, SESSION);
    expect(server.requests.map(({ head }) => head.split(' ', 1)[0])).toEqual(['POST', 'DELETE']);
    await upstream.end(OWN_PEER, { ...SESSION, id: null });
    expect(server.requests).toHaveLength(2);
  });
});

describe('connections', () => {
  it('are used again for the next request', async () => {
    const server = await rawServer(answerAll);
    const upstream = httpUpstream(server.port);
    for (let id = 0; id < 20; id++) expect((await call(upstream, request(id, 'ping'))).error).toBeNull();
    expect(server.accepted).toBe(1);
  });

  it.each([
    ['bytes after the answer', (body: string) => `${http(rpcResult(body))}HTTP/1.1 200 OK`],
    ['a second answer', (body: string) => http(rpcResult(body)).repeat(2)],
    [
      'Connection: close',
      (body: string) => http(rpcResult(body), 'Content-Type: application/json\r\nConnection: close'),
    ],
    ['no length', (body: string) => `HTTP/1.0 200 OK\r\nContent-Type: application/json\r\n\r\n${rpcResult(body)}`],
  ])('are given up after %s', async (_, answer) => {
    const server = await rawServer(({ socket, body }) => {
      socket.write(answer(body));
      if (answer(body).startsWith('HTTP/1.0')) socket.end();
    });
    const upstream = httpUpstream(server.port);
    for (let id = 0; id < 3; id++) expect(lastMessage(await call(upstream, request(id, 'ping')))).toMatchObject({ id });
    expect(server.accepted).toBe(3);
  });

  it('are given up when a byte comes that nobody asked for, and what it says is answered to nobody', async () => {
    const server = await rawServer(answerAll);
    const upstream = httpUpstream(server.port);
    await call(upstream, request(1, 'ping'));
    for (const socket of server.connections)
      socket.write(http(JSON.stringify({ jsonrpc: '2.0', id: 2, result: { stolen: true } })));
    await until(() => server.connections.size === 0, 'the connection to be closed');
    expect(resultOf(await call(upstream, request(2, 'ping')))).toEqual({});
    expect(server.accepted).toBe(2);
  });

  it('that died while idle cost one silent retry on a fresh one', async () => {
    const server = await rawServer((seen) => {
      if (seen.index === 1) seen.socket.destroy();
      else answerAll(seen);
    });
    const upstream = httpUpstream(server.port);
    await call(upstream, request(1, 'ping'));
    expect(lastMessage(await call(upstream, request(2, 'ping')))).toMatchObject({ id: 2 });
    expect(server.requests.map(({ connection }) => connection)).toEqual([0, 0, 1]);
  });

  it('are not tried again when fresh, nor once a byte of the answer has come, nor twice', async () => {
    const fresh = await rawServer(({ socket }) => socket.destroy());
    expect((await call(httpUpstream(fresh.port), request(1, 'ping'))).error?.code).toBe('upstream.unavailable');
    expect(fresh.requests).toHaveLength(1);

    const begun = await rawServer((seen) => {
      if (seen.index === 0) answerAll(seen);
      else seen.socket.write('HTTP/1.1 2', () => seen.socket.destroy());
    });
    const upstream = httpUpstream(begun.port);
    await call(upstream, request(1, 'ping'));
    expect((await call(upstream, request(2, 'ping'))).error?.code).toBe('upstream.unavailable');
    expect(begun.requests).toHaveLength(2);

    const twice = await rawServer((seen) => {
      if (seen.index === 0) answerAll(seen);
      else seen.socket.destroy();
    });
    const other = httpUpstream(twice.port);
    await call(other, request(1, 'ping'));
    expect((await call(other, request(2, 'ping'))).error?.code).toBe('upstream.unavailable');
    expect(twice.requests).toHaveLength(3);
  });

  it('that break while a server may be at work are not tried again, so that nothing happens twice', async () => {
    const server = await rawServer((seen) => {
      if (seen.index === 0) answerAll(seen);
      else setTimeout(() => seen.socket.destroy(), 700);
    });
    const upstream = httpUpstream(server.port);
    await call(upstream, request(1, 'ping'));
    expect((await call(upstream, request(2, 'tools/call'))).error?.code).toBe('upstream.unavailable');
    expect(server.requests).toHaveLength(2);
  });

  it('are not used again when their reader gives them up while the last bytes are read', async () => {
    const server = await rawServer(({ socket, index, body }) => {
      const told = { jsonrpc: '2.0', method: 'notifications/message', params: {} };
      const streamed = `${STREAM_HEAD}${chunk(event(told))}${chunk(event(rpcResult(body)))}${END}`;
      socket.write(index === 0 ? streamed : http(rpcResult(body)));
    });
    const upstream = httpUpstream(server.port);
    let heard = 0;
    const givenUp: UpstreamExchange = collect((sink) => upstream.send(request(1, 'tools/call'), sink), {
      onMessage: () => {
        heard += 1;
        givenUp.cancel('nobody may hear it any more');
        return true;
      },
    }).exchange;
    await until(() => server.connections.size === 0 && server.accepted === 1, 'the end of the connection');
    expect(lastMessage(await call(upstream, request(2, 'ping', {}, { timeoutMs: 2_000 })))).toMatchObject({ id: 2 });
    expect(heard).toBe(1);
    expect(server.accepted).toBe(2);
  });

  it('are not kept longer than the server says it keeps them', async () => {
    const server = await rawServer(({ socket, body }) =>
      socket.write(http(rpcResult(body), 'Content-Type: application/json\r\nKeep-Alive: timeout=1')),
    );
    const upstream = httpUpstream(server.port);
    await call(upstream, request(1, 'ping'));
    await call(upstream, request(2, 'ping'));
    expect(server.accepted).toBe(2);
  });

  it('are bounded: calls wait in order, and over the queue fail at once', async () => {
    const held: RawRequest[] = [];
    const server = await rawServer((seen) => void held.push(seen));
    const upstream = httpUpstream(server.port, '/mcp', { connectionsMax: 2, queueMax: 3 });
    const first = [1, 2].map((id) => call(upstream, request(id, 'ping')));
    await until(() => held.length === 2, 'two requests');
    const waiting = [3, 4, 5].map((id) => call(upstream, request(id, 'ping')));
    expect((await call(upstream, request(6, 'ping'))).error).toMatchObject({ code: 'upstream.unavailable' });
    for (let served = 0; served < 5; served++) {
      await until(() => held.length > served, 'the next request');
      const seen = held[served];
      if (seen !== undefined) answerAll(seen);
    }
    for (const answer of await Promise.all([...first, ...waiting])) expect(answer.error).toBeNull();
    expect(held.map(({ body }) => JSON.parse(body).id)).toEqual([1, 2, 3, 4, 5]);
    expect(server.accepted).toBe(2);
  });

  it('close with the upstream, and what was in flight or waiting fails', async () => {
    const server = await rawServer(() => undefined);
    const upstream = httpUpstream(server.port, '/mcp', { connectionsMax: 1 });
    const answers = [1, 2].map((id) => call(upstream, request(id, 'ping')));
    await until(() => server.requests.length === 1, 'a request');
    await upstream.close();
    for (const answer of await Promise.all(answers)) expect(answer.error?.code).toBe('upstream.unavailable');
    await until(() => server.connections.size === 0, 'the connection to be closed');
    expect((await call(upstream, request(3, 'ping'))).error?.code).toBe('upstream.unavailable');
  });

  it('that cannot be made say so and set the health', async () => {
    const server = await rawServer(answerAll);
    const upstream = httpUpstream(server.port);
    await call(upstream, request(1, 'ping'));
    expect(upstream.health).toMatchObject({ state: 'up', detail: 'Answering' });
    const closed = httpUpstream(1);
    expect((await call(closed, request(1, 'ping'))).error?.code).toBe('upstream.unavailable');
    expect(closed.health.state).toBe('down');
  });
});

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

describe('time and cancellation', () => {
  it('ends a call at its timeout although progress comes, and tells the server', async () => {
    const server = await rawServer(({ socket, body }) => {
      if (body.includes('notifications/cancelled')) {
        socket.write('HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n');
        return;
      }
      socket.write(STREAM_HEAD);
      const timer = setInterval(
        () => socket.write(chunk(event({ jsonrpc: '2.0', method: 'notifications/progress' }))),
        20,
      );
      socket.on('close', () => clearInterval(timer));
    });
    const upstream = httpUpstream(server.port);
    const before = performance.now();
    const answer = await call(
      upstream,
      request('slow', 'tools/call', { name: 'x' }, { session: SESSION, timeoutMs: 600 }),
    );
    expect(answer.error?.code).toBe('upstream.timeout');
    expect(answer.messages.length).toBeGreaterThan(0);
    expect(performance.now() - before).toBeLessThan(3_000);
    await until(() => server.requests.length === 2, 'the cancellation');
    expect(JSON.parse(server.requests[1]?.body ?? '')).toMatchObject({
      method: 'notifications/cancelled',
      params: { requestId: 'slow' },
    });
    expect(server.requests[1]?.head).toContain('mcp-session-id: session-1');
  });

  it('cancels a call: the server is told, the sink hears nothing more, the connection is not used again', async () => {
    const server = await rawServer(({ socket, body }) => {
      if (body.includes('notifications/cancelled')) socket.write('HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n');
    });
    const upstream = httpUpstream(server.port);
    const running = collect((sink) => upstream.send(request(1, 'tools/call', {}, { session: SESSION }), sink));
    await until(() => server.requests.length === 1, 'the request');
    running.exchange.cancel('the person changed their mind');
    await until(() => server.requests.length === 2, 'the cancellation');
    expect(JSON.parse(server.requests[1]?.body ?? '').params).toEqual({
      requestId: 1,
      reason: 'the person changed their mind',
    });
    expect(server.requests[1]?.connection).toBe(1);
    expect(running.answer).toMatchObject({ head: null, ended: false, error: null });
  });

  it('never cancels initialize, nor what was not sent', async () => {
    const server = await rawServer(() => undefined);
    const upstream = httpUpstream(server.port, '/mcp', { connectionsMax: 1 });
    const first = collect((sink) => upstream.send(initialize(), sink));
    const queued = collect((sink) => upstream.send(request(2, 'ping', undefined, { session: SESSION }), sink));
    await until(() => server.requests.length === 1, 'the request');
    queued.exchange.cancel('never mind');
    first.exchange.cancel('never mind');
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(server.requests).toHaveLength(1);
  });

  it('counts waiting for a connection against the timeout', async () => {
    const server = await rawServer(() => undefined);
    const upstream = httpUpstream(server.port, '/mcp', { connectionsMax: 1 });
    const first = collect((sink) => upstream.send(request(1, 'ping'), sink));
    await until(() => server.requests.length === 1, 'the request');
    expect((await call(upstream, request(2, 'ping', undefined, { timeoutMs: 100 }))).error?.code).toBe(
      'upstream.timeout',
    );
    first.exchange.cancel('test over');
    expect(server.requests).toHaveLength(1);
  });
});
