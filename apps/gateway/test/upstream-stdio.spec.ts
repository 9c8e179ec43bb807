import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { SUPERVISOR_TIMES } from '../src/upstream/child-supervisor.js';
import type { LaunchCommand } from '../src/upstream/launchers.js';
import { OWN_PEER } from '../src/upstream/own-call.js';
import { StdioUpstream } from '../src/upstream/stdio-upstream.js';
import type { UpstreamSession } from '../src/upstream/upstream.js';
import {
  type Answer,
  call,
  collect,
  initialize,
  lastMessage,
  notification,
  openSession,
  type RequestOptions,
  request,
  resultOf,
  serverEntry,
  silentLogger,
  textOf,
  until,
} from './upstream-harness.js';

const SCRIPT = fileURLToPath(new URL('./upstream-scripted-server.mjs', import.meta.url));
const OWNER = fileURLToPath(new URL('./upstream-owner.child.mjs', import.meta.url));
const QUICK = { ...SUPERVISOR_TIMES, startTimeoutMs: 5_000, backoff: { baseMs: 5, capMs: 20 }, breakMs: 1_000 };

const folder = (): string => {
  const path = realpathSync(mkdtempSync(join(tmpdir(), 'sallyport-upstream-')));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
};

const start = (command: Partial<LaunchCommand> & { args: string[] }, times = QUICK): StdioUpstream => {
  const full = { command: process.execPath, env: {}, cwd: undefined, ...command };
  const upstream = new StdioUpstream(() => full, silentLogger(), { times });
  onTestFinished(() => upstream.close());
  return upstream;
};

/** The scripted server and a reader of what it was sent. */
const scripted = (mode = 'good', times = QUICK) => {
  const path = join(folder(), 'received.jsonl');
  writeFileSync(path, '');
  const received = (): { id?: number; method?: string; params?: Record<string, unknown> }[] =>
    readFileSync(path, 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line));
  return { upstream: start({ args: [SCRIPT, mode, path] }, times), received };
};

const tool = (id: string | number, name: string, args: object = {}, options: RequestOptions = {}) =>
  request(id, 'tools/call', { name, arguments: args }, options);

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

describe('with published servers', () => {
  it('serves files of its folder and nothing outside it', async () => {
    const root = folder();
    writeFileSync(join(root, 'hello.txt'), 'grüße');
    const upstream = start({ args: [serverEntry('filesystem'), root] });
    const session = await openSession(upstream);
    expect(upstream.health).toMatchObject({ state: 'up', serverInfo: { name: expect.any(String) } });
    const { tools } = resultOf(await call(upstream, request(1, 'tools/list', {}, { session }))) as { tools: unknown[] };
    expect(tools.length).toBeGreaterThan(10);
    const read = await call(upstream, tool('r', 'read_text_file', { path: join(root, 'hello.txt') }, { session }));
    expect(textOf(read)).toBe('grüße');
    expect(lastMessage(read).id).toBe('r');
    expect(resultOf(await call(upstream, tool(2, 'read_text_file', { path: '/etc/hostname' })))).toMatchObject({
      isError: true,
    });
  });

  it('keeps a memory that all clients of the organisation share', async () => {
    const upstream = start({
      args: [serverEntry('memory')],
      env: { MEMORY_FILE_PATH: join(folder(), 'memory.jsonl') },
    });
    const entities = [{ name: 'gate', entityType: 'thing', observations: ['has two doors'] }];
    await call(upstream, tool(1, 'create_entities', { entities }));
    expect(textOf(await call(upstream, tool(1, 'read_graph')))).toContain('has two doors');
  });
});

describe('calls of many clients at one process', () => {
  it('T-COLLIDE: each get their own answer and their own progress, though ids and tokens collide', async () => {
    const { upstream } = scripted();
    const answers = await Promise.all(
      Array.from({ length: 400 }, async (_, n) => {
        const id = n % 2 === 0 ? n % 10 : String(n % 10);
        const options = n % 3 === 0 ? { progressToken: id } : {};
        return { n, id, answer: await call(upstream, tool(id, 'nonce', { nonce: `nonce-${n}` }, options)) };
      }),
    );
    for (const { n, id, answer } of answers) {
      expect(textOf(answer)).toBe(`nonce-${n}`);
      expect(lastMessage(answer).id).toBe(id);
      const progress = answer.messages.slice(0, -1).map(({ raw }) => JSON.parse(raw.toString()).params);
      expect(progress).toEqual(n % 3 === 0 ? [{ progressToken: id, progress: 1, message: `nonce-${n}` }] : []);
      expect(answer.head?.stream).toBe(n % 3 === 0);
    }
    expect(upstream.counters).toEqual({ unsolicited: 0, malformed: 0, oversized: 0 });
  });

  it('reach the process byte for byte but for id, token and line breaks', async () => {
    const { upstream } = scripted();
    const body = Buffer.from(
      '{ "jsonrpc":"2.0",\r\n "params":{"name":"seen","_meta":{"x":1,"progressToken" : "tok"},"arguments":{"id":9,"s":"a\\n\\u00e9"}},\n"id": "client" ,"method":"tools/call"}\n',
    );
    const answer = await call(upstream, { ...request('client', 'tools/call'), body, progressToken: 'tok' });
    const { line, id, token } = JSON.parse(textOf(answer));
    expect(token).toBe(id);
    expect(line).toBe(
      `{ "jsonrpc":"2.0",   "params":{"name":"seen","_meta":{"x":1,"progressToken" : ${id}},"arguments":{"id":9,"s":"a\\n\\u00e9"}}, "id": ${id} ,"method":"tools/call"} `,
    );
    expect(lastMessage(answer).id).toBe('client');
  });

  it('are told of cancellation by our id, and a late answer goes nowhere', async () => {
    const { upstream, received } = scripted();
    const other = call(upstream, tool(1, 'nonce', { nonce: 'other' }));
    const running = collect((sink) => upstream.send(tool(1, 'nonce', { nonce: 'late' }), sink));
    await until(() => received().filter(({ method }) => method === 'tools/call').length === 2, 'both calls');
    running.exchange.cancel('the person changed their mind');
    expect(textOf(await other)).toBe('other');
    await until(() => received().some(({ method }) => method === 'notifications/cancelled'), 'the cancellation');
    const theirs = received().find(({ params }) => JSON.stringify(params)?.includes('late'));
    expect(received().find(({ method }) => method === 'notifications/cancelled')?.params).toEqual({
      requestId: theirs?.id,
      reason: 'the person changed their mind',
    });
    await until(() => upstream.counters.unsolicited === 1, 'the late answer');
    expect(running.answer).toMatchObject({ head: null, messages: [], error: null });
  });

  it('end at their timeout, and the process is told', async () => {
    const { upstream, received } = scripted();
    await openSession(upstream);
    expect((await call(upstream, tool(1, 'silence', {}, { timeoutMs: 150 }))).error?.code).toBe('upstream.timeout');
    await until(() => received().some(({ method }) => method === 'notifications/cancelled'), 'the cancellation');
    expect(textOf(await call(upstream, tool(2, 'nonce', { nonce: 'fine' })))).toBe('fine');
  });

  it('are refused above the limit of calls at once', async () => {
    const { upstream } = scripted();
    await openSession(upstream);
    const running = Array.from({ length: 1_024 }, (_, id) =>
      collect((sink) => upstream.send(tool(id, 'silence'), sink)),
    );
    expect((await call(upstream, tool(1, 'nonce'))).error?.code).toBe('upstream.unavailable');
    for (const { exchange } of running) exchange.cancel('test over');
    expect(textOf(await call(upstream, tool(1, 'nonce', { nonce: 'fine' })))).toBe('fine');
  });
});

describe('initialize', () => {
  it('is asked of the process once and answered to every client in its version', async () => {
    const { upstream, received } = scripted();
    const answers = await Promise.all(
      ['2025-06-18', '2025-11-25', '1999-01-01'].map((version, id) => call(upstream, initialize(id, version))),
    );
    expect(answers.map((answer) => [lastMessage(answer).id, resultOf(answer).protocolVersion])).toEqual([
      [0, '2025-06-18'],
      [1, '2025-11-25'],
      [2, '2025-11-25'],
    ]);
    expect(resultOf(answers[0] as Answer)).toMatchObject({
      serverInfo: { name: 'scripted', version: '1', extra: true },
      instructions: 'be good',
      capabilities: { tools: { listChanged: true }, resources: { subscribe: true } },
    });
    expect(resultOf(answers[0] as Answer).capabilities).not.toHaveProperty('logging');
    const ids = answers.map(({ head }) => head?.sessionId);
    expect(new Set(ids).size).toBe(3);
    await until(() => received().length >= 2, 'the initialized notification');
    const first = received()[0];
    expect(first).toMatchObject({ method: 'initialize', params: { protocolVersion: '2025-11-25', capabilities: {} } });
    expect(received().map(({ method }) => method)).toEqual(['initialize', 'notifications/initialized']);
  });

  it('of an older server is answered in its version', async () => {
    const { upstream } = scripted('old');
    expect(resultOf(await call(upstream, initialize()))).toMatchObject({ protocolVersion: '2024-11-05' });
    expect(upstream.health.protocolVersion).toBe('2024-11-05');
  });

  it('without a version is answered in the newest', async () => {
    const { upstream } = scripted();
    expect(resultOf(await call(upstream, request(1, 'initialize')))).toMatchObject({ protocolVersion: '2025-11-25' });
  });

  it('that fails or never ends is an error, in time', async () => {
    const refused = scripted('refuse-initialize');
    expect((await call(refused.upstream, initialize())).error).toMatchObject({
      code: 'upstream.invalid',
      detail: 'The server refused to be initialised',
    });
    const mute = scripted('mute', { ...QUICK, startTimeoutMs: 200 });
    expect((await call(mute.upstream, initialize())).error).toMatchObject({
      detail: 'The server did not start in time',
    });
    const slow = scripted('mute');
    expect((await call(slow.upstream, { ...initialize(), timeoutMs: 100 })).error?.code).toBe('upstream.timeout');
  });
});

describe('what a client may not do to a shared process', () => {
  it('stays here: notifications, answers, log levels', async () => {
    const { upstream, received } = scripted();
    const session = await openSession(upstream);
    expect((await call(upstream, notification('notifications/roots/list_changed', session))).head?.status).toBe(202);
    expect(
      (await call(upstream, notification('notifications/cancelled', session, { requestId: 1 }))).head?.status,
    ).toBe(202);
    expect((await call(upstream, { ...request(1, 'x'), kind: 'response', method: null })).head?.status).toBe(202);
    expect(lastMessage(await call(upstream, request(5, 'logging/setLevel', { level: 'debug' })))).toMatchObject({
      id: 5,
      error: { code: -32601 },
    });
    expect(resultOf(await call(upstream, request('p', 'ping')))).toEqual({});
    expect(received().map(({ method }) => method)).toEqual(['initialize', 'notifications/initialized', 'ping']);
  });

  it('gets its pings answered and its other questions refused', async () => {
    const { upstream, received } = scripted();
    await call(upstream, tool(1, 'ask'));
    await until(() => received().length === 5, 'both answers');
    expect(readAnswers(received())).toEqual(['ping-1', 'sample-1']);
  });
});

const readAnswers = (messages: readonly { id?: unknown; method?: string }[]): unknown[] =>
  messages.filter(({ method }) => method === undefined).map(({ id }) => id);

describe('what the process says by itself', () => {
  it('reaches everyone when a list changed, and subscribers alone when a resource did', async () => {
    const { upstream, received } = scripted();
    const [one, two] = [await openSession(upstream), await openSession(upstream)];
    const [hearsOne, hearsTwo] = [one, two].map(
      (session) => collect((sink) => upstream.listen({ peer: OWN_PEER, session, lastEventId: undefined }, sink)).answer,
    );
    await call(upstream, request(1, 'resources/subscribe', { uri: 'file:///a' }, { session: one }));
    await call(upstream, tool(2, 'announce', { uri: 'file:///a' }));
    const methods = (answer: Answer | undefined) =>
      answer?.messages.map(({ raw }) => JSON.parse(raw.toString()).method);
    expect(methods(hearsOne)).toEqual(['notifications/tools/list_changed', 'notifications/resources/updated']);
    expect(methods(hearsTwo)).toEqual(['notifications/tools/list_changed']);
    expect(upstream.counters.malformed).toBe(1);

    await call(upstream, request(3, 'resources/subscribe', { uri: 'file:///a' }, { session: two }));
    expect(
      resultOf(await call(upstream, request(4, 'resources/unsubscribe', { uri: 'file:///a' }, { session: one }))),
    ).toEqual({});
    await call(upstream, request(5, 'ping'));
    expect(received().some(({ method }) => method === 'resources/unsubscribe')).toBe(false);
    await upstream.end(OWN_PEER, two);
    expect(hearsTwo?.ended).toBe(true);
    await until(
      () => received().some(({ method }) => method === 'resources/unsubscribe'),
      'the end of the last subscription',
    );
  });

  it('is heard again after a restart, without the clients doing anything', async () => {
    const { upstream, received } = scripted();
    const session = await openSession(upstream);
    const { answer } = collect((sink) => upstream.listen({ peer: OWN_PEER, session, lastEventId: undefined }, sink));
    await call(upstream, request(1, 'resources/subscribe', { uri: 'file:///a' }, { session }));
    await call(upstream, tool(2, 'exit'));
    await until(
      () => received().filter(({ method }) => method === 'resources/subscribe').length === 2,
      'the subscription to be renewed',
    );
    await call(upstream, tool(3, 'announce', { uri: 'file:///a' }));
    expect(answer.messages).toHaveLength(2);
  });

  it('is not held without bound for a listener that does not read', async () => {
    const { upstream } = scripted();
    const session: UpstreamSession = await openSession(upstream);
    const stalled = collect((sink) => upstream.listen({ peer: OWN_PEER, session, lastEventId: undefined }, sink), {
      onMessage: () => false,
    });
    const uri = `file:///${'x'.repeat(100_000)}`;
    await call(upstream, request(1, 'resources/subscribe', { uri }, { session }));
    for (let id = 2; id < 7; id++) await call(upstream, tool(id, 'announce', { uri }));
    expect((await stalled.done).error?.code).toBe('upstream.unavailable');

    const slow = collect((sink) => upstream.send(tool(9, 'flood', {}, { progressToken: 1 }), sink), {
      onMessage: () => false,
    });
    expect((await slow.done).error?.code).toBe('upstream.too_large');
  });
});

describe('a process that misbehaves', () => {
  it('may write garbage, answers nobody awaits, and megabytes to stderr', async () => {
    const { upstream } = scripted();
    expect(textOf(await call(upstream, tool(1, 'noise', { nonce: 'n-1' })))).toBe('n-1');
    expect(upstream.counters).toEqual({ unsolicited: 2, malformed: 3, oversized: 0 });
    expect(textOf(await call(upstream, tool(1, 'twice', { nonce: 'n-2' })))).toBe('n-2');
    expect(textOf(await call(upstream, tool(1, 'pieces', { nonce: 'é' })))).toBe('é');
    expect(upstream.counters.unsolicited).toBe(3);
  });

  it('and answers with both a result and an error broke the protocol', async () => {
    const { upstream } = scripted();
    expect((await call(upstream, tool(1, 'both'))).error?.code).toBe('upstream.invalid');
  });

  it('and sends a line over the limit keeps serving', async () => {
    const { upstream } = scripted();
    expect((await call(upstream, tool(1, 'huge'))).error?.code).toBe('upstream.too_large');
    expect(textOf(await call(upstream, tool(2, 'nonce', { nonce: 'fine' })))).toBe('fine');
  });

  it('and ends takes only the calls in flight with it', async () => {
    const { upstream, received } = scripted();
    const lost = [call(upstream, tool(1, 'silence')), call(upstream, tool(2, 'silence'))];
    await until(() => received().length === 4, 'both calls');
    expect((await call(upstream, tool(3, 'exit'))).error).toMatchObject({
      code: 'upstream.unavailable',
      detail: 'The server process ended with code 7',
    });
    for (const answer of await Promise.all(lost)) expect(answer.error?.code).toBe('upstream.unavailable');
    expect(textOf(await call(upstream, tool(4, 'nonce', { nonce: 'back' })))).toBe('back');
    expect(received().filter(({ method }) => method === 'initialize')).toHaveLength(2);
  });

  it('and ends again and again is left alone for a while, and then tried once more', async () => {
    const upstream = start({ args: [SCRIPT, 'crash'] });
    expect((await call(upstream, tool(1, 'nonce'))).error?.code).toBe('upstream.unavailable');
    await until(() => /left alone/.test(upstream.health.detail), 'the breaker');
    expect(upstream.health.state).toBe('down');
    const before = performance.now();
    const refused = await call(upstream, tool(2, 'nonce'));
    expect(refused.error).toMatchObject({ code: 'upstream.unavailable', retryAfterSeconds: 1 });
    expect(performance.now() - before).toBeLessThan(500);
    await new Promise((resolve) => setTimeout(resolve, 1_050));
    expect((await call(upstream, tool(3, 'nonce'))).error).toMatchObject({
      detail: 'The server process ended with code 3',
    });
  });

  it('and does not exist is an error like any other', async () => {
    for (const command of [{ command: '/no/such/command', args: [] }, { args: ['a\0b'] }]) {
      const upstream = start(command);
      const { error } = await call(upstream, tool(1, 'nonce'));
      expect(error).toMatchObject({ detail: 'The server process could not be started' });
      expect(upstream.health.state).toBe('down');
    }
  });

  it('and never reads is cut before it fills our memory', async () => {
    const { upstream } = scripted('deaf');
    const args = { filler: 'x'.repeat(1024 * 1024) };
    const running = Array.from({ length: 24 }, (_, id) => call(upstream, tool(id, 'nonce', args)));
    for (const answer of await Promise.all(running)) {
      expect(answer.error).toMatchObject({
        code: 'upstream.unavailable',
        detail: 'The server process stopped reading',
      });
    }
  });
});

describe('the end', () => {
  it('takes the process and the children of its children, also ones that ignore SIGTERM', async () => {
    const { upstream } = scripted();
    const { pid, grandchild } = JSON.parse(textOf(await call(upstream, tool(1, 'grandchild'))));
    expect([isAlive(pid), isAlive(grandchild)]).toEqual([true, true]);
    const waiting = call(upstream, tool(2, 'silence'));
    await upstream.close();
    expect((await waiting).error?.code).toBe('upstream.unavailable');
    await until(() => !isAlive(pid) && !isAlive(grandchild), 'both to be gone');
    expect((await call(upstream, tool(3, 'nonce'))).error?.code).toBe('upstream.unavailable');
  });

  it('takes them too when the gateway is killed and can do nothing about it', async () => {
    const owner = spawn(process.execPath, [OWNER, SCRIPT], { stdio: ['ignore', 'pipe', 'inherit'] });
    const line = await new Promise<string>((resolve) => owner.stdout.once('data', (chunk) => resolve(String(chunk))));
    const { pid, grandchild } = JSON.parse(line);
    expect([isAlive(pid), isAlive(grandchild)]).toEqual([true, true]);
    owner.kill('SIGKILL');
    await until(() => !isAlive(pid) && !isAlive(grandchild), 'both to be gone');
  });

  it('T-SPAWN: gives the process the environment of its launcher and nothing of ours', async () => {
    process.env.SALLYPORT_TEST_SECRET = 'secret';
    onTestFinished(() => void delete process.env.SALLYPORT_TEST_SECRET);
    const upstream = start({ args: [SCRIPT], env: { GIVEN: 'yes' } });
    expect(JSON.parse(textOf(await call(upstream, tool(1, 'env'))))).toEqual({ GIVEN: 'yes' });
  });
});
