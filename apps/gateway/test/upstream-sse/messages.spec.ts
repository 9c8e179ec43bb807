import { describe, expect, it } from 'vitest';
import { collect, lastMessage, openSession, request, resultOf, until } from '../upstream-harness.js';
import { ADA, echo, listen, messagesOf, sseServer, sseUpstream, start } from './fixture.js';

describe('messages on the stream', () => {
  it('are given to the call they answer, under ids the server cannot confuse', async () => {
    const server = await sseServer();
    const { upstream } = sseUpstream(server.port);
    const session = await openSession(upstream, ADA);
    const calls = [start(upstream, session, 7), start(upstream, session, 7), start(upstream, session, 7)];
    await until(() => server.streams[0]?.received.length === 5, 'three calls');
    const ids = server.streams[0]?.received.slice(2).map(({ id }) => id) ?? [];
    expect(new Set(ids).size).toBe(3);
    for (const [index, id] of [...ids.entries()].reverse()) server.streams[0]?.send({ id, result: { index } });
    for (const [index, running] of calls.entries()) {
      expect(lastMessage(await running.done)).toEqual({ jsonrpc: '2.0', id: 7, result: { index } });
    }
  });

  it('that nobody is owed go nowhere', async () => {
    const server = await sseServer();
    const { upstream } = sseUpstream(server.port);
    const session = await openSession(upstream, ADA);
    const running = start(upstream, session, 1);
    await until(() => server.streams[0]?.received.length === 3, 'the call');
    server.streams[0]?.send({ id: 999_999, result: {} });
    server.streams[0]?.send({ id: '1', result: {} });
    server.streams[0]?.send({ id: server.streams[0].received[2]?.id, result: { right: true } });
    expect(resultOf(await running.done)).toEqual({ right: true });
  });

  it('that are none end the connection, and what was in flight fails', async () => {
    const server = await sseServer();
    const { upstream } = sseUpstream(server.port);
    const session = await openSession(upstream, ADA);
    const running = start(upstream, session, 1);
    await until(() => server.streams[0]?.received.length === 3, 'the call');
    server.streams[0]?.socket.write('data: this is not JSON\n\n');
    expect((await running.done).error).toMatchObject({ code: 'upstream.invalid' });
    expect(resultOf(await echo(upstream, session))).toBeDefined();
    expect(server.streams).toHaveLength(2);
  });

  it('of the server’s own go to the listener, else to the newest call', async () => {
    const server = await sseServer();
    const { upstream } = sseUpstream(server.port);
    const session = await openSession(upstream, ADA);
    const [older, newer] = [start(upstream, session, 1), start(upstream, session, 2)];
    const [stream] = server.streams;
    await until(() => stream?.received.length === 4, 'two calls');
    stream?.send({ method: 'notifications/message', params: { data: 'to the newest' } });
    await until(() => newer.answer.messages.length === 1, 'the message');
    const listening = listen(upstream, session);
    await until(() => listening.answer.head !== null, 'the stream');
    stream?.send({ method: 'notifications/message', params: { data: 'to the listener' } });
    await until(() => listening.answer.messages.length === 1, 'the message');
    expect(older.answer.messages).toHaveLength(0);
    listening.exchange.cancel('enough');
    stream?.send({ method: 'notifications/tools/list_changed' });
    await until(() => newer.answer.messages.length === 2, 'the message');
  });

  it('that come before anybody can hear them wait for the listener', async () => {
    const server = await sseServer();
    const { upstream } = sseUpstream(server.port);
    const session = await openSession(upstream, ADA);
    server.streams[0]?.send({ id: 0, method: 'roots/list' });
    server.streams[0]?.send({ method: 'notifications/tools/list_changed' });
    await new Promise((resolve) => setTimeout(resolve, 50));
    const listening = listen(upstream, session);
    await until(() => listening.answer.messages.length === 2, 'both messages');
    expect(messagesOf(listening).map(({ method }) => method)).toEqual([
      'roots/list',
      'notifications/tools/list_changed',
    ]);
  });

  it('that are progress go to the call whose token they carry', async () => {
    const server = await sseServer();
    const { upstream } = sseUpstream(server.port);
    const session = await openSession(upstream, ADA);
    const listening = listen(upstream, session);
    const running = collect((sink) =>
      upstream.send(request(1, 'hold', {}, { session, peer: ADA, progressToken: 'mine' }), sink),
    );
    const [stream] = server.streams;
    await until(() => stream?.received.length === 3, 'the call');
    const meta = stream?.received[2]?.params?._meta as { progressToken: unknown } | undefined;
    const token = meta?.progressToken;
    expect(token).not.toBe('mine');
    stream?.send({ method: 'notifications/progress', params: { progressToken: token, progress: 1 } });
    stream?.send({ method: 'notifications/progress', params: { progressToken: 'unknown', progress: 1 } });
    await until(() => running.answer.messages.length === 1, 'progress');
    expect(messagesOf(running)).toMatchObject([{ params: { progressToken: 'mine', progress: 1 } }]);
    expect(listening.answer.messages).toHaveLength(0);
  });
});
