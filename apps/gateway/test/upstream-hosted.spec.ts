import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type HostedServerOptions, hostedServer } from '../src/upstream/hosted-server.js';
import type { Upstream, UpstreamSession } from '../src/upstream/upstream.js';
import { startServer } from './bridge/peers/servers.js';
import {
  answerTo,
  call,
  collect,
  initialize,
  isAlive,
  lastMessage,
  modernPeer,
  modernRequest,
  openSession,
  peer,
  type Running,
  request,
  resultOf,
  silentLogger,
  textOf,
  until,
} from './upstream-harness.js';

const SCRIPT = fileURLToPath(new URL('./upstream-scripted-peer.mjs', import.meta.url));
const MUTE = peer({ key: 'org/ada/server/mute' });
const ADA = peer({ client: { name: 'ada-client', version: '3' }, capabilities: { roots: {} } });
const BOB = peer({ principalId: 'bob', key: 'org/bob/server/1', capabilities: { roots: {} } });

interface Logged {
  readonly pid: number;
  readonly id?: unknown;
  readonly method?: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly result?: unknown;
}

interface Hosted {
  readonly upstream: Upstream;
  /** What all its processes were sent. */
  received(): Logged[];
}

const hosted = (mode: string, options: Partial<HostedServerOptions> = {}): Hosted => {
  const folder = mkdtempSync(join(tmpdir(), 'upstream-hosted-'));
  const logPath = join(folder, 'log');
  const command = { command: process.execPath, args: [SCRIPT, mode, logPath], env: {}, cwd: undefined };
  const upstream = hostedServer(() => command, {
    replicaId: 'one',
    logger: silentLogger(),
    silenceMs: 400,
    ...options,
  });
  onTestFinished(async () => {
    await upstream.close();
    rmSync(folder, { recursive: true });
  });
  const read = () => (existsSync(logPath) ? readFileSync(logPath, 'utf8').split('\n').filter(Boolean) : []);
  return { upstream, received: () => read().map((line) => JSON.parse(line) as Logged) };
};

const tool = (upstream: Upstream, session: UpstreamSession, name: string, from = ADA, options = {}): Running =>
  collect((sink) => upstream.send(request(1, 'tools/call', { name }, { session, peer: from, ...options }), sink));
const modernTool = (upstream: Upstream, name: string, options: object = {}): Running =>
  collect((sink) => upstream.send(modernRequest(1, 'tools/call', { name }, options), sink));
const pidOf = async (upstream: Upstream, session: UpstreamSession, from = ADA): Promise<number> =>
  JSON.parse(textOf(await tool(upstream, session, 'pid', from).done)).pid;
const messagesOf = ({ answer }: Running): Logged[] => answer.messages.map(({ raw }) => JSON.parse(raw.toString()));

describe('a hosted server of', () => {
  const ERAS: readonly [string, string, string][] = [
    ['legacy', 'legacy', 'legacy'],
    ['legacy-unknown', 'legacy', 'legacy'],
    ['legacy-params', 'legacy', 'legacy'],
    ['legacy-mute', 'legacy', 'legacy'],
    ['legacy-exit', 'legacy', 'legacy'],
    ['modern', 'modern', 'modern'],
    ['modern-other', 'modern', 'modern'],
    ['dual', 'modern', 'legacy'],
  ];

  it.each(ERAS)(
    'kind %s is spoken to as %s by modern clients and as %s by legacy ones',
    async (mode, modern, legacy) => {
      const { upstream, received } = hosted(mode);
      const asModern = await call(upstream, modernRequest(1, 'tools/list', {}, { timeoutMs: 20_000 }));
      expect(resultOf(asModern)).toMatchObject({ spoken: modern });
      const session = await openSession(upstream, MUTE);
      const asLegacy = await call(upstream, request(2, 'tools/list', {}, { session, peer: MUTE }));
      expect(resultOf(asLegacy)).toMatchObject({ spoken: legacy });
      expect(upstream.health).toMatchObject({ state: 'up', serverInfo: { name: 'scripted-peer' } });

      const known = received().length;
      await call(upstream, modernRequest(3, 'tools/list', {}));
      expect(
        received()
          .slice(known)
          .map(({ method }) => method),
      ).toEqual(['tools/list']);
    },
  );

  it.each(['legacy', 'modern', 'dual'])('kind %s is reached by a legacy client that comes first', async (mode) => {
    const { upstream } = hosted(mode);
    const session = await openSession(upstream, ADA);
    expect(await pidOf(upstream, session)).toBeGreaterThan(0);
  });

  it('no era is refused to both, and is not started for every call', async () => {
    const { upstream, received } = hosted('none');
    for (let round = 0; round < 4; round++) {
      expect((await call(upstream, modernRequest(1, 'tools/list'))).error).toMatchObject({ code: 'upstream.invalid' });
    }
    expect((await call(upstream, { ...initialize(), peer: MUTE })).error).toMatchObject({ code: 'upstream.invalid' });
    expect(new Set(received().map(({ pid }) => pid)).size).toBe(2);
  });

  it('no command is unavailable, whoever calls', async () => {
    const command = { command: '/nowhere/at-all', args: [], env: {}, cwd: undefined };
    const upstream = hostedServer(() => command, { replicaId: 'one', logger: silentLogger() });
    onTestFinished(() => upstream.close());
    for (const from of [MUTE, ADA]) {
      expect((await call(upstream, { ...initialize(), peer: from })).error).toMatchObject({
        code: 'upstream.unavailable',
      });
    }
    expect((await call(upstream, modernRequest(1, 'tools/list'))).error).toMatchObject({
      code: 'upstream.unavailable',
    });
  });

  it.each(['stdio', 'stdio-modern'] as const)('the official SDKs (%s) lists, calls and asks', async (kind) => {
    const server = await startServer(kind);
    onTestFinished(() => server.close());
    if (!('command' in server.address)) throw new Error('not a command');
    const command = { ...server.address, env: {}, cwd: undefined };
    const upstream = hostedServer(() => command, { replicaId: 'one', logger: silentLogger() });
    onTestFinished(() => upstream.close());
    const echo = { name: 'echo', arguments: { message: 'grüße' } };
    const modern = await call(upstream, modernRequest(1, 'tools/call', echo));
    expect(resultOf(modern)).toMatchObject({ structuredContent: { message: 'grüße' } });
    const session = await openSession(upstream, ADA);
    const asking = collect((sink) =>
      upstream.send(request(2, 'tools/call', { name: 'roots', arguments: {} }, { session, peer: ADA }), sink),
    );
    await until(() => asking.answer.messages.length === 1, 'the question');
    const [question] = messagesOf(asking);
    await call(upstream, answerTo(String(question?.id), { roots: [{ uri: 'file:///x' }] }, session, ADA));
    expect(textOf(await asking.done)).toBe('file:///x');
  });
});

describe('processes', () => {
  it('are one for all legacy clients that can be asked nothing, and one for each session of those that can', async () => {
    const { upstream } = hosted('legacy');
    const [one, two] = [await openSession(upstream, MUTE), await openSession(upstream, MUTE)];
    expect(await pidOf(upstream, one, MUTE)).toBe(await pidOf(upstream, two, MUTE));
    const [three, four] = [await openSession(upstream, ADA), await openSession(upstream, ADA)];
    const pids = [await pidOf(upstream, one, MUTE), await pidOf(upstream, three), await pidOf(upstream, four)];
    expect(new Set(pids).size).toBe(3);
    expect(three.id).toMatch(/^@one\..*own-/);
    expect(one.id).not.toContain('own-');
  });

  it('of one session are initialised as its client was', async () => {
    const { upstream, received } = hosted('legacy');
    await openSession(upstream, ADA);
    await until(() => received().length === 2, 'the greeting');
    expect(received()).toMatchObject([
      { method: 'initialize', params: { capabilities: { roots: {} }, clientInfo: { name: 'test' } } },
      { method: 'notifications/initialized' },
    ]);
  });

  it('of one session end with it', async () => {
    const { upstream } = hosted('legacy');
    const session = await openSession(upstream, ADA);
    const pid = await pidOf(upstream, session);
    await upstream.end(ADA, session);
    await until(() => !isAlive(pid), 'the process to end');
  });

  it('of one session end when nobody uses them, and come back', async () => {
    const { upstream, received } = hosted('legacy', { limits: { idleMs: 100 } });
    const session = await openSession(upstream, ADA);
    const pid = await pidOf(upstream, session);
    await until(() => !isAlive(pid), 'the process to end');
    expect(await pidOf(upstream, session)).not.toBe(pid);
    expect(received().filter(({ method }) => method === 'initialize')).toHaveLength(2);
  });

  it('end with the upstream', async () => {
    const { upstream } = hosted('legacy');
    const session = await openSession(upstream, ADA);
    const pid = await pidOf(upstream, session);
    const shared = await pidOf(upstream, await openSession(upstream, MUTE), MUTE);
    await upstream.close();
    expect([pid, shared].filter(isAlive)).toEqual([]);
  });

  it('that end lose what was in flight, and the next call makes them anew', async () => {
    const { upstream } = hosted('legacy');
    const session = await openSession(upstream, ADA);
    const pid = await pidOf(upstream, session);
    expect((await tool(upstream, session, 'crash').done).error).toMatchObject({
      code: 'upstream.unavailable',
      detail: 'The server process ended with code 3',
    });
    expect(await pidOf(upstream, session)).not.toBe(pid);
  });

  it('of another replica are made here when a session comes from there', async () => {
    const { upstream, received } = hosted('legacy');
    const session = { id: '@gone.~d~own-1234', protocolVersion: '2025-06-18' };
    expect(await pidOf(upstream, session)).toBeGreaterThan(0);
    expect(received()[0]).toMatchObject({
      method: 'initialize',
      params: { protocolVersion: '2025-06-18', capabilities: ADA.capabilities, clientInfo: ADA.client },
    });
  });

  it('are few: the idle make room, and when none is idle the shared one serves', async () => {
    const { upstream, received } = hosted('legacy', { limits: { linksMax: 2, linksPerPrincipalMax: 2 } });
    const first = await openSession(upstream, ADA);
    const firstPid = await pidOf(upstream, first);
    const holding = tool(upstream, await openSession(upstream, ADA), 'hold', ADA, { progressToken: 1 });
    await until(() => holding.answer.messages.length === 1, 'the call');
    const third = await openSession(upstream, BOB);
    await until(() => !isAlive(firstPid), 'the idle process to end');
    const alsoHolding = tool(upstream, third, 'hold', BOB, { progressToken: 1 });
    await until(() => alsoHolding.answer.messages.length === 1, 'the call');

    const fourth = await openSession(upstream, BOB);
    expect(fourth.id).not.toContain('own-');
    const shared = await pidOf(upstream, fourth, BOB);
    expect(await pidOf(upstream, first)).toBe(shared);
    const greetings = received().filter(({ method, pid }) => method === 'initialize' && pid === shared);
    expect(greetings).toMatchObject([{ params: { capabilities: {} } }]);
  });
});

describe('a process of one session', () => {
  it('asks its client and takes the answer', async () => {
    const { upstream } = hosted('legacy');
    const session = await openSession(upstream, ADA);
    const asking = tool(upstream, session, 'ask');
    await until(() => asking.answer.messages.length === 1, 'the question');
    const [question] = messagesOf(asking);
    expect(question).toMatchObject({ method: 'roots/list' });
    await call(upstream, answerTo(String(question?.id), { roots: ['mine'] }, session, ADA));
    expect(JSON.parse(textOf(await asking.done))).toEqual({ roots: ['mine'] });
  });

  it('logs to its client and takes its level', async () => {
    const { upstream, received } = hosted('legacy');
    const session = await openSession(upstream, ADA);
    await call(upstream, request(1, 'logging/setLevel', { level: 'debug' }, { session, peer: ADA }));
    const logging = tool(upstream, session, 'log');
    await logging.done;
    expect(messagesOf(logging)[0]).toMatchObject({ method: 'notifications/message', params: { data: 'logged' } });
    expect(received().at(-2)).toMatchObject({ method: 'logging/setLevel', params: { level: 'debug' } });
  });
});

describe('a modern process', () => {
  it('is one for all, whatever they declare', async () => {
    const { upstream } = hosted('modern');
    const peers = [modernPeer(), modernPeer({ key: 'b', principalId: 'bob', capabilities: { roots: {} } })];
    const pids = await Promise.all(
      peers.map(async (from) => textOf(await modernTool(upstream, 'pid', { peer: from }).done)),
    );
    expect(new Set(pids).size).toBe(1);
  });

  it('answers each of many under its own id, and its progress goes where it belongs', async () => {
    const { upstream } = hosted('modern');
    await call(upstream, modernRequest(1, 'tools/list'));
    const holding = ['a', 'b'].map((progressToken) => modernTool(upstream, 'hold', { meta: { progressToken } }));
    await until(() => holding.every(({ answer }) => answer.messages.length === 1), 'progress');
    expect(holding.map((running) => messagesOf(running)[0]?.params?.progressToken)).toEqual(['a', 'b']);
    const answers = await Promise.all([7, 7, '7'].map((id) => call(upstream, modernRequest(id, 'tools/list'))));
    expect(answers.map((answer) => lastMessage(answer).id)).toEqual([7, 7, '7']);
  });

  it('is told of a cancellation under the id it knows', async () => {
    const { upstream, received } = hosted('modern');
    const running = modernTool(upstream, 'hold', { meta: { progressToken: 't' } });
    await until(() => running.answer.messages.length === 1, 'the call');
    running.exchange.cancel('enough');
    await until(() => received().at(-1)?.method === 'notifications/cancelled', 'the cancellation');
    const sent = received().find(({ method }) => method === 'tools/call');
    expect(received().at(-1)?.params).toEqual({ requestId: sent?.id, reason: 'enough' });
  });

  const listen = (upstream: Upstream, id: string | number, key: string): Running =>
    collect((sink) =>
      upstream.send(
        modernRequest(id, 'subscriptions/listen', {}, { timeoutMs: null, peer: modernPeer({ key }) }),
        sink,
      ),
    );
  const SUBSCRIPTION = 'io.modelcontextprotocol/subscriptionId';

  it('tells each subscription its own, under the id its client gave it', async () => {
    const { upstream } = hosted('modern');
    const listening = [listen(upstream, 'one', 'a'), listen(upstream, 5, 'b'), listen(upstream, 5, 'c')];
    await until(() => listening.every(({ answer }) => answer.messages.length === 1), 'acknowledgements');
    await modernTool(upstream, 'change').done;
    for (const [index, id] of ['one', 5, 5].entries()) {
      const running = listening[index];
      if (running === undefined) throw new Error('not there');
      await until(() => running.answer.messages.length === 2, 'the change');
      expect(messagesOf(running).map(({ params }) => (params?._meta as object) ?? null)).toEqual([
        { [SUBSCRIPTION]: id },
        { [SUBSCRIPTION]: id },
      ]);
    }
    await modernTool(upstream, 'close').done;
    for (const [index, id] of ['one', 5, 5].entries()) {
      const answer = await listening[index]?.done;
      expect(answer && lastMessage(answer)).toMatchObject({ id, result: { _meta: { [SUBSCRIPTION]: id } } });
    }
  });

  it('that tears a subscription down, or ends, ends the stream', async () => {
    const { upstream } = hosted('modern');
    for (const name of ['tearDown', 'crash']) {
      const listening = listen(upstream, 1, 'a');
      await until(() => listening.answer.messages.length === 1, 'the acknowledgement');
      await modernTool(upstream, name).done;
      expect((await listening.done).error).toMatchObject({ code: 'upstream.unavailable' });
    }
  });

  it('logs to the call that asked for it, and to nobody when it could be for two', async () => {
    const { upstream } = hosted('modern');
    const meta = { 'io.modelcontextprotocol/logLevel': 'info' };
    const silent = modernTool(upstream, 'hold', { meta: { progressToken: 1 }, peer: modernPeer({ key: 'other' }) });
    const alone = modernTool(upstream, 'log', { meta });
    await alone.done;
    expect(messagesOf(alone)[0]).toMatchObject({ method: 'notifications/message' });
    const two = ['a', 'b'].map((key) => modernTool(upstream, 'log', { meta, peer: modernPeer({ key }) }));
    await Promise.all(two.map(({ done }) => done));
    expect(two.map(({ answer }) => answer.messages.length)).toEqual([1, 1]);
    expect(messagesOf(silent).map(({ method }) => method)).toEqual(['notifications/progress']);
  });
});
