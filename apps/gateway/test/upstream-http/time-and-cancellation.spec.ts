import { describe, expect, it } from 'vitest';
import { call, collect, httpUpstream, initialize, rawServer, request, until } from '../upstream-harness.js';
import { chunk, event, SESSION, STREAM_HEAD } from './fixture.js';

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
