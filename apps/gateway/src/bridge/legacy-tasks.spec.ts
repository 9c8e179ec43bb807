import { afterEach, describe, expect, it } from 'vitest';
import { replicaOf } from '../replicas/bound-id.js';
import { ModernOnLegacy } from './modern-on-legacy.js';
import {
  type Json,
  legacyServer,
  modernPeer,
  request,
  type Script,
  type ScriptedExchange,
  send,
  settled,
} from './scripted-upstream.fixture.js';

const TASKS = { 'io.modelcontextprotocol/tasks': {} };
const CLIENT = { elicitation: { form: {} }, extensions: TASKS };
const CAPABILITIES = { tools: { listChanged: true }, tasks: { cancel: {}, requests: { tools: { call: {} } } } };
const TIMES = { createdAt: '2026-01-01T00:00:00Z', lastUpdatedAt: '2026-01-01T00:00:01Z' };
const RELATED = { _meta: { 'io.modelcontextprotocol/related-task': { taskId: 't-1' } } };
const tools = [
  { name: 'long', inputSchema: { type: 'object' }, execution: { taskSupport: 'required' } },
  { name: 'either', inputSchema: { type: 'object' }, execution: { taskSupport: 'optional' } },
];

const bridges: ModernOnLegacy[] = [];
afterEach(async () => {
  await Promise.all(bridges.splice(0).map((bridge) => bridge.close()));
});

/** A legacy server whose tool `long` is the task `t-1`, in the status the test gives it. */
const start = (more: Script = () => undefined) => {
  const state = { status: 'working' };
  const task = () => ({ taskId: 't-1', status: state.status, ...TIMES, ttl: 60_000, pollInterval: 5 });
  const legacy = legacyServer({
    capabilities: CAPABILITIES,
    onRequest: (exchange) => {
      const { method, params } = exchange.message;
      const own = params?.taskId === 't-1' && exchange.call?.session?.id === 'session-1';
      if (method === 'tools/list') exchange.answer({ tools });
      else if (method === 'tools/call')
        exchange.answer(params?.task === undefined ? { content: [] } : { task: task() });
      else if (!own) exchange.error(-32602, 'No such task');
      else if (method === 'tasks/get') exchange.answer(task());
      else more(exchange);
    },
  });
  const bridge = new ModernOnLegacy(legacy, { replicaId: 'replica-1' });
  bridges.push(bridge);
  let id = 0;
  const ask = async (method: string, params: Json, peer = modernPeer(CLIENT)) => {
    id += 1;
    return (await send(bridge, request(peer, id, method, params)).done).last;
  };
  return { legacy, bridge, state, ask };
};

describe('a tool that can only be called as a task', () => {
  it('is called as one for a client that takes tasks, and its task belongs to this process', async () => {
    const { legacy, ask } = start();
    const { result } = await ask('tools/call', { name: 'long' });
    expect(result).toEqual({
      resultType: 'task',
      taskId: '@replica-1.t-1',
      status: 'working',
      ...TIMES,
      ttlMs: 60_000,
      pollIntervalMs: 5,
    });
    expect(replicaOf(result?.taskId)).toBe('replica-1');
    expect(legacy.of('tools/call')[0]?.message.params).toMatchObject({ name: 'long', task: {} });
    await ask('tools/call', { name: 'long' });
    expect(legacy.of('tools/list')).toHaveLength(1);
  });

  it('says what is missing to a client that takes none, and is not called', async () => {
    const { legacy, ask } = start();
    const { error } = await ask('tools/call', { name: 'long' }, modernPeer({}));
    expect(error).toMatchObject({ code: -32021, data: { requiredCapabilities: { extensions: TASKS } } });
    expect(legacy.of('tools/call')).toEqual([]);
  });
});

it('calls a tool that may be called without a task without one', async () => {
  const { legacy, ask } = start();
  expect((await ask('tools/call', { name: 'either', task: { ttl: 1 } })).result).toEqual({
    content: [],
    resultType: 'complete',
  });
  expect(legacy.of('tools/call')[0]?.message.params).not.toHaveProperty('task');
});

describe('polls', () => {
  const created = async (more?: Script) => {
    const server = start(more);
    const { result } = await server.ask('tools/call', { name: 'long' });
    return { ...server, taskId: result?.taskId };
  };

  it('show the task, and with its end what became of it', async () => {
    const { ask, taskId, state } = await created((exchange) =>
      exchange.answer({ content: [{ type: 'text', text: 'end' }], ...RELATED }),
    );
    const shown = { resultType: 'complete', taskId, ...TIMES, ttlMs: 60_000, pollIntervalMs: 5 };
    expect((await ask('tasks/get', { taskId })).result).toEqual({ ...shown, status: 'working' });
    state.status = 'completed';
    const result = { content: [{ type: 'text', text: 'end' }], ...RELATED };
    expect((await ask('tasks/get', { taskId })).result).toEqual({ ...shown, status: 'completed', result });
    state.status = 'cancelled';
    expect((await ask('tasks/get', { taskId })).result).toEqual({ ...shown, status: 'cancelled' });
  });

  it('show the error of a call that failed', async () => {
    const { ask, taskId, state } = await created((exchange) => exchange.error(-32603, 'It broke'));
    state.status = 'failed';
    expect((await ask('tasks/get', { taskId })).result).toMatchObject({
      status: 'failed',
      error: { code: -32603, message: 'It broke' },
    });
  });

  it('show what the server asks, and updates answer it', async () => {
    const params = { message: 'Who?', requestedSchema: { type: 'object', properties: {} }, ...RELATED };
    let waiting: ScriptedExchange | undefined;
    const { ask, taskId, state, legacy } = await created((exchange) => {
      waiting = exchange;
      exchange.say({ id: 'e', method: 'elicitation/create', params });
      exchange.say({ id: 's', method: 'sampling/createMessage', params: { messages: [], maxTokens: 1, ...RELATED } });
    });
    state.status = 'input_required';
    for (const poll of [1, 2]) {
      const { result } = await ask('tasks/get', { taskId });
      expect(result, `poll ${poll}`).toMatchObject({
        status: 'input_required',
        inputRequests: { q1: { method: 'elicitation/create', params } },
      });
    }
    expect(legacy.of('tasks/result')).toHaveLength(1);
    const inputResponses = { q1: { action: 'accept', content: {} }, unknown: {} };
    expect((await ask('tasks/update', { taskId, inputResponses })).result).toEqual({ resultType: 'complete' });
    await ask('tasks/update', { taskId, inputResponses });
    expect(legacy.of('response').map(({ message }) => message)).toMatchObject([
      { id: 's', error: { code: -32601 } },
      { id: 'e', result: inputResponses.q1 },
    ]);
    state.status = 'completed';
    waiting?.answer({ content: [] });
    expect((await ask('tasks/get', { taskId })).result).toMatchObject({ status: 'completed', result: { content: [] } });
    expect(legacy.of('tasks/result')).toHaveLength(1);
  });

  it('show questions of the task that come on another stream, and no call gets them', async () => {
    const { bridge, ask, taskId, state, legacy } = await created();
    const other = send(bridge, request(modernPeer(CLIENT), 'other', 'tools/call', { name: 'either' }));
    await other.done;
    legacy.onSend = (exchange) => {
      if (exchange.message.method !== 'tasks/get') return;
      exchange.say({ id: 'e', method: 'elicitation/create', params: { message: 'Who?', ...RELATED } });
      exchange.answer({ taskId: 't-1', status: state.status, ...TIMES, ttl: null });
    };
    state.status = 'input_required';
    expect((await ask('tasks/get', { taskId })).result?.inputRequests).toHaveProperty('q1');
  });

  it('say so when there is no such task, to another client too', async () => {
    const { ask, taskId } = await created();
    const unknown = { code: -32602, message: 'No such task' };
    expect((await ask('tasks/get', { taskId: 'made-up' })).error).toEqual(unknown);
    expect((await ask('tasks/update', { taskId: 'made-up', inputResponses: {} })).error).toEqual(unknown);
    expect((await ask('tasks/get', { taskId }, modernPeer(CLIENT, 'somebody else'))).error).toEqual(unknown);
    expect((await ask('tasks/get', { taskId }, modernPeer({}))).error).toMatchObject({ code: -32021 });
  });

  it('reach the session that made the task, whatever log level it was made with', async () => {
    const { ask, legacy } = start();
    const _meta = { 'io.modelcontextprotocol/logLevel': 'info' };
    const { result } = await ask('tools/call', { name: 'long', _meta });
    expect((await ask('tasks/get', { taskId: result?.taskId })).result).toMatchObject({ status: 'working' });
    expect(legacy.of('initialize')).toHaveLength(1);
  });

  it('find a task of another process when the server knows it in any session', async () => {
    const { ask } = start();
    await ask('tools/list', {});
    expect((await ask('tasks/get', { taskId: '@replica-9.t-1' })).result).toMatchObject({ taskId: '@replica-1.t-1' });
  });
});

describe('tasks/cancel', () => {
  it.each([
    [
      'takes effect',
      (exchange: ScriptedExchange) => exchange.answer({ taskId: 't-1', status: 'cancelled', ...TIMES, ttl: null }),
      'working',
      { result: { resultType: 'complete' } },
    ],
    [
      'comes too late',
      (exchange: ScriptedExchange) => exchange.error(-32602, 'Already over'),
      'completed',
      { result: { resultType: 'complete' } },
    ],
    [
      'is refused',
      (exchange: ScriptedExchange) => exchange.error(-32603, 'Not now'),
      'working',
      { error: { code: -32603, message: 'Not now' } },
    ],
  ])('is answered when it %s', async (_, script, status, expected) => {
    const { ask, state } = start(script);
    const { result } = await ask('tools/call', { name: 'long' });
    state.status = status;
    expect(await ask('tasks/cancel', { taskId: result?.taskId })).toMatchObject(expected);
  });
});

it('forgets the first tasks of a client that has too many', async () => {
  const { legacy, ask } = start();
  const script = legacy.onSend;
  let made = 0;
  legacy.onSend = (exchange) => {
    if (exchange.call?.method !== 'tools/call') return script(exchange);
    made += 1;
    return exchange.answer({ task: { taskId: `t-${made}`, status: 'input_required', ...TIMES, ttl: null } });
  };
  const { result } = await ask('tools/call', { name: 'long' });
  legacy.onSend = (exchange) => {
    if (exchange.message.method === 'tasks/get')
      exchange.answer({ taskId: 't-1', status: 'input_required', ...TIMES, ttl: null });
  };
  await ask('tasks/get', { taskId: result?.taskId });
  const [waiting] = legacy.of('tasks/result');
  expect(waiting?.cancelled).toBeNull();
  legacy.onSend = (exchange) => {
    made += 1;
    exchange.answer({ task: { taskId: `t-${made}`, status: 'working', ...TIMES, ttl: null } });
  };
  for (let i = 0; i < 64; i++) await ask('tools/call', { name: 'long' });
  await settled();
  expect(waiting?.cancelled).not.toBeNull();
});
