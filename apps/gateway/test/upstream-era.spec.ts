import { AppError } from '@sallyport/contracts';
import { Dialler } from '@sallyport/safe-dial';
import { describe, expect, it, onTestFinished } from 'vitest';
import { remoteServer } from '../src/upstream/remote-server.js';
import type { Upstream } from '../src/upstream/upstream.js';
import {
  type Answer,
  call,
  http,
  initialize,
  lastMessage,
  modernPeer,
  modernRequest,
  openSession,
  peer,
  type RawRequest,
  rawServer,
  request,
  resultOf,
  until,
} from './upstream-harness.js';

/** What a server does with one POST, as a status and a body; null when it does not know such requests. */
type Speaks = (message: { id?: unknown; method: string; params?: object }) => { status: string; body: string } | null;

const ok = (id: unknown, result: object) => ({
  status: '200 OK',
  body: JSON.stringify({ jsonrpc: '2.0', id, result }),
});
const no = (status: string, id: unknown, code: number, data?: object) => ({
  status,
  body: JSON.stringify({ jsonrpc: '2.0', id, error: { code, message: 'no', data } }),
});
const bare = (status: string) => ({ status, body: '' });
const BAD = '400 Bad Request';
const ABSENT = '404 Not Found';
const UNSUPPORTED = { supported: ['2026-07-28'], requested: '2025-11-25' };
const serverInfo = { name: 'scripted', version: '1' };

const speaksModern: Speaks = ({ id, method, params }) => {
  if (!JSON.stringify(params ?? {}).includes('io.modelcontextprotocol/protocolVersion')) return null;
  if (method === 'server/discover') {
    const _meta = { 'io.modelcontextprotocol/serverInfo': serverInfo };
    return ok(id, { resultType: 'complete', supportedVersions: ['2026-07-28'], capabilities: { tools: {} }, _meta });
  }
  return ok(id, { resultType: 'complete', tools: [], spoken: 'modern', ttlMs: 0, cacheScope: 'private' });
};
const speaksLegacy: Speaks = ({ id, method, params }) => {
  if (JSON.stringify(params ?? {}).includes('io.modelcontextprotocol/protocolVersion')) return null;
  if (id === undefined) return bare('202 Accepted');
  if (method === 'initialize')
    return ok(id, { protocolVersion: '2025-11-25', capabilities: { tools: {} }, serverInfo });
  return ok(id, { tools: [], spoken: 'legacy' });
};

interface Persona {
  readonly posts: Speaks;
  /** Whether a GET opens an HTTP+SSE stream. */
  readonly events?: boolean;
  readonly sessionId?: string;
}

const both =
  (...ways: Speaks[]): Speaks =>
  (message) =>
    ways.map((speaks) => speaks(message)).find((answer) => answer !== null) ?? null;
const orElse =
  (speaks: Speaks, refuse: (id: unknown) => { status: string; body: string }): Speaks =>
  (message) =>
    speaks(message) ?? refuse(message.id ?? null);

const PERSONAS = {
  'modern alone, refusing by the book': { posts: orElse(speaksModern, (id) => no(BAD, id, -32022, UNSUPPORTED)) },
  'modern alone, missing headers': { posts: orElse(speaksModern, () => no(BAD, null, -32020)) },
  'modern alone, not knowing initialize': { posts: orElse(speaksModern, (id) => no(ABSENT, id, -32601)) },
  'modern alone, with an empty refusal': { posts: orElse(speaksModern, () => bare(BAD)) },
  'of both eras': { posts: both(speaksModern, speaksLegacy) },
  'legacy, wanting a session': { posts: orElse(speaksLegacy, () => no(BAD, null, -32000)) },
  'legacy, giving sessions': { posts: orElse(speaksLegacy, () => no(BAD, null, -32000)), sessionId: 'their-own' },
  'legacy, with an empty refusal': { posts: orElse(speaksLegacy, () => bare(BAD)) },
  'legacy, not knowing the method': { posts: orElse(speaksLegacy, (id) => no('200 OK', id, -32601)) },
  'legacy, with a 404 of its own': { posts: orElse(speaksLegacy, () => bare(ABSENT)) },
  'legacy, accepting whatever comes': { posts: orElse(speaksLegacy, () => bare('202 Accepted')) },
  'HTTP+SSE, with a 404': { posts: () => bare(ABSENT), events: true },
  'HTTP+SSE, with a 405': { posts: () => bare('405 Method Not Allowed'), events: true },
  'HTTP+SSE, with a 400': { posts: () => bare(BAD), events: true },
} as const satisfies Record<string, Persona>;

interface Scripted {
  readonly upstream: Upstream;
  /** What it was asked, in order: POSTs by method, and GETs. */
  readonly asked: string[];
  become(persona: Persona): void;
}

const scripted = async (first: Persona, probe = { timeoutMs: 2_000, settledMs: 0 }): Promise<Scripted> => {
  let persona = first;
  const asked: string[] = [];
  const streams: RawRequest['socket'][] = [];
  const onRequest = ({ socket, head, body }: RawRequest): void => {
    if (head.startsWith('GET')) {
      asked.push('GET');
      if (persona.events !== true) return void socket.write(http('', 'X: 1', '405 Method Not Allowed'));
      const place = `/messages?${streams.push(socket) - 1}`;
      socket.write(`HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\nevent: endpoint\ndata: ${place}\n\n`);
      return;
    }
    if (head.startsWith('DELETE')) return void socket.write(http('', 'X: 1', '405 Method Not Allowed'));
    const message = JSON.parse(body);
    asked.push(message.method);
    if (head.startsWith('POST /messages')) {
      socket.write('HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n');
      const answer = speaksLegacy(message);
      const stream = streams[Number(/\?(\d+)/.exec(head)?.[1])];
      if (message.id !== undefined) stream?.write(`data: ${answer?.body}\n\n`);
      return;
    }
    const answer = persona.posts(message) ?? bare(BAD);
    const session = persona.sessionId === undefined ? '' : `\r\nMcp-Session-Id: ${persona.sessionId}`;
    socket.write(http(answer.body, `Content-Type: application/json${session}`, answer.status));
  };
  const { port } = await rawServer(onRequest);
  const dialler = new Dialler({ allow: [`127.0.0.1:${port}`] });
  const upstream = remoteServer(new URL(`http://127.0.0.1:${port}/mcp`), dialler, { replicaId: 'one', probe });
  onTestFinished(() => upstream.close());
  const become = (next: Persona): void => {
    persona = next;
  };
  return { upstream, asked, become };
};

const listAsModern = (upstream: Upstream, key = 'm'): Promise<Answer> =>
  call(upstream, modernRequest(1, 'tools/list', {}, { peer: modernPeer({ key }) }));

const listAsLegacy = async (upstream: Upstream): Promise<Answer> => {
  const session = await openSession(upstream, peer());
  return call(upstream, request(1, 'tools/list', {}, { session, peer: peer() }));
};

const M = 'modern';
const L = 'legacy';
type Kind = keyof typeof PERSONAS;

/** Which era each kind of client reaches each kind of server in, and by what the server was found out. */
const FOUND: readonly [Kind, string, string, string, string][] = [
  ['modern alone, refusing by the book', M, 'server/discover tools/list', M, 'initialize server/discover tools/list'],
  ['modern alone, missing headers', M, 'server/discover tools/list', M, 'initialize server/discover tools/list'],
  [
    'modern alone, not knowing initialize',
    M,
    'server/discover tools/list',
    M,
    'initialize GET server/discover server/discover tools/list',
  ],
  [
    'modern alone, with an empty refusal',
    M,
    'server/discover tools/list',
    M,
    'initialize GET server/discover server/discover tools/list',
  ],
  ['of both eras', M, 'server/discover tools/list', L, 'initialize notifications/initialized tools/list'],
  ...(
    [
      'legacy, wanting a session',
      'legacy, with an empty refusal',
      'legacy, not knowing the method',
      'legacy, with a 404 of its own',
      'legacy, accepting whatever comes',
    ] as const
  ).map((kind): [Kind, string, string, string, string] => [
    kind,
    L,
    'server/discover initialize notifications/initialized tools/list',
    L,
    'initialize notifications/initialized tools/list',
  ]),
  ...(['HTTP+SSE, with a 404', 'HTTP+SSE, with a 405', 'HTTP+SSE, with a 400'] as const).map(
    (kind): [Kind, string, string, string, string] => [
      kind,
      L,
      'server/discover initialize GET initialize notifications/initialized tools/list',
      L,
      'initialize GET initialize notifications/initialized tools/list',
    ],
  ),
];

describe('a server that is', () => {
  it.each(FOUND)('%s is spoken to as %s by a modern client', async (kind, era, way) => {
    const { upstream, asked } = await scripted(PERSONAS[kind]);
    expect(resultOf(await listAsModern(upstream))).toMatchObject({ spoken: era, resultType: 'complete' });
    expect(asked.join(' ')).toBe(way);
  });

  it.each(FOUND)('%s is spoken to by a legacy client as well', async (kind, _, _way, era, way) => {
    const { upstream, asked } = await scripted(PERSONAS[kind]);
    expect(resultOf(await listAsLegacy(upstream))).toMatchObject({ spoken: era });
    expect(asked.join(' ')).toBe(way);
  });

  it('known is not asked again', async () => {
    for (const kind of ['of both eras', 'legacy, wanting a session', 'HTTP+SSE, with a 405'] as const) {
      const { upstream, asked } = await scripted(PERSONAS[kind]);
      await listAsModern(upstream);
      await listAsLegacy(upstream);
      asked.length = 0;
      expect(resultOf(await listAsModern(upstream))).toBeDefined();
      expect(resultOf(await listAsLegacy(upstream))).toBeDefined();
      expect(asked).not.toContain('server/discover');
      expect(asked.filter((method) => method === 'initialize')).toHaveLength(1);
    }
  });

  it('not known yet is asked once by all who come at the same time', async () => {
    const { upstream, asked } = await scripted(PERSONAS['of both eras']);
    await Promise.all(Array.from({ length: 20 }, () => listAsModern(upstream)));
    expect(asked.filter((method) => method === 'server/discover')).toHaveLength(1);
  });

  it('of both eras shows its newest revision in its health', async () => {
    const { upstream } = await scripted(PERSONAS['of both eras']);
    await listAsLegacy(upstream);
    expect(upstream.health).toMatchObject({ state: 'up', protocolVersion: '2025-11-25', serverInfo });
    await listAsModern(upstream);
    expect(upstream.health).toMatchObject({ state: 'up', protocolVersion: '2026-07-28' });
    await listAsLegacy(upstream);
    expect(upstream.health.protocolVersion).toBe('2026-07-28');
  });
});

describe('a server that changes', () => {
  it('from modern to legacy is found out by its answer, and the call is made', async () => {
    for (const kind of [
      'legacy, wanting a session',
      'legacy, with an empty refusal',
      'HTTP+SSE, with a 405',
    ] as const) {
      const { upstream, become } = await scripted(PERSONAS['modern alone, refusing by the book']);
      expect(resultOf(await listAsModern(upstream))).toMatchObject({ spoken: M });
      become(PERSONAS[kind]);
      expect(resultOf(await listAsModern(upstream, 'another'))).toMatchObject({ spoken: L });
      expect(resultOf(await listAsLegacy(upstream))).toMatchObject({ spoken: L });
    }
  });

  it('from legacy to modern is found out by a client whose session it forgot', async () => {
    for (const kind of ['legacy, wanting a session', 'legacy, giving sessions'] as const) {
      const { upstream, become } = await scripted(PERSONAS[kind]);
      expect(resultOf(await listAsModern(upstream))).toMatchObject({ spoken: L });
      become(PERSONAS['modern alone, refusing by the book']);
      expect(resultOf(await listAsModern(upstream))).toMatchObject({ spoken: M });
    }
  });

  it('from legacy to modern is found out when a session cannot be begun, and the call is made', async () => {
    const { upstream, become } = await scripted(PERSONAS['legacy, wanting a session']);
    expect(resultOf(await listAsModern(upstream))).toMatchObject({ spoken: L });
    become(PERSONAS['modern alone, refusing by the book']);
    expect(resultOf(await listAsModern(upstream, 'another'))).toMatchObject({ spoken: M });
    expect(resultOf(await listAsLegacy(upstream))).toMatchObject({ spoken: M });
  });

  it('from modern to legacy under a legacy client is found out at its next initialize', async () => {
    const { upstream, become } = await scripted(PERSONAS['modern alone, refusing by the book']);
    expect(resultOf(await listAsLegacy(upstream))).toMatchObject({ spoken: M });
    become(PERSONAS['legacy, wanting a session']);
    expect(resultOf(await listAsLegacy(upstream))).toMatchObject({ spoken: L });
  });

  it('from legacy to modern ends the sessions it had, so that clients begin anew', async () => {
    const { upstream, become } = await scripted(PERSONAS['legacy, giving sessions']);
    const session = await openSession(upstream, peer());
    become(PERSONAS['modern alone, refusing by the book']);
    const asked = await call(upstream, request(1, 'tools/list', {}, { session, peer: peer() }));
    expect(asked.error?.code).toBe('mcp.session_not_found');
    expect(resultOf(await listAsLegacy(upstream))).toMatchObject({ spoken: M });
  });

  it('is not asked again for every refusal', async () => {
    const { upstream, asked, become } = await scripted(PERSONAS['modern alone, refusing by the book'], {
      timeoutMs: 2_000,
      settledMs: 60_000,
    });
    await listAsModern(upstream);
    become({ posts: (message) => (message.method === 'tools/list' ? bare(BAD) : speaksModern(message)) });
    asked.length = 0;
    for (let round = 0; round < 5; round++) {
      expect((await listAsModern(upstream)).error).toMatchObject({ code: 'upstream.invalid' });
    }
    expect(asked.filter((method) => method === 'server/discover')).toHaveLength(1);
    expect(asked.filter((method) => method === 'tools/list')).toHaveLength(5);
  });

  it('says of a method it does not know what modern servers say is still modern', async () => {
    const { upstream, asked, become } = await scripted(PERSONAS['of both eras']);
    await listAsModern(upstream);
    become({ posts: ({ id }) => no(ABSENT, id, -32601) });
    asked.length = 0;
    const answer = await listAsModern(upstream);
    expect(answer.head?.status).toBe(404);
    expect(lastMessage(answer)).toMatchObject({ id: 1, error: { code: -32601 } });
    expect(asked).toEqual(['tools/list']);
  });
});

describe('a server that has no era for the moment', () => {
  it.each(['500 Oops', '503 Busy', '429 Slow down'])(
    'because it answers %s is unavailable, then found out',
    async (status) => {
      const { upstream, asked, become } = await scripted({ posts: () => bare(status) });
      expect((await listAsModern(upstream)).error).toMatchObject({ code: 'upstream.unavailable' });
      expect((await call(upstream, { ...initialize(), peer: peer() })).error).toMatchObject({
        code: 'upstream.unavailable',
      });
      expect(asked).not.toContain('GET');
      become(PERSONAS['of both eras']);
      expect(resultOf(await listAsModern(upstream))).toMatchObject({ spoken: M });
      expect(resultOf(await listAsLegacy(upstream))).toMatchObject({ spoken: L });
    },
  );

  it('because nobody listens is unavailable', async () => {
    const dialler = { dial: () => Promise.reject(new AppError('upstream.unavailable', { detail: 'gone' })) };
    const upstream = remoteServer(new URL('http://127.0.0.1:1/mcp'), dialler, { replicaId: 'one' });
    onTestFinished(() => upstream.close());
    expect((await listAsModern(upstream)).error).toMatchObject({ code: 'upstream.unavailable', detail: 'gone' });
    expect((await call(upstream, { ...initialize(), peer: peer() })).error).toMatchObject({ detail: 'gone' });
    expect(upstream.health.state).toBe('down');
  });

  it('because it says nothing costs a call its own time and no more', async () => {
    const server = await rawServer(() => undefined);
    const dialler = new Dialler({ allow: [`127.0.0.1:${server.port}`] });
    const upstream = remoteServer(new URL(`http://127.0.0.1:${server.port}/mcp`), dialler, { replicaId: 'one' });
    onTestFinished(() => upstream.close());
    const before = performance.now();
    const answer = await call(upstream, modernRequest(1, 'tools/list', {}, { timeoutMs: 200 }));
    expect(answer.error?.code).toBe('upstream.timeout');
    expect(performance.now() - before).toBeLessThan(1_000);
  });

  it('T-REDIR: because it redirects is refused, and nothing is sent elsewhere', async () => {
    const elsewhere = await rawServer(() => undefined);
    for (const status of [301, 302, 303, 307, 308]) {
      const server = await rawServer(({ socket }) =>
        socket.write(http('', `Location: http://127.0.0.1:${elsewhere.port}/`, `${status} Elsewhere`)),
      );
      const dialler = new Dialler({ allow: [`127.0.0.1:${server.port}`, `127.0.0.1:${elsewhere.port}`] });
      const upstream = remoteServer(new URL(`http://127.0.0.1:${server.port}/mcp`), dialler, { replicaId: 'one' });
      onTestFinished(() => upstream.close());
      expect((await listAsModern(upstream)).error?.code).toBe('upstream.invalid');
      expect((await call(upstream, { ...initialize(), peer: peer() })).error?.code).toBe('upstream.invalid');
    }
    expect(elsewhere.accepted).toBe(0);
  });
});

describe('the answer to initialize', () => {
  const answering = (protocolVersion: string): Persona => ({
    posts: (message) =>
      message.method === 'initialize'
        ? ok(message.id, { protocolVersion, capabilities: {}, serverInfo })
        : speaksLegacy(message),
  });
  const VERSIONS = [
    ['2025-03-26', '2025-11-25', '2025-03-26', 'a newer one it did not ask for'],
    ['2025-11-25', '2025-03-26', '2025-03-26', 'an older one'],
    ['2025-06-18', '2025-06-18', '2025-06-18', 'the one it asked for'],
    ['2025-06-18', '2099-01-01', '2099-01-01', 'one nobody knows'],
  ] as const;

  it.each(VERSIONS)('to %s with %s is told as %s: %s', async (asked, answered, told) => {
    const { upstream } = await scripted(answering(answered));
    const answer = await call(upstream, { ...initialize(0, asked), peer: peer({ protocolVersion: asked }) });
    expect(resultOf(answer)).toMatchObject({ protocolVersion: told });
  });

  it('leaves the session in the version of the server, whatever the client was told', async () => {
    const heads: string[] = [];
    const { port } = await rawServer(({ socket, head, body }) => {
      heads.push(head);
      const message = JSON.parse(body);
      const { status, body: text } = answering('2025-11-25').posts(message) ?? bare(BAD);
      socket.write(http(text, 'Content-Type: application/json\r\nMcp-Session-Id: their-own', status));
    });
    const dialler = new Dialler({ allow: [`127.0.0.1:${port}`] });
    const upstream = remoteServer(new URL(`http://127.0.0.1:${port}/mcp`), dialler, { replicaId: 'one' });
    onTestFinished(() => upstream.close());
    const answer = await call(upstream, { ...initialize(0, '2025-03-26'), peer: peer() });
    const session = { id: answer.head?.sessionId ?? null, protocolVersion: '2025-03-26' };
    await call(upstream, request(1, 'tools/list', {}, { session, peer: peer() }));
    expect(heads[1]).toContain('mcp-protocol-version: 2025-11-25');
    expect(heads[1]).toContain('mcp-session-id: their-own');
  });

  it('in 2025-03-26 makes a session whose requests name no version', async () => {
    const heads: string[] = [];
    const { port } = await rawServer(({ socket, head, body }) => {
      heads.push(head);
      const { status, body: text } = answering('2025-03-26').posts(JSON.parse(body)) ?? bare(BAD);
      socket.write(http(text, 'Content-Type: application/json\r\nMcp-Session-Id: old', status));
    });
    const dialler = new Dialler({ allow: [`127.0.0.1:${port}`] });
    const upstream = remoteServer(new URL(`http://127.0.0.1:${port}/mcp`), dialler, { replicaId: 'one' });
    onTestFinished(() => upstream.close());
    const session = await openSession(upstream, peer({ protocolVersion: '2025-03-26' }));
    await call(upstream, request(1, 'tools/list', {}, { session, peer: peer() }));
    await until(() => heads.length === 3, 'three requests');
    expect(heads.join('\n')).not.toContain('mcp-protocol-version');
    expect(heads[2]).toContain('mcp-session-id: old');
  });

  it('never binds a session to a replica a server names', async () => {
    const { port } = await rawServer(({ socket, body }) => {
      const { status, body: text } = speaksLegacy(JSON.parse(body)) ?? bare(BAD);
      socket.write(http(text, 'Content-Type: application/json\r\nMcp-Session-Id: @victim.abc', status));
    });
    const dialler = new Dialler({ allow: [`127.0.0.1:${port}`] });
    const upstream = remoteServer(new URL(`http://127.0.0.1:${port}/mcp`), dialler, { replicaId: 'one' });
    onTestFinished(() => upstream.close());
    const session = await openSession(upstream, peer());
    expect(session.id).not.toMatch(/^@/);
    expect(resultOf(await call(upstream, request(1, 'tools/list', {}, { session, peer: peer() })))).toMatchObject({
      spoken: L,
    });
  });
});
