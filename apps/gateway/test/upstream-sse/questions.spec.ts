import { describe, expect, it } from 'vitest';
import { answerTo, call, openSession, until } from '../upstream-harness.js';
import { ADA, echo, listen, messagesOf, sseServer, sseUpstream } from './fixture.js';

describe('questions of the server', () => {
  const ask = async () => {
    const server = await sseServer();
    const { upstream } = sseUpstream(server.port);
    const session = await openSession(upstream, ADA);
    const listening = listen(upstream, session);
    await until(() => listening.answer.head !== null, 'the stream');
    server.streams[0]?.send({ id: 0, method: 'roots/list' });
    await until(() => listening.answer.messages.length === 1, 'the question');
    const [question] = messagesOf(listening);
    return { server, upstream, session, listening, id: question?.id ?? '' };
  };

  it('are answered once, under the id the server gave', async () => {
    const { server, upstream, session, id } = await ask();
    await call(upstream, answerTo(id, { roots: [] }, session, ADA));
    await call(upstream, answerTo(id, { roots: ['again'] }, session, ADA));
    await call(upstream, answerTo('0', { roots: ['guessed'] }, session, ADA));
    await echo(upstream, session);
    const answers = server.streams[0]?.received.filter(({ result }) => result !== undefined);
    expect(answers).toEqual([{ jsonrpc: '2.0', id: 0, result: { roots: [] } }]);
  });

  it('of a connection that is gone are answered by nobody, though the next one counts alike', async () => {
    const { server, upstream, session, id } = await ask();
    server.streams[0]?.socket.destroy();
    await until(() => server.streams[0]?.socket.destroyed === true, 'the end');
    await echo(upstream, session);
    const listening = listen(upstream, session);
    await until(() => listening.answer.head !== null, 'the stream');
    server.streams[1]?.send({ id: 0, method: 'roots/list' });
    await until(() => listening.answer.messages.length === 1, 'the question');
    await call(upstream, answerTo(id, { roots: ['stale'] }, session, ADA));
    await call(upstream, answerTo(messagesOf(listening)[0]?.id ?? '', { roots: ['fresh'] }, session, ADA));
    await echo(upstream, session);
    const answers = server.streams[1]?.received.filter(({ result }) => result !== undefined);
    expect(answers).toMatchObject([{ id: 0, result: { roots: ['fresh'] } }]);
  });

  it('can be withdrawn, under the id the client knows', async () => {
    const { server, listening, id } = await ask();
    server.streams[0]?.send({ method: 'notifications/cancelled', params: { requestId: 0, reason: 'never mind' } });
    await until(() => listening.answer.messages.length === 2, 'the withdrawal');
    expect(messagesOf(listening)[1]).toMatchObject({ params: { requestId: id, reason: 'never mind' } });
  });

  it('whether it is there are answered here', async () => {
    const { server } = await ask();
    server.streams[0]?.send({ id: 'ping-1', method: 'ping' });
    await until(() => server.streams[0]?.received.some(({ id }) => id === 'ping-1') === true, 'the answer');
    expect(server.streams[0]?.received.at(-1)).toEqual({ jsonrpc: '2.0', id: 'ping-1', result: {} });
  });

  it('that nobody will ever hear are refused, and do not pile up', async () => {
    const server = await sseServer();
    const { upstream } = sseUpstream(server.port);
    await openSession(upstream, ADA);
    for (let id = 0; id < 70; id++) server.streams[0]?.send({ id, method: 'roots/list' });
    await until(() => server.streams[0]?.received.filter(({ error }) => error).length === 6, 'six refusals');
    expect(server.streams[0]?.received.at(-1)).toMatchObject({ error: { code: -32603 } });
  });
});
