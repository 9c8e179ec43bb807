import { describe, expect, it } from 'vitest';
import type { UpstreamExchange } from '../../src/upstream/upstream.js';
import {
  call,
  collect,
  http,
  httpUpstream,
  lastMessage,
  type RawRequest,
  rawServer,
  request,
  resultOf,
  rpcResult,
  until,
} from '../upstream-harness.js';
import { answerAll, chunk, END, event, STREAM_HEAD } from './fixture.js';

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
