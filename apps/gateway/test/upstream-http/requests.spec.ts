import { describe, expect, it } from 'vitest';
import { OWN_PEER } from '../../src/upstream/own-call.js';
import { call, collect, httpUpstream, notification, rawServer, request } from '../upstream-harness.js';
import { answerAll, SESSION } from './fixture.js';

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
