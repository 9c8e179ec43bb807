import type { Socket } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { HealthNotes } from '../src/upstream/health-notes.js';
import { type ResidentLimits, ResidentSessions } from '../src/upstream/resident-sessions.js';
import { ResidentUpstream } from '../src/upstream/resident-upstream.js';
import { SseLink } from '../src/upstream/sse-link.js';
import type { UpstreamSession } from '../src/upstream/upstream.js';
import { startServer } from './bridge/peers/servers.js';
import {
  type Answer,
  answerTo,
  call,
  collect,
  http,
  httpEndpoint,
  initialize,
  lastMessage,
  notification,
  openSession,
  peer,
  type RawRequest,
  type Running,
  rawServer,
  request,
  resultOf,
  textOf,
  until,
} from './upstream-harness.js';

const ADA = peer({ client: { name: 'ada-client', version: '3' }, capabilities: { roots: {}, sampling: {} } });
const BOB = peer({ principalId: 'bob', key: 'org/bob/server/1' });

interface Made {
  readonly upstream: ResidentUpstream;
  readonly notes: HealthNotes;
}

/** The HTTP+SSE transport alone, without the search for it. */
const sseUpstream = (port: number, limits: Partial<ResidentLimits> = {}, path = '/sse', endpointMs = 1_000): Made => {
  const endpoint = httpEndpoint(port, path);
  const times = { endpointMs, postMs: 1_000 };
  const residents = new ResidentSessions(
    (handlers, principalId) => new SseLink(endpoint, handlers, { principalId, times }),
    {
      replicaId: 'one',
      limits: { linksMax: 8, linksPerPrincipalMax: 8, idleMs: 60_000, ...limits },
      notes: endpoint.notes,
    },
  );
  const { notes } = endpoint;
  const upstream = new ResidentUpstream({
    residents,
    needsOwn: () => true,
    shared: null,
    healthOf: () => notes.health,
  });
  onTestFinished(async () => {
    await upstream.close();
    endpoint.close();
  });
  return { upstream, notes };
};

interface Message {
  readonly id?: string | number;
  readonly method?: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly result?: unknown;
  readonly error?: { code: number };
}

interface Stream {
  readonly socket: Socket;
  readonly received: Message[];
  send(message: object): void;
}

interface SseServer {
  readonly port: number;
  /** One for each GET, in order. */
  readonly streams: Stream[];
  readonly heads: string[];
}

/** Answers `initialize` and `echo`; everything else is for the test to do. */
const sseServer = async (
  place = (index: number, _port: number): string => `/messages?${index}`,
): Promise<SseServer> => {
  const streams: Stream[] = [];
  const heads: string[] = [];
  const { port } = await rawServer(({ socket, head, body }: RawRequest) => {
    heads.push(head);
    if (head.startsWith('GET')) {
      const send = (message: object) =>
        void socket.write(`data: ${JSON.stringify({ jsonrpc: '2.0', ...message })}\n\n`);
      const index = streams.push({ socket, received: [], send }) - 1;
      socket.write('HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n: hello\n\n');
      socket.write(`event: endpoint\ndata: ${place(index, port)}\n\n`);
      return;
    }
    const stream = streams[Number(/\?(\d+)/.exec(head)?.[1])];
    if (stream === undefined) return void socket.write(http('', 'X: 1', '404 Not Found'));
    socket.write('HTTP/1.1 202 Accepted\r\nContent-Length: 8\r\n\r\nAccepted');
    const message: Message = JSON.parse(body);
    stream.received.push(message);
    const { id, method, params } = message;
    const result = { protocolVersion: '2024-11-05', capabilities: {}, serverInfo: { name: 'old', version: '1' } };
    if (method === 'initialize') stream.send({ id, result });
    else if (method === 'echo' || method === 'resources/subscribe') stream.send({ id, result: { echoed: params } });
  });
  return { port, streams, heads };
};

const methods = ({ received }: Stream): (string | undefined)[] => received.map(({ method }) => method);
const start = (upstream: ResidentUpstream, session: UpstreamSession, id: number, method = 'hold'): Running =>
  collect((sink) => upstream.send(request(id, method, { n: id }, { session, peer: ADA }), sink));
const echo = (upstream: ResidentUpstream, session: UpstreamSession, from = ADA): Promise<Answer> =>
  call(upstream, request('e', 'echo', { said: 1 }, { session, peer: from }));
const messagesOf = ({ answer }: Running): Message[] => answer.messages.map(({ raw }) => JSON.parse(raw.toString()));
const listen = (upstream: ResidentUpstream, session: UpstreamSession, from = ADA): Running =>
  collect((sink) => upstream.listen({ peer: from, session, lastEventId: undefined }, sink));

describe('with a server of the first SDK line', () => {
  it('initialises, lists, calls, streams progress, asks its client, and ends', async () => {
    const server = await startServer('http-sse');
    onTestFinished(() => server.close());
    if (!('url' in server.address)) throw new Error('not behind a URL');
    const { port } = new URL(server.address.url);
    const { upstream, notes } = sseUpstream(Number(port));
    const session = await openSession(upstream, ADA);
    expect(session.id).toMatch(/^@one\./);
    expect(notes.health).toMatchObject({ state: 'up', protocolVersion: session.protocolVersion });

    const slow = { name: 'slow', arguments: { key: 'k', steps: 2 } };
    const answer = await call(upstream, request('s', 'tools/call', slow, { session, peer: ADA, progressToken: 'p' }));
    expect(textOf(answer)).toBe('done k');
    expect(answer.messages.length).toBeGreaterThan(1);

    const roots = collect((sink) =>
      upstream.send(request(2, 'tools/call', { name: 'roots', arguments: {} }, { session, peer: ADA }), sink),
    );
    await until(() => roots.answer.messages.length === 1, 'the question');
    const [question] = messagesOf(roots);
    expect(question).toMatchObject({ method: 'roots/list' });
    await call(upstream, answerTo(question?.id ?? 0, { roots: [{ uri: 'file:///one' }] }, session, ADA));
    expect(textOf(await roots.done)).toBe('file:///one');
  });
});

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

describe('connections', () => {
  it('are taken from the longest idle session when all are used, never from a busy one', async () => {
    const server = await sseServer();
    const { upstream } = sseUpstream(server.port, { linksMax: 2 });
    const first = await openSession(upstream, ADA);
    const second = await openSession(upstream, ADA);
    const running = start(upstream, first, 1);
    await until(() => server.streams[0]?.received.length === 3, 'the call');
    const third = await openSession(upstream, ADA);
    expect(server.streams[0]?.socket.destroyed).toBe(false);
    await until(() => server.streams[1]?.socket.destroyed === true, 'the idle one to close');
    const busy = start(upstream, third, 2);
    const refused = await call(upstream, { ...initialize(), peer: BOB });
    expect(refused.error).toMatchObject({ code: 'upstream.unavailable' });
    expect((await echo(upstream, second)).error).toMatchObject({ code: 'upstream.unavailable' });
    for (const { exchange } of [running, busy]) exchange.cancel('done');
    expect(resultOf(await echo(upstream, second))).toBeDefined();
  });

  it('are shared out among principals: who has most gives first, and nobody takes more than a share', async () => {
    const server = await sseServer();
    const { upstream } = sseUpstream(server.port, { linksMax: 3, linksPerPrincipalMax: 2 });
    const bobs = await openSession(upstream, BOB);
    const [adas] = [await openSession(upstream, ADA), await openSession(upstream, ADA)];
    await openSession(upstream, ADA);
    await until(() => server.streams[1]?.socket.destroyed === true, 'her own to make room');
    await openSession(upstream, peer({ principalId: 'gil', key: 'org/gil/server/1' }));
    await until(() => server.streams[2]?.socket.destroyed === true, 'one of hers to make room');
    expect(server.streams[0]?.socket.destroyed).toBe(false);
    expect(resultOf(await echo(upstream, bobs, BOB))).toBeDefined();
    expect(resultOf(await echo(upstream, adas))).toBeDefined();
  });

  it('break with the POST a server does not know any more', async () => {
    const server = await sseServer((index) => (index === 0 ? '/messages?99' : `/messages?${index}`));
    const { upstream } = sseUpstream(server.port);
    expect((await call(upstream, { ...initialize(), peer: ADA })).error?.code).toBe('upstream.unavailable');
    await until(() => server.streams[0]?.socket.destroyed === true, 'the stream to close');
  });
});
