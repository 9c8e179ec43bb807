import { describe, expect, it } from 'vitest';
import { call, http, notification, openSession, rawServer, request, resultOf, until } from '../upstream-harness.js';
import { ADA, BOB, echo, listen, methods, sseServer, sseUpstream, start } from './fixture.js';

describe('a session', () => {
  it('unknown here is begun anew in its client’s name, and goes on', async () => {
    const server = await sseServer();
    const { upstream } = sseUpstream(server.port);
    const session = { id: '@gone.own-1234', protocolVersion: '2025-06-18' };
    expect(resultOf(await echo(upstream, session))).toEqual({ echoed: { said: 1 } });
    expect(server.streams[0]?.received).toMatchObject([
      {
        method: 'initialize',
        params: { protocolVersion: '2025-06-18', capabilities: ADA.capabilities, clientInfo: ADA.client },
      },
      { method: 'notifications/initialized' },
      { method: 'echo' },
    ]);
    expect(resultOf(await echo(upstream, session))).toBeDefined();
    expect(server.streams).toHaveLength(1);
  });

  it('begun anew is begun once by all its calls together', async () => {
    const server = await sseServer();
    const { upstream } = sseUpstream(server.port);
    const session = { id: '@gone.own-1234', protocolVersion: '2024-11-05' };
    const listening = listen(upstream, session);
    await Promise.all(Array.from({ length: 5 }, () => echo(upstream, session)));
    expect(server.streams).toHaveLength(1);
    server.streams[0]?.send({ method: 'notifications/tools/list_changed' });
    await until(() => listening.answer.messages.length === 1, 'the change');
  });

  it('loses what was in flight with its connection, then comes back with what it had set up', async () => {
    const server = await sseServer();
    const { upstream } = sseUpstream(server.port);
    const session = await openSession(upstream, ADA);
    await call(upstream, request(1, 'resources/subscribe', { uri: 'a://b' }, { session, peer: ADA }));
    const listening = listen(upstream, session);
    const running = start(upstream, session, 2);
    await until(() => server.streams[0]?.received.length === 4, 'the call');
    server.streams[0]?.socket.destroy();
    expect((await running.done).error).toMatchObject({ code: 'upstream.unavailable' });
    expect(await listening.done).toMatchObject({ ended: true });
    expect(resultOf(await echo(upstream, session))).toBeDefined();
    await until(() => server.streams[1]?.received.length === 4, 'the subscription');
    const again = server.streams[1];
    expect(again && methods(again).sort()).toEqual([
      'echo',
      'initialize',
      'notifications/initialized',
      'resources/subscribe',
    ]);
  });

  it('whose server cannot be begun again says so', async () => {
    const server = await rawServer(({ socket }) => socket.write(http('', 'X: 1', '503 Busy')));
    const answer = await echo(sseUpstream(server.port).upstream, { id: '@gone.own-1', protocolVersion: '2024-11-05' });
    expect(answer.error).toMatchObject({ code: 'upstream.unavailable' });
  });

  it('is nobody else’s', async () => {
    const server = await sseServer();
    const { upstream } = sseUpstream(server.port);
    const session = await openSession(upstream, ADA);
    expect((await echo(upstream, session, BOB)).error?.code).toBe('mcp.session_not_found');
    expect((await listen(upstream, session, BOB).done).error?.code).toBe('mcp.session_not_found');
    await upstream.end(BOB, session);
    expect(resultOf(await echo(upstream, session))).toBeDefined();
    expect(server.streams).toHaveLength(1);
  });

  it('that is ended closes its connection and what hangs on it', async () => {
    const server = await sseServer();
    const { upstream } = sseUpstream(server.port);
    const session = await openSession(upstream, ADA);
    const [running, listening] = [start(upstream, session, 1), listen(upstream, session)];
    await until(() => listening.answer.head !== null, 'the stream');
    await upstream.end(ADA, session);
    expect((await running.done).error?.code).toBe('upstream.unavailable');
    expect(await listening.done).toMatchObject({ ended: true });
    await until(() => server.streams[0]?.socket.destroyed === true, 'the stream to close');
  });

  it('nobody uses gives its connection back, and comes back when it is used', async () => {
    const server = await sseServer();
    const { upstream } = sseUpstream(server.port, { idleMs: 80 });
    const session = await openSession(upstream, ADA);
    await until(() => server.streams[0]?.socket.destroyed === true, 'the stream to close');
    expect(resultOf(await echo(upstream, session))).toBeDefined();
    expect(server.streams).toHaveLength(2);
  });

  it('somebody listens in keeps its connection', async () => {
    const server = await sseServer();
    const { upstream } = sseUpstream(server.port, { idleMs: 40 });
    const session = await openSession(upstream, ADA);
    listen(upstream, session);
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(server.streams[0]?.socket.destroyed).toBe(false);
  });

  it('has so many calls in flight and no more', async () => {
    const server = await sseServer();
    const { upstream } = sseUpstream(server.port);
    const session = await openSession(upstream, ADA);
    const running = Array.from({ length: 256 }, (_, id) => start(upstream, session, id));
    await until(() => server.streams[0]?.received.length === 258, 'all calls');
    expect((await echo(upstream, session)).error).toMatchObject({ code: 'upstream.unavailable' });
    running[0]?.exchange.cancel('enough');
    expect(resultOf(await echo(upstream, session))).toBeDefined();
    for (const { exchange } of running) exchange.cancel('enough');
  });

  it('cancels a call under the id the server knows', async () => {
    const server = await sseServer();
    const { upstream } = sseUpstream(server.port);
    const session = await openSession(upstream, ADA);
    const running = start(upstream, session, 1);
    await until(() => server.streams[0]?.received.length === 3, 'the call');
    running.exchange.cancel('enough');
    await until(() => server.streams[0]?.received.length === 4, 'the cancellation');
    const requestId = server.streams[0]?.received[2]?.id;
    expect(server.streams[0]?.received[3]).toMatchObject({
      method: 'notifications/cancelled',
      params: { requestId, reason: 'enough' },
    });
    const told = { ...notification('notifications/cancelled', session, { requestId: 1 }), peer: ADA };
    expect((await call(upstream, told)).head?.status).toBe(202);
    await echo(upstream, session);
    expect(server.streams[0] && methods(server.streams[0]).filter((m) => m === 'notifications/cancelled')).toHaveLength(
      1,
    );
  });
});
