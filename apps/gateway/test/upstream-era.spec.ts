import { AppError } from '@sallyport/contracts';
import { Dialler } from '@sallyport/safe-dial';
import { describe, expect, it, onTestFinished } from 'vitest';
import { remoteServer } from '../src/upstream/remote-server.js';
import {
  call,
  http,
  initialize,
  lastMessage,
  modernRequest,
  openSession,
  peer,
  rawServer,
  request,
  resultOf,
} from './upstream-harness.js';
import {
  ABSENT,
  BAD,
  bare,
  listAsLegacy,
  listAsModern,
  no,
  PERSONAS,
  scripted,
  serverInfo,
  speaksModern,
} from './upstream-personas.js';

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
