import { AppError } from '@sallyport/contracts';
import { afterEach, describe, expect, it } from 'vitest';
import { replicaOf } from '../replicas/bound-id.js';
import { ModernOnLegacy, type ModernOnLegacyTimes } from './modern-on-legacy.js';
import {
  type Json,
  type LegacyServer,
  LOST,
  legacyServer,
  modernPeer,
  request,
  type ScriptedExchange,
  type ScriptedUpstream,
  send,
  settled,
} from './scripted-upstream.fixture.js';

const FORM = { elicitation: { form: {} } };
const LOG = 'io.modelcontextprotocol/logLevel';
const SUBSCRIPTION = 'io.modelcontextprotocol/subscriptionId';

const bridges: ModernOnLegacy[] = [];
afterEach(async () => {
  await Promise.all(bridges.splice(0).map((bridge) => bridge.close()));
});

const over = (legacy: ScriptedUpstream, times: Partial<ModernOnLegacyTimes> = {}): ModernOnLegacy => {
  const bridge = new ModernOnLegacy(legacy, { replicaId: 'replica-1', times });
  bridges.push(bridge);
  return bridge;
};

const start = (server: LegacyServer = {}, times: Partial<ModernOnLegacyTimes> = {}) => {
  const legacy = legacyServer(server);
  return { legacy, bridge: over(legacy, times) };
};

const ELICIT = { message: 'Who?', requestedSchema: { type: 'object', properties: { name: { type: 'string' } } } };
const asks = (exchange: ScriptedExchange, id: string | number = 'e1', params: Json = ELICIT): void => {
  exchange.say({ id, method: 'elicitation/create', params });
};

const textResult = (text: string) => ({ content: [{ type: 'text', text }] });
const stateOf = (result: Json | undefined): string => String(result?.requestState);

describe('sessions', () => {
  it('begins one session for a client, in its name, however many requests come at once', async () => {
    const { legacy, bridge } = start({ onRequest: (exchange) => exchange.answer(textResult('done')) });
    const peer = modernPeer({
      ...FORM,
      roots: { listChanged: true },
      extensions: { 'io.modelcontextprotocol/tasks': {}, 'x.y/z': {} },
    });
    await Promise.all([1, 2, 3].map((id) => send(bridge, request(peer, id, 'tools/call', { name: 'a' })).done));
    expect(legacy.of('initialize')).toHaveLength(1);
    expect(legacy.of('initialize')[0]?.message.params).toEqual({
      protocolVersion: '2025-11-25',
      capabilities: { elicitation: { form: {} }, roots: {}, extensions: { 'x.y/z': {} } },
      clientInfo: { name: 'modern-client', version: '2' },
    });
    expect(legacy.of('notifications/initialized')).toHaveLength(1);
    const sessions = legacy.of('tools/call').map(({ call }) => call?.session);
    expect(sessions).toEqual(Array(3).fill({ id: 'session-1', protocolVersion: '2025-11-25' }));
    expect(legacy.of('tools/call')[0]?.call?.peer).toMatchObject({ era: 'legacy', principalId: 'person' });
  });

  it('leaves room for others, however many clients one principal says it is', async () => {
    const { bridge } = start();
    const crowd = Array.from({ length: 130 }, (_, i) =>
      send(bridge, request(modernPeer({}, `org/person/server/${i}`), 1, 'tools/call', { name: 'a' })),
    );
    await settled(50);
    const refused = crowd.filter(({ error }) => error?.code === 'quota.exceeded');
    expect(refused).toHaveLength(2);
    const other = { ...modernPeer({}, 'org/other/server/1'), principalId: 'other' };
    const served = send(bridge, request(other, 1, 'tools/call', { name: 'a' }));
    await settled(20);
    expect(served.error).toBeNull();
  });

  it('never shares a session between two clients', async () => {
    const { legacy, bridge } = start({ onRequest: (exchange) => exchange.answer(textResult('done')) });
    for (const key of ['one', 'other']) await send(bridge, request(modernPeer({}, key), 1, 'tools/list')).done;
    expect(legacy.of('tools/list').map(({ call }) => call?.session?.id)).toEqual(['session-1', 'session-2']);
  });

  it('ends a session nobody has used for a while', async () => {
    const { legacy, bridge } = start(
      { onRequest: (exchange) => exchange.answer({ tools: [] }) },
      { sessionIdleMs: 20 },
    );
    await send(bridge, request(modernPeer(), 1, 'tools/list')).done;
    await settled(40);
    expect(legacy.ended).toMatchObject([{ id: 'session-1' }]);
    await send(bridge, request(modernPeer(), 1, 'tools/list')).done;
    expect(legacy.of('initialize')).toHaveLength(2);
  });

  it('begins anew when the server has forgotten the session, and makes the call again once', async () => {
    let forgotten = 1;
    const { legacy, bridge } = start({
      onRequest: (exchange) => {
        if (forgotten-- > 0) exchange.fail(new AppError('mcp.session_not_found'));
        else exchange.answer({ tools: [] });
      },
    });
    const heard = await send(bridge, request(modernPeer(), 7, 'tools/list')).done;
    expect(heard.last).toMatchObject({ id: 7, result: { tools: [] } });
    forgotten = 2;
    const again = await send(bridge, request(modernPeer(), 8, 'tools/list')).done;
    expect(again.error?.code).toBe('upstream.unavailable');
    expect(legacy.of('initialize')).toHaveLength(3);
  });

  it.each([
    ['a call', 'tools/call', {}],
    ['a subscription', 'subscriptions/listen', { notifications: { toolsListChanged: true } }],
  ])('begins anew when the server has forgotten the session of its stream, for %s', async (_, method, params) => {
    const { legacy, bridge } = start({
      capabilities: { tools: { listChanged: true } },
      onRequest: (exchange) => exchange.answer(textResult('done')),
    });
    legacy.onListen = (stream) => {
      if (stream.request?.session.id === 'session-1') stream.fail(new AppError('mcp.session_not_found'));
      else stream.head(true);
    };
    const heard = send(bridge, request(modernPeer(FORM), 1, method, params));
    await heard.heard(1);
    expect(legacy.of('initialize')).toHaveLength(2);
    expect(legacy.of('tools/call').map(({ call }) => call?.session?.id)).toEqual(
      method === 'tools/call' ? ['session-2'] : [],
    );
    expect(heard.last.params?.notifications ?? heard.last.result).toEqual(
      method === 'tools/call' ? { ...textResult('done'), resultType: 'complete' } : { toolsListChanged: true },
    );
  });

  it('fails every waiting request when the session cannot be begun, and tries again with the next', async () => {
    const { legacy, bridge } = start({ onRequest: (exchange) => exchange.answer({ tools: [] }) });
    const script = legacy.onSend;
    legacy.onSend = (exchange) => exchange.fail(LOST);
    const both = await Promise.all([1, 2].map((id) => send(bridge, request(modernPeer(), id, 'tools/list')).done));
    expect(both.map(({ error }) => error?.code)).toEqual(['upstream.unavailable', 'upstream.unavailable']);
    legacy.onSend = script;
    expect((await send(bridge, request(modernPeer(), 3, 'tools/list')).done).last).toMatchObject({ id: 3 });
  });
});

describe('server/discover', () => {
  it('says what the server said to initialize', async () => {
    const capabilities = {
      tools: { listChanged: true },
      resources: { subscribe: true },
      logging: {},
      tasks: { requests: { tools: { call: {} } } },
    };
    const { bridge } = start({ capabilities, instructions: 'Be kind.' });
    const heard = await send(bridge, request(modernPeer(), 'd', 'server/discover')).done;
    expect(heard.messages).toEqual([
      {
        jsonrpc: '2.0',
        id: 'd',
        result: {
          resultType: 'complete',
          supportedVersions: ['2026-07-28'],
          capabilities: {
            tools: { listChanged: true },
            resources: { subscribe: true },
            logging: {},
            extensions: { 'io.modelcontextprotocol/tasks': {} },
          },
          instructions: 'Be kind.',
          ttlMs: 0,
          cacheScope: 'private',
          _meta: { 'io.modelcontextprotocol/serverInfo': { name: 'scripted', version: '1' } },
        },
      },
    ]);
  });
});

describe('requests', () => {
  it('travel without what only modern servers know, under an id that is unique in the session', async () => {
    const { legacy, bridge } = start({ onRequest: (exchange) => exchange.answer(textResult('done')) });
    const _meta = { progressToken: 'p', traceparent: '00-1', 'vendor.example/x': 1, [LOG]: 'info' };
    await send(bridge, request(modernPeer(), 'same', 'tools/call', { name: 'a', arguments: { n: 1.0 }, _meta })).done;
    const [sent] = legacy.of('tools/call');
    expect(sent?.message.params).toEqual({
      name: 'a',
      arguments: { n: 1 },
      _meta: { progressToken: sent?.message.id, traceparent: '00-1', 'vendor.example/x': 1 },
    });
    expect(sent?.call).toMatchObject({ id: sent?.message.id, progressToken: sent?.message.id });
  });

  it('two of one client under the same id get each its own answer and its own progress', async () => {
    const { legacy, bridge } = start();
    const ask = (nonce: string) =>
      send(bridge, request(modernPeer(), 1, 'tools/call', { name: nonce, _meta: { progressToken: 'p' } }));
    const [one, other] = [ask('one'), ask('other')];
    await settled();
    for (const exchange of legacy.of('tools/call').reverse()) {
      const name = String(exchange.message.params?.name);
      const { progressToken } = exchange.message.params?._meta ?? {};
      exchange.say({ method: 'notifications/progress', params: { progressToken, progress: 1, message: name } });
      exchange.say({
        method: 'notifications/progress',
        params: { progressToken: 'p', progress: 1, message: 'forged' },
      });
      exchange.answer(textResult(name));
    }
    for (const [heard, name] of [
      [await one.done, 'one'],
      [await other.done, 'other'],
    ] as const) {
      expect(heard.messages).toEqual([
        {
          jsonrpc: '2.0',
          method: 'notifications/progress',
          params: { progressToken: 'p', progress: 1, message: name },
        },
        { jsonrpc: '2.0', id: 1, result: { ...textResult(name), resultType: 'complete' } },
      ]);
    }
  });

  it('keep the bytes of the result, and add only what a modern result needs', async () => {
    const { bridge } = start({
      onRequest: (exchange) => exchange.answer({ contents: [{ uri: 'a', text: 'é' }], ttlMs: 9 }),
    });
    const read = await send(bridge, request(modernPeer(), 1, 'resources/read', { uri: 'a' })).done;
    expect(read.raw[0]).toBe(
      '{"jsonrpc":"2.0","id":1,"result":{"contents":[{"uri":"a","text":"é"}],"ttlMs":9,"resultType":"complete","cacheScope":"private"}}',
    );
    const list = await send(bridge, request(modernPeer(), 1, 'prompts/list')).done;
    expect(list.last.result).toMatchObject({ resultType: 'complete', ttlMs: 9, cacheScope: 'private' });
  });

  it.each([
    ['resources/read', -32002, -32602],
    ['tools/call', -32002, -32002],
    ['resources/read', -32011, -32011],
  ])('%s: error %d arrives as %d, the rest of it unchanged', async (method, code, expected) => {
    const { bridge } = start({ onRequest: (exchange) => exchange.error(code, 'Nothing there', { uri: 'a' }) });
    const heard = await send(bridge, request(modernPeer(), 1, method, { uri: 'a', name: 'a' })).done;
    expect(heard.last).toEqual({
      jsonrpc: '2.0',
      id: 1,
      error: { code: expected, message: 'Nothing there', data: { uri: 'a' } },
    });
  });

  it('are cancelled at the server when the client goes, and nothing is delivered after', async () => {
    const { legacy, bridge } = start();
    const heard = send(bridge, request(modernPeer(), 1, 'tools/call', { name: 'slow' }));
    await settled();
    const [exchange] = legacy.of('tools/call');
    heard.exchange.cancel('the client is gone');
    expect(exchange?.cancelled).toBe('the client is gone');
    exchange?.answer(textResult('late'));
    await settled();
    expect(heard.raw).toEqual([]);
    expect(heard.isOver).toBe(false);
  });

  it('are not sent at all when the client goes before the session is there', async () => {
    const { legacy, bridge } = start();
    send(bridge, request(modernPeer(), 1, 'tools/call', { name: 'a' })).exchange.cancel('gone');
    await settled();
    expect(legacy.of('tools/call')).toEqual([]);
  });

  it('end at their time, and the server hears of it', async () => {
    const { legacy, bridge } = start();
    const heard = await send(bridge, { ...request(modernPeer(), 1, 'tools/call', { name: 'slow' }), timeoutMs: 20 })
      .done;
    expect(heard.error?.code).toBe('upstream.timeout');
    expect(legacy.of('tools/call')[0]?.cancelled).toBe('The request timed out');
  });

  it('pass a slow reader on to the server', async () => {
    const { legacy, bridge } = start();
    const heard = send(bridge, request(modernPeer(), 1, 'tools/call', { name: 'a', _meta: { progressToken: 1 } }));
    await settled();
    const [exchange] = legacy.of('tools/call');
    heard.takes = false;
    const progress = { method: 'notifications/progress', params: { progressToken: exchange?.message.id, progress: 1 } };
    expect(exchange?.say(progress)).toBe(false);
    expect(exchange?.resumed).toBe(0);
    heard.takes = true;
    heard.exchange.resume();
    expect(exchange?.resumed).toBe(1);
    expect(exchange?.say(progress)).toBe(true);
  });

  it('continue on another stream when the server closed the connection before it answered', async () => {
    const { legacy, bridge } = start();
    const heard = send(bridge, request(modernPeer(), 4, 'tools/call', { name: 'a' }));
    await settled();
    const [exchange] = legacy.of('tools/call');
    exchange?.head(true);
    exchange?.cursor('event-1', 1);
    exchange?.end();
    legacy.onListen = (stream) => {
      stream.head(true);
      stream.say({ id: 99, result: {} });
      stream.say({ id: exchange?.message.id, result: textResult('resumed') });
    };
    await heard.done;
    expect(legacy.listens.map(({ request: asked }) => asked?.lastEventId)).toEqual(['event-1']);
    expect(heard.messages).toEqual([
      { jsonrpc: '2.0', id: 4, result: { ...textResult('resumed'), resultType: 'complete' } },
    ]);
  });

  it.each([
    ['no JSON', '{"jsonrpc":"2.0","id":1,"result":{"a":tru}}'],
    ['a name twice', '{"jsonrpc":"2.0","id":1,"result":{"a":1,"\\u0061":2}}'],
    ['both a result and an error', '{"jsonrpc":"2.0","id":1,"result":{},"error":{"code":1,"message":""}}'],
  ])('fail when the server says %s, and it is told to stop', async (_, text) => {
    const { legacy, bridge } = start();
    const heard = send(bridge, request(modernPeer(), 1, 'tools/call', { name: 'a' }));
    await settled();
    const [exchange] = legacy.of('tools/call');
    exchange?.sayBytes(text);
    expect((await heard.done).error?.code).toBe('upstream.invalid');
    expect(exchange?.cancelled).not.toBeNull();
  });
});

describe('log messages', () => {
  const note = (level: string) => ({ method: 'notifications/message', params: { level, data: level } });

  it('come at the level the request asked for, in a session of that level', async () => {
    const { legacy, bridge } = start({
      capabilities: { logging: {} },
      onRequest: (exchange) => {
        for (const level of ['debug', 'info', 'warning', 'made-up']) exchange.say(note(level));
        exchange.answer(textResult('done'));
      },
    });
    const call = (id: number, level?: string) =>
      send(bridge, request(modernPeer(), id, 'tools/call', { name: 'a', _meta: level ? { [LOG]: level } : {} })).done;
    const levels = async (level?: string) =>
      (await call(1, level)).messages.filter(({ method }) => method !== undefined).map(({ params }) => params?.level);
    expect(await levels()).toEqual([]);
    expect(await levels('info')).toEqual(['info', 'warning']);
    expect(await levels('warning')).toEqual(['warning']);
    expect(legacy.of('logging/setLevel').map(({ message }) => message.params?.level)).toEqual(['info', 'warning']);
    expect(legacy.of('tools/call').map(({ call: sent }) => sent?.session?.id)).toEqual([
      'session-1',
      'session-2',
      'session-3',
    ]);
  });

  it('that come on the session’s own stream reach the call that is under way', async () => {
    const { legacy, bridge } = start({ capabilities: { logging: {} } });
    legacy.onListen = (stream) => stream.head(true);
    const heard = send(bridge, request(modernPeer(), 1, 'tools/call', { name: 'a', _meta: { [LOG]: 'info' } }));
    await settled();
    legacy.listens[0]?.say(note('error'));
    await heard.heard(1);
    expect(heard.last.params).toEqual({ level: 'error', data: 'error' });
  });

  it('between requests reach nobody, and not the next request either', async () => {
    const { legacy, bridge } = start({ capabilities: { logging: {} } });
    legacy.onListen = (stream) => stream.head(true);
    const call = () => send(bridge, request(modernPeer(), 1, 'tools/call', { name: 'a', _meta: { [LOG]: 'info' } }));
    const first = call();
    await settled();
    legacy.of('tools/call')[0]?.answer(textResult('done'));
    await first.done;
    legacy.listens[0]?.say(note('error'));
    const second = call();
    await settled();
    legacy.of('tools/call')[1]?.answer(textResult('done'));
    const { messages } = await second.done;
    expect(messages.map(({ method }) => method)).not.toContain('notifications/message');
  });
});

describe('questions of the server', () => {
  const asking = (then: (exchange: ScriptedExchange, answers: Json[]) => void, ids: readonly unknown[] = ['e1']) => {
    const answers: Json[] = [];
    const legacy = legacyServer({
      onRequest: (exchange) => {
        for (const id of ids) asks(exchange, id as string);
      },
    });
    const script = legacy.onSend;
    legacy.onSend = (exchange) => {
      script(exchange);
      if (exchange.call?.kind !== 'response') return;
      answers.push(exchange.message as Json);
      const [call] = legacy.of('tools/call');
      if (call !== undefined) then(call, answers);
    };
    return { legacy, answers };
  };

  it('become an input_required result, and the retry continues the same call', async () => {
    const { legacy, answers } = asking((exchange, [answer]) => exchange.answer(textResult(JSON.stringify(answer))));
    const bridge = over(legacy);
    const params = { name: 'ask', arguments: { a: 1 } };
    const first = await send(bridge, request(modernPeer(FORM), 1, 'tools/call', params)).done;
    const { result } = first.last;
    expect(result).toEqual({
      resultType: 'input_required',
      inputRequests: { q1: { method: 'elicitation/create', params: ELICIT } },
      requestState: expect.any(String),
    });
    expect(replicaOf(result?.requestState)).toBe('replica-1');
    expect(stateOf(result).length).toBeGreaterThan('@replica-1.'.length + 20);
    const inputResponses = { q1: { action: 'accept', content: { name: 'Ada' } }, unknown: {} };
    const second = await send(
      bridge,
      request(modernPeer(FORM), 2, 'tools/call', { ...params, inputResponses, requestState: result?.requestState }),
    ).done;
    expect(answers).toEqual([{ jsonrpc: '2.0', id: 'e1', result: inputResponses.q1 }]);
    expect(second.last).toMatchObject({ id: 2, result: { resultType: 'complete' } });
    expect(legacy.of('tools/call')).toHaveLength(1);
  });

  it('that come close together go in one result, and what is missing is asked again', async () => {
    const { legacy, answers } = asking(
      (exchange, { length }) => {
        if (length === 2) exchange.answer(textResult('both'));
      },
      ['e1', 7],
    );
    const bridge = over(legacy);
    const call = (id: number, more: Json = {}) =>
      send(bridge, request(modernPeer(FORM), id, 'tools/call', { name: 'ask', ...more })).done;
    const { result: first } = (await call(1)).last;
    expect(Object.keys(first?.inputRequests as Json)).toEqual(['q1', 'q2']);
    const accept = { action: 'accept', content: {} };
    const { result: second } = (
      await call(2, { requestState: first?.requestState, inputResponses: { q2: accept, q1: 'no object' } })
    ).last;
    expect(Object.keys(second?.inputRequests as Json)).toEqual(['q1']);
    expect(second?.requestState).not.toBe(first?.requestState);
    const third = await call(3, { requestState: second?.requestState, inputResponses: { q1: accept } });
    expect(third.last.result).toMatchObject(textResult('both'));
    expect(answers.map(({ id }) => id)).toEqual([7, 'e1']);
  });

  it('can come in several rounds, each under a key of its own', async () => {
    const { legacy } = asking((exchange, { length }) => {
      if (length === 1) asks(exchange, 'e2');
      else exchange.answer(textResult('done'));
    });
    const bridge = over(legacy);
    const call = (id: number, more: Json = {}) =>
      send(bridge, request(modernPeer(FORM), id, 'tools/call', { name: 'ask', ...more })).done;
    const { result: first } = (await call(1)).last;
    const { result: second } = (
      await call(2, { requestState: first?.requestState, inputResponses: { q1: { action: 'decline' } } })
    ).last;
    expect(Object.keys(second?.inputRequests as Json)).toEqual(['q2']);
    const third = await call(3, { requestState: second?.requestState, inputResponses: { q2: { action: 'accept' } } });
    expect(third.last.result).toMatchObject(textResult('done'));
  });

  it('wait for nobody but the client that was asked, for this method, once', async () => {
    const { legacy } = asking((exchange) => exchange.answer(textResult('done')));
    const bridge = over(legacy);
    const params = { name: 'ask' };
    const { result } = (await send(bridge, request(modernPeer(FORM), 1, 'tools/call', params)).done).last;
    const retry = { ...params, requestState: result?.requestState, inputResponses: { q1: { action: 'accept' } } };
    const from = async (key: string, method = 'tools/call') =>
      (await send(bridge, request(modernPeer(FORM, key), 2, method, retry)).done).error?.code ?? 'taken';
    const own = 'org/person/server/client';
    expect(await from('somebody else')).toBe('mcp.exchange_lost');
    expect(await from(own, 'prompts/get')).toBe('mcp.exchange_lost');
    expect(await from(own)).toBe('taken');
    expect(await from(own)).toBe('mcp.exchange_lost');
    expect(legacy.of('tools/call')).toHaveLength(1);
  });

  it('are cancelled with their call when the client does not come back', async () => {
    const { legacy } = asking(() => undefined);
    const bridge = over(legacy, { parkedMs: 20 });
    const { result } = (await send(bridge, request(modernPeer(FORM), 1, 'tools/call', { name: 'ask' })).done).last;
    await settled(40);
    expect(legacy.of('tools/call')[0]?.cancelled).toMatch(/did not come back/);
    const late = send(
      bridge,
      request(modernPeer(FORM), 2, 'tools/call', { name: 'ask', requestState: result?.requestState }),
    );
    expect((await late.done).error?.code).toBe('mcp.exchange_lost');
  });

  it.each([
    [
      'an answer',
      (exchange: ScriptedExchange) => exchange.answer(textResult('gave up')),
      { last: { result: textResult('gave up') } },
    ],
    ['its death', (exchange: ScriptedExchange) => exchange.fail(LOST), { error: { code: 'upstream.unavailable' } }],
  ])('keep %s of the server for the retry when it comes meanwhile', async (_, then, expected) => {
    const { legacy, answers } = asking(() => undefined);
    const bridge = over(legacy);
    const { result } = (await send(bridge, request(modernPeer(FORM), 1, 'tools/call', { name: 'ask' })).done).last;
    const [exchange] = legacy.of('tools/call');
    if (exchange !== undefined) then(exchange);
    const retry = { name: 'ask', requestState: result?.requestState, inputResponses: { q1: { action: 'accept' } } };
    const heard = await send(bridge, request(modernPeer(FORM), 2, 'tools/call', retry)).done;
    expect({ last: heard.messages.at(-1), error: heard.error }).toMatchObject(expected);
    expect(answers).toEqual([]);
  });

  it('do not hold up the server’s own stream while they wait, and their progress then goes to the retry', async () => {
    const { legacy } = asking((exchange) => {
      const progressToken = exchange.message.id;
      exchange.say({ method: 'notifications/progress', params: { progressToken, progress: 2 } });
      exchange.answer(textResult('done'));
    });
    const bridge = over(legacy);
    const { result } = (
      await send(bridge, request(modernPeer(FORM), 1, 'tools/call', { name: 'ask', _meta: { progressToken: 'a' } }))
        .done
    ).last;
    const [exchange] = legacy.of('tools/call');
    expect(
      exchange?.say({ method: 'notifications/progress', params: { progressToken: exchange.message.id, progress: 1 } }),
    ).toBe(true);
    const retry = {
      name: 'ask',
      requestState: result?.requestState,
      inputResponses: { q1: { action: 'accept' } },
      _meta: { progressToken: 'b' },
    };
    const heard = await send(bridge, request(modernPeer(FORM), 2, 'tools/call', retry)).done;
    expect(heard.messages[0]?.params).toEqual({ progressToken: 'b', progress: 2 });
  });

  it.each([
    ['nothing', {}, 'elicitation/create', ELICIT, -32601],
    [
      'only forms',
      FORM,
      'elicitation/create',
      { mode: 'url', message: 'm', url: 'https://x.example', elicitationId: 'i' },
      -32602,
    ],
    ['only forms', FORM, 'sampling/createMessage', { messages: [], maxTokens: 1 }, -32601],
    ['sampling', { sampling: {} }, 'sampling/createMessage', { messages: [], maxTokens: 1, tools: [] }, -32602],
    ['only forms', FORM, 'roots/list', {}, -32601],
    ['only forms', FORM, 'made/up', {}, -32601],
  ])('are refused when the client declared %s (%j, %s)', async (_, capabilities, method, params, code) => {
    const { legacy, bridge } = start();
    const heard = send(bridge, request(modernPeer(capabilities), 1, 'tools/call', { name: 'a' }));
    await settled();
    legacy.of('tools/call')[0]?.say({ id: 'q', method, params });
    await settled(30);
    expect(legacy.of('response').map(({ message }) => message)).toMatchObject([{ id: 'q', error: { code } }]);
    expect(heard.raw).toEqual([]);
  });

  it('are refused during requests that may not be answered with a question; a ping is answered', async () => {
    const { legacy, bridge } = start();
    send(bridge, request(modernPeer(FORM), 1, 'tools/list'));
    await settled();
    const [exchange] = legacy.of('tools/list');
    if (exchange !== undefined) asks(exchange);
    exchange?.say({ id: 'p', method: 'ping' });
    await settled();
    expect(legacy.of('response').map(({ message }) => message)).toMatchObject([
      { id: 'e1', error: { code: -32603 } },
      { id: 'p', result: {} },
    ]);
  });

  it('on the session’s own stream are put to the call that is under way', async () => {
    const { legacy, bridge } = start();
    legacy.onListen = (stream) => stream.head(true);
    const heard = send(bridge, request(modernPeer({ roots: {} }), 1, 'tools/call', { name: 'a' }));
    await settled();
    legacy.listens[0]?.say({ id: 5, method: 'roots/list' });
    await heard.done;
    expect(heard.head).toMatchObject({ stream: false });
    expect(heard.last.result?.inputRequests).toEqual({ q1: { method: 'roots/list' } });
    send(
      bridge,
      request(modernPeer({ roots: {} }), 2, 'tools/call', {
        name: 'a',
        requestState: heard.last.result?.requestState,
        inputResponses: { q1: { roots: [] } },
      }),
    );
    await settled();
    expect(legacy.of('response')[0]?.message).toEqual({ jsonrpc: '2.0', id: 5, result: { roots: [] } });
  });

  it('that the server takes back are not asked', async () => {
    const { legacy, bridge } = start();
    const heard = send(bridge, request(modernPeer(FORM), 1, 'tools/call', { name: 'a' }));
    await settled();
    const [exchange] = legacy.of('tools/call');
    if (exchange !== undefined) asks(exchange);
    exchange?.say({ method: 'notifications/cancelled', params: { requestId: 'e1' } });
    await settled(30);
    expect(heard.raw).toEqual([]);
    exchange?.answer(textResult('without'));
    expect((await heard.done).last.result).toMatchObject(textResult('without'));
  });

  it('in URL mode lose the id that only sessions know', async () => {
    const { legacy, bridge } = start();
    const heard = send(bridge, request(modernPeer({ elicitation: { url: {} } }), 1, 'tools/call', { name: 'a' }));
    await settled();
    const [exchange] = legacy.of('tools/call');
    if (exchange !== undefined)
      asks(exchange, 'e', { mode: 'url', elicitationId: 'i', url: 'https://x.example/a', message: 'm' });
    await heard.done;
    const params = { mode: 'url', url: 'https://x.example/a', message: 'm' };
    expect(heard.last.result?.inputRequests).toEqual({ q1: { method: 'elicitation/create', params } });
  });

  it('beyond what may wait for one principal, whatever its clients call themselves, fail their call, at the server too', async () => {
    const { legacy } = asking(() => undefined);
    const bridge = over(legacy);
    const calls = Array.from(
      { length: 17 },
      (_, id) => send(bridge, request(modernPeer(FORM, `client-${id % 3}`), id, 'tools/call', { name: 'ask' })).done,
    );
    const errors = (await Promise.all(calls)).map(({ error }) => error?.code).filter((code) => code !== undefined);
    expect(errors).toEqual(['quota.exceeded']);
    expect(legacy.of('tools/call').filter(({ cancelled }) => cancelled !== null)).toHaveLength(1);
  });
});

describe('pages to visit first (-32042)', () => {
  const elicitations = [{ mode: 'url', elicitationId: 'i', url: 'https://x.example/connect', message: 'Sign in' }];
  const URL_MODE = { elicitation: { form: {}, url: {} } };
  const demanding = () => {
    let visits = 0;
    return start({
      onRequest: (exchange) => {
        visits += 1;
        if (visits === 1) exchange.error(-32042, 'Visit first', { elicitations });
        else exchange.answer(textResult('visited'));
      },
    });
  };
  const keyOf = (result: Json | undefined) => Object.keys(result?.inputRequests as Json)[0] ?? '';

  it('become questions, and the retry is a new call', async () => {
    const { legacy, bridge } = demanding();
    const { result } = (await send(bridge, request(modernPeer(URL_MODE), 1, 'tools/call', { name: 'a' })).done).last;
    const params = { mode: 'url', message: 'Sign in', url: 'https://x.example/connect' };
    expect(result).toEqual({
      resultType: 'input_required',
      inputRequests: { [keyOf(result)]: { method: 'elicitation/create', params } },
    });
    const inputResponses = { [keyOf(result)]: { action: 'accept' } };
    const second = await send(bridge, request(modernPeer(URL_MODE), 2, 'tools/call', { name: 'a', inputResponses }))
      .done;
    expect(second.last).toMatchObject({ id: 2, result: textResult('visited') });
    expect(legacy.of('tools/call')[1]?.message.params).toEqual({ name: 'a', _meta: {} });
  });

  it('that the client will not visit end the call without the server', async () => {
    const { legacy, bridge } = demanding();
    const { result } = (await send(bridge, request(modernPeer(URL_MODE), 1, 'tools/call', { name: 'a' })).done).last;
    const inputResponses = { [keyOf(result)]: { action: 'decline' } };
    const second = await send(bridge, request(modernPeer(URL_MODE), 2, 'tools/call', { name: 'a', inputResponses }))
      .done;
    expect(second.error?.code).toBe('mcp.input_refused');
    expect(legacy.of('tools/call')).toHaveLength(1);
  });

  it('say which capability is missing to a client that visits none', async () => {
    const { bridge } = demanding();
    const heard = await send(bridge, request(modernPeer(FORM), 1, 'tools/call', { name: 'a' })).done;
    expect(heard.last.error).toMatchObject({
      code: -32021,
      data: { requiredCapabilities: { elicitation: { url: {} } } },
    });
  });
});

describe('subscriptions/listen', () => {
  const ALL = { tools: { listChanged: true }, prompts: {}, resources: { subscribe: true, listChanged: true } };
  const listenTo = (bridge: ModernOnLegacy, notifications: Json, id: string | number = 'L', peer = modernPeer()) =>
    send(bridge, { ...request(peer, id, 'subscriptions/listen', { notifications }), timeoutMs: null });

  it('acknowledges what the server can tell, and tags and filters what it tells', async () => {
    const { legacy, bridge } = start({ capabilities: ALL });
    legacy.onListen = (stream) => stream.head(true);
    const filter = { toolsListChanged: true, promptsListChanged: true, resourceSubscriptions: ['a', 'b', 'a'] };
    const heard = listenTo(bridge, filter);
    await heard.heard(1);
    expect(heard.messages[0]).toEqual({
      jsonrpc: '2.0',
      method: 'notifications/subscriptions/acknowledged',
      params: {
        _meta: { [SUBSCRIPTION]: 'L' },
        notifications: { toolsListChanged: true, resourceSubscriptions: ['a', 'b'] },
      },
    });
    const say = (method: string, params?: Json) =>
      legacy.listens[0]?.say({ method: `notifications/${method}`, ...(params && { params }) });
    say('tools/list_changed');
    say('prompts/list_changed');
    say('resources/list_changed');
    say('resources/updated', { uri: 'b', _meta: { own: 1 } });
    say('resources/updated', { uri: 'c' });
    await heard.heard(3);
    expect(heard.messages.slice(1)).toEqual([
      { jsonrpc: '2.0', method: 'notifications/tools/list_changed', params: { _meta: { [SUBSCRIPTION]: 'L' } } },
      {
        jsonrpc: '2.0',
        method: 'notifications/resources/updated',
        params: { uri: 'b', _meta: { own: 1, [SUBSCRIPTION]: 'L' } },
      },
    ]);
  });

  it('subscribes once for all of a client’s streams, and unsubscribes with the last', async () => {
    const { legacy, bridge } = start({ capabilities: ALL });
    legacy.onListen = (stream) => stream.head(true);
    const [one, other] = [
      listenTo(bridge, { resourceSubscriptions: ['a'] }, 1),
      listenTo(bridge, { resourceSubscriptions: ['a'] }, 2),
    ];
    await Promise.all([one.heard(1), other.heard(1)]);
    expect(legacy.of('resources/subscribe')).toHaveLength(1);
    expect(legacy.listens).toHaveLength(1);
    one.exchange.cancel('gone');
    await settled();
    expect(legacy.of('resources/unsubscribe')).toHaveLength(0);
    other.exchange.cancel('gone');
    await settled();
    expect(legacy.of('resources/unsubscribe')).toHaveLength(1);
    legacy.listens[0]?.say({ method: 'notifications/resources/updated', params: { uri: 'a' } });
    expect([one.raw.length, other.raw.length]).toEqual([1, 1]);
  });

  it('acknowledges nothing when the server has no stream', async () => {
    const { bridge } = start({ capabilities: ALL });
    const heard = listenTo(bridge, { toolsListChanged: true, resourceSubscriptions: ['a'] });
    await heard.heard(1);
    expect(heard.last.params?.notifications).toEqual({});
  });

  it('leaves out a resource the server will not tell of', async () => {
    const { legacy, bridge } = start({ capabilities: ALL });
    const script = legacy.onSend;
    legacy.onSend = (exchange) => {
      if (exchange.message.params?.uri === 'b') exchange.error(-32602, 'no');
      else script(exchange);
    };
    legacy.onListen = (stream) => stream.head(true);
    const heard = listenTo(bridge, { resourceSubscriptions: ['a', 'b'] });
    await heard.heard(1);
    expect(heard.last.params?.notifications).toEqual({ resourceSubscriptions: ['a'] });
  });

  it('ends in good order when the server ends its stream', async () => {
    const { legacy, bridge } = start({ capabilities: ALL });
    legacy.onListen = (stream) => stream.head(true);
    const heard = listenTo(bridge, { toolsListChanged: true }, 3);
    await heard.heard(1);
    legacy.listens[0]?.end();
    await heard.done;
    expect(heard.last).toEqual({
      jsonrpc: '2.0',
      id: 3,
      result: { resultType: 'complete', _meta: { [SUBSCRIPTION]: 3 } },
    });
  });

  it('goes on when the server only closed the connection', async () => {
    const { legacy, bridge } = start({ capabilities: ALL });
    legacy.onListen = (stream) => stream.head(true);
    const heard = listenTo(bridge, { toolsListChanged: true });
    await heard.heard(1);
    legacy.listens[0]?.cursor('7', 1);
    legacy.listens[0]?.end();
    await settled(20);
    expect(legacy.listens[1]?.request?.lastEventId).toBe('7');
    legacy.listens[1]?.say({ method: 'notifications/tools/list_changed' });
    await heard.heard(2);
  });

  it('cuts a reader that is too far behind', async () => {
    const { legacy, bridge } = start({ capabilities: ALL });
    legacy.onListen = (stream) => stream.head(true);
    const heard = listenTo(bridge, { resourceSubscriptions: ['a'] });
    await heard.heard(1);
    heard.takes = false;
    for (let i = 0; i < 20; i++) {
      legacy.listens[0]?.say({
        method: 'notifications/resources/updated',
        params: { uri: 'a', pad: 'x'.repeat(20_000) },
      });
    }
    expect((await heard.done).error?.code).toBe('upstream.unavailable');
  });
});

it('cancels what waits and ends its sessions when it is closed', async () => {
  const { legacy, bridge } = start({ onRequest: (exchange) => asks(exchange) });
  await send(bridge, request(modernPeer(FORM), 1, 'tools/call', { name: 'ask' })).done;
  await bridge.close();
  expect(legacy.of('tools/call')[0]?.cancelled).toMatch(/shutting down/);
  expect(legacy.ended).toHaveLength(1);
  expect(legacy.closed).toBe(true);
});
