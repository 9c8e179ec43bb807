import { describe, expect, it } from 'vitest';
import { call, http, initialize, openSession, rawServer, resultOf, until } from '../upstream-harness.js';
import { ADA, sseServer, sseUpstream } from './fixture.js';

describe('the place messages are posted to', () => {
  const PLACES: readonly [string, (index: number, port: number) => string, boolean][] = [
    ['relative to the root', (index) => `/messages?${index}`, true],
    ['relative to the stream', (index) => `messages?${index}`, true],
    ['whole, on the same origin', (index, port) => `http://127.0.0.1:${port}/messages?${index}`, true],
    ['on another host', (index) => `http://example.invalid/messages?${index}`, false],
    ['on another port', (index) => `http://127.0.0.1:1/messages?${index}`, false],
    ['under another scheme', (index, port) => `https://127.0.0.1:${port}/messages?${index}`, false],
    ['without a scheme, on another host', (index) => `//example.invalid/messages?${index}`, false],
    ['with a password', (index, port) => `http://a:b@127.0.0.1:${port}/messages?${index}`, false],
    ['no place at all', () => 'http://', false],
  ];

  it.each(PLACES)('T-SSRF: %s', async (_, place, allowed) => {
    const server = await sseServer(place);
    const { upstream } = sseUpstream(server.port);
    const answer = await call(upstream, { ...initialize(), peer: ADA });
    if (allowed) expect(resultOf(answer)).toMatchObject({ protocolVersion: '2024-11-05' });
    else expect(answer.error).toMatchObject({ code: 'upstream.invalid' });
    expect(server.heads.filter((head) => head.startsWith('POST'))).toHaveLength(allowed ? 1 : 0);
  });

  it.each([301, 302, 303, 307, 308])(
    'T-REDIR: is not looked for where a redirect %i points, on GET or POST',
    async (status) => {
      const elsewhere = await rawServer(() => undefined);
      const away = http('', `Location: http://127.0.0.1:${elsewhere.port}/sse`, `${status} Elsewhere`);
      const streams = await rawServer(({ socket }) => void socket.write(away));
      const posts = await rawServer(({ socket, head }) => {
        const stream = 'HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\nevent: endpoint\ndata: /messages\n\n';
        socket.write(head.startsWith('GET') ? stream : away);
      });
      for (const { port } of [streams, posts]) {
        const answer = await call(sseUpstream(port).upstream, { ...initialize(), peer: ADA });
        expect(answer.error).toMatchObject({ code: 'upstream.invalid' });
      }
      expect(elsewhere.accepted).toBe(0);
    },
  );

  it('that is never told is waited for no longer than allowed', async () => {
    const server = await rawServer(({ socket }) =>
      socket.write('HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n: nothing\n\n'),
    );
    const { upstream } = sseUpstream(server.port, {}, '/sse', 100);
    const answer = await call(upstream, { ...initialize(), peer: ADA });
    expect(answer.error).toMatchObject({ code: 'upstream.invalid', params: { handshakeRefused: true } });
    await until(() => server.connections.size === 0, 'the stream to close');
  });

  it('T-HEADERS: is told nothing of the client but its message', async () => {
    const server = await sseServer();
    await openSession(sseUpstream(server.port).upstream, ADA);
    for (const head of server.heads) {
      const names = head
        .split('\r\n')
        .slice(1)
        .map((line) => line.split(':', 1)[0]);
      expect(['Host', 'User-Agent', 'Content-Type', 'Accept', 'Content-Length']).toEqual(expect.arrayContaining(names));
    }
  });
});
