import { afterEach, describe, expect, it } from 'vitest';
import { replicaOf } from '../replicas/bound-id.js';
import { LegacyOnModern, type LegacyOnModernOptions } from './legacy-on-modern.js';
import {
  Heard,
  type Json,
  LOST,
  legacyPeer,
  request,
  response,
  type Script,
  type ScriptedExchange,
  ScriptedUpstream,
  send,
  settled,
} from './scripted-upstream.fixture.js';
import { MemorySessionNotes } from './session-notes.js';

const META = 'io.modelcontextprotocol';
const ALL = { elicitation: { form: {}, url: {} }, sampling: {}, roots: { listChanged: true } };
const ELICIT = { message: 'Who?', requestedSchema: { type: 'object', properties: {} } };

const bridges: LegacyOnModern[] = [];
afterEach(async () => {
  await Promise.all(bridges.splice(0).map((bridge) => bridge.close()));
});

const start = (onSend: Script = () => undefined, options: Partial<LegacyOnModernOptions> = {}) => {
  const modern = new ScriptedUpstream(onSend);
  const bridge = new LegacyOnModern(modern, { replicaId: 'replica-1', ...options });
  bridges.push(bridge);
  return { modern, bridge };
};

const complete = (more: Json = {}) => ({ resultType: 'complete', ...more });
const inputRequired = (inputRequests: Json, requestState?: string) => ({
  resultType: 'input_required',
  inputRequests,
  ...(requestState !== undefined && { requestState }),
});
const elicit = (params: Json = ELICIT) => ({ method: 'elicitation/create', params });

describe('initialize', () => {
  const discovered = (exchange: ScriptedExchange) =>
    exchange.answer(
      complete({
        supportedVersions: ['2026-07-28'],
        capabilities: {
          tools: { listChanged: true },
          resources: { subscribe: true },
          logging: {},
          completions: {},
          extensions: { 'x.y/z': { a: 1 } },
        },
        instructions: 'Be kind.',
        ttlMs: 1,
        cacheScope: 'public',
        _meta: { [`${META}/serverInfo`]: { name: 'new', version: '9' }, own: true },
      }),
    );

  it.each([
    ['2025-06-18', '2025-06-18'],
    ['2024-11-05', '2024-11-05'],
    ['1999-01-01', '2025-11-25'],
  ])('asked for %s answers what the server discovers, in %s, without a session', async (asked, spoken) => {
    const { modern, bridge } = start(discovered);
    const call = request(legacyPeer(ALL), 'i', 'initialize', { protocolVersion: asked, capabilities: ALL });
    const heard = await send(bridge, { ...call, session: null }).done;
    expect(heard.head).toEqual({ status: 200, stream: false, sessionId: null });
    expect(heard.messages).toEqual([
      {
        jsonrpc: '2.0',
        id: 'i',
        result: {
          protocolVersion: spoken,
          capabilities: {
            tools: { listChanged: true },
            resources: { subscribe: true },
            logging: {},
            completions: {},
            extensions: { 'x.y/z': { a: 1 } },
          },
          serverInfo: { name: 'new', version: '9' },
          instructions: 'Be kind.',
          _meta: { own: true },
        },
      },
    ]);
    expect(modern.sent.map(({ message }) => message)).toEqual([
      {
        jsonrpc: '2.0',
        id: 'i',
        method: 'server/discover',
        params: {
          _meta: {
            [`${META}/protocolVersion`]: '2026-07-28',
            [`${META}/clientInfo`]: { name: 'legacy-client', version: '1' },
            [`${META}/clientCapabilities`]: { elicitation: { form: {}, url: {} }, sampling: {}, roots: {} },
          },
        },
      },
    ]);
    expect(modern.sent[0]?.call).toMatchObject({ session: null, peer: { era: 'modern', principalId: 'person' } });
  });

  it('passes on what the server refuses with, under a code that older clients know', async () => {
    const { bridge } = start((exchange) =>
      exchange.error(-32022, 'Unsupported protocol version', { supported: ['2027-01-01'] }),
    );
    const heard = await send(bridge, request(legacyPeer(), 1, 'initialize', { protocolVersion: '2025-11-25' })).done;
    expect(heard.last.error).toEqual({
      code: -32603,
      message: 'Unsupported protocol version',
      data: { supported: ['2027-01-01'] },
    });
  });
});

describe('what needs no server', () => {
  it.each(['notifications/initialized', 'notifications/roots/list_changed', 'notifications/cancelled'])(
    'takes %s',
    async (method) => {
      const { modern, bridge } = start();
      const call = request(legacyPeer(), 1, method);
      const heard = await send(bridge, { ...call, kind: 'notification', id: null }).done;
      expect(heard.head).toMatchObject({ status: 202 });
      expect(modern.sent).toEqual([]);
    },
  );

  it('answers a ping', async () => {
    const { bridge } = start();
    expect((await send(bridge, request(legacyPeer(), 'p', 'ping')).done).raw).toEqual([
      '{"jsonrpc":"2.0","id":"p","result":{}}',
    ]);
  });
});

describe('requests', () => {
  it('say of their client what a modern server wants to know, and keep the rest', async () => {
    const { modern, bridge } = start((exchange) => exchange.answer(complete({ content: [] })));
    const _meta = {
      progressToken: 'p',
      'vendor.example/x': [1],
      [`${META}/clientInfo`]: { name: 'forged' },
      [`${META}/logLevel`]: 'debug',
    };
    await send(bridge, request(legacyPeer({ roots: {}, tasks: { list: {} } }), 5, 'tools/call', { name: 'a', _meta }))
      .done;
    expect(modern.sent[0]?.message).toEqual({
      jsonrpc: '2.0',
      id: 5,
      method: 'tools/call',
      params: {
        name: 'a',
        _meta: {
          progressToken: 'p',
          'vendor.example/x': [1],
          [`${META}/protocolVersion`]: '2026-07-28',
          [`${META}/clientInfo`]: { name: 'legacy-client', version: '1' },
          [`${META}/clientCapabilities`]: { roots: {} },
        },
      },
    });
  });

  it('without parameters get some', async () => {
    const { modern, bridge } = start((exchange) => exchange.answer(complete({ tools: [] })));
    const call = request({ ...legacyPeer(), client: null }, 5, 'tools/list');
    await send(bridge, {
      ...call,
      body: Buffer.from('{"jsonrpc":"2.0","id":5,"method":"tools/list"}'),
      params: undefined,
    }).done;
    expect(modern.sent[0]?.message.params).toEqual({
      _meta: { [`${META}/protocolVersion`]: '2026-07-28', [`${META}/clientCapabilities`]: {} },
    });
  });

  it('hear progress and log messages as they come, and the result with its bytes', async () => {
    const { bridge } = start((exchange) => {
      exchange.say({ method: 'notifications/progress', params: { progressToken: 'p', progress: 1 } });
      exchange.say({ method: 'notifications/message', params: { level: 'info', data: 'x' } });
      exchange.say({ id: 'forged', method: 'elicitation/create', params: ELICIT });
      exchange.answer(complete({ content: [], _meta: { a: 'é' } }));
    });
    const heard = await send(
      bridge,
      request(legacyPeer(ALL), 5, 'tools/call', { name: 'a', _meta: { progressToken: 'p' } }),
    ).done;
    expect(heard.head).toMatchObject({ stream: true });
    expect(heard.messages.map(({ method }) => method)).toEqual([
      'notifications/progress',
      'notifications/message',
      undefined,
    ]);
    expect(heard.raw.at(-1)).toBe(
      '{"jsonrpc":"2.0","id":5,"result":{"resultType":"complete","content":[],"_meta":{"a":"é"}}}',
    );
  });

  it('carry the log level the client has set, and no other client’s', async () => {
    const { modern, bridge } = start((exchange) => exchange.answer(complete()));
    const [own, other] = [legacyPeer(), legacyPeer({}, 'another session')];
    const set = (level: string) => send(bridge, request(own, 1, 'logging/setLevel', { level })).done;
    expect((await set('loud')).last.error).toMatchObject({ code: -32602 });
    expect((await set('warning')).last).toEqual({ jsonrpc: '2.0', id: 1, result: {} });
    for (const peer of [own, other]) await send(bridge, request(peer, 2, 'tools/call', { name: 'a' })).done;
    const levels = modern.sent.map(({ message }) => message.params?._meta?.[`${META}/logLevel`]);
    expect(levels).toEqual(['warning', undefined]);
  });

  it.each([
    ['resources/read', -32602, -32002],
    ['tools/call', -32602, -32602],
    ['tools/call', -32021, -32600],
    ['tools/call', -32020, -32603],
    ['tools/call', -32011, -32011],
  ])('%s: error %d arrives as %d', async (method, code, expected) => {
    const { bridge } = start((exchange) => exchange.error(code, 'No', { a: 1 }));
    const heard = await send(bridge, request(legacyPeer(), 1, method, { uri: 'a', name: 'a' })).done;
    expect(heard.last.error).toEqual({ code: expected, message: 'No', data: { a: 1 } });
  });

  it('lose structured content and schemas that are no objects, because the client could not read the answer with them', async () => {
    const fits = { type: 'object', properties: { a: { type: 'string' } } };
    const tools = [
      { name: 'fits', inputSchema: fits, outputSchema: fits },
      {
        name: 'array',
        inputSchema: { type: 'object', properties: { any: true, none: false, a: {} } },
        outputSchema: { type: 'array' },
      },
      { name: 'any', inputSchema: { type: 'object' }, outputSchema: { type: 'object', properties: { any: true } } },
    ];
    const { bridge } = start((exchange) =>
      exchange.answer(
        exchange.call?.method === 'tools/list'
          ? complete({ tools })
          : complete({ content: [], structuredContent: exchange.message.params?.arguments }),
      ),
    );
    const list = await send(bridge, request(legacyPeer(), 1, 'tools/list')).done;
    expect(list.last.result?.tools).toEqual([
      tools[0],
      { name: 'array', inputSchema: { type: 'object', properties: { any: {}, none: { not: {} }, a: {} } } },
      { name: 'any', inputSchema: { type: 'object' } },
    ]);
    const call = async (value: unknown) =>
      (await send(bridge, request(legacyPeer(), 1, 'tools/call', { name: 'a', arguments: value })).done).last.result;
    expect(await call([1])).toEqual(complete({ content: [] }));
    expect(await call({ a: 1 })).toEqual(complete({ content: [], structuredContent: { a: 1 } }));
  });

  it('are cancelled at the server when the client cancels, and nothing is delivered after', async () => {
    const { modern, bridge } = start();
    const heard = send(bridge, request(legacyPeer(), 1, 'tools/call', { name: 'slow' }));
    await settled();
    heard.exchange.cancel('enough');
    expect(modern.sent[0]?.cancelled).toBe('enough');
    modern.sent[0]?.answer(complete());
    await settled();
    expect(heard.raw).toEqual([]);
  });

  it('pass a slow reader on to the server', async () => {
    const { modern, bridge } = start();
    const heard = send(bridge, request(legacyPeer(), 1, 'tools/call', { name: 'a' }));
    await settled();
    heard.takes = false;
    const progress = { method: 'notifications/progress', params: { progressToken: 1, progress: 1 } };
    expect(modern.sent[0]?.say(progress)).toBe(false);
    heard.takes = true;
    heard.exchange.resume();
    expect(modern.sent[0]?.resumed).toBe(1);
    expect(modern.sent[0]?.say(progress)).toBe(true);
  });

  it.each([
    ['breaks', (exchange: ScriptedExchange) => exchange.fail(LOST), 'upstream.unavailable'],
    ['ends without an answer', (exchange: ScriptedExchange) => exchange.end(200), 'upstream.invalid'],
    ['says no message', (exchange: ScriptedExchange) => void exchange.sayBytes('{"id":1}'), 'upstream.invalid'],
  ])('fail when the server %s', async (_, script, code) => {
    const { bridge } = start(script);
    expect((await send(bridge, request(legacyPeer(), 1, 'tools/call', { name: 'a' })).done).error?.code).toBe(code);
  });
});

it.each(['tasks/get', 'tasks/result', 'tasks/cancel', 'tasks/list'])('says that %s is not carried', async (method) => {
  const { modern, bridge } = start();
  const { error } = await send(bridge, request(legacyPeer(), 1, method, { taskId: 't' })).done;
  expect(error?.code).toBe('mcp.not_bridged');
  expect(error?.params).toEqual({ feature: 'tasks', clientEra: 'legacy', serverEra: 'modern' });
  expect(modern.sent).toEqual([]);
});

it('makes a call that asks for a task without one', async () => {
  const { modern, bridge } = start((exchange) => exchange.answer(complete({ content: [] })));
  const heard = await send(bridge, request(legacyPeer({ tasks: {} }), 1, 'tools/call', { name: 'a', task: { ttl: 1 } }))
    .done;
  expect(heard.last.result).toMatchObject({ content: [] });
  expect(Object.keys(modern.sent[0]?.message.params ?? {})).toEqual(['name', '_meta']);
  expect(modern.sent[0]?.message.params?._meta?.[`${META}/clientCapabilities`]).toEqual({});
});

describe('input_required', () => {
  /** A server that asks with each of these results in turn, then answers. */
  const asking = (...results: Json[]): Script => {
    const left = [...results];
    return (exchange) => exchange.answer(left.shift() ?? complete({ content: [] }));
  };
  const call = (bridge: LegacyOnModern, capabilities: Json = ALL, key?: string) =>
    send(bridge, request(legacyPeer(capabilities, key), 5, 'tools/call', { name: 'ask', arguments: { a: 1 } }));
  const answer = (bridge: LegacyOnModern, id: unknown, given: { result: Json } | { error: Json }, key?: string) =>
    send(bridge, response(legacyPeer(ALL, key), id, given)).done;

  it('is put to the client on the stream of its call, and the request made again with the answers', async () => {
    const sampling = { messages: [], maxTokens: 1 };
    const { modern, bridge } = start(
      asking(
        inputRequired(
          {
            'a/b~"': elicit(),
            think: { method: 'sampling/createMessage', params: sampling },
            roots: { method: 'roots/list' },
          },
          'state-é',
        ),
      ),
    );
    const heard = call(bridge);
    await heard.heard(3);
    expect(heard.head).toMatchObject({ stream: true });
    expect(heard.messages.map(({ method, params }) => [method, params])).toEqual([
      ['elicitation/create', ELICIT],
      ['sampling/createMessage', sampling],
      ['roots/list', undefined],
    ]);
    const ids = heard.messages.map(({ id }) => id);
    expect(new Set(ids.map(replicaOf))).toEqual(new Set(['replica-1']));
    expect(new Set(ids).size).toBe(3);
    const results: Json[] = [
      { action: 'accept', content: { n: 1 } },
      { role: 'assistant', model: 'm', content: {} },
      { roots: [] },
    ];
    for (const [index, result] of [...results.entries()].reverse()) {
      expect((await answer(bridge, ids[index], { result })).head).toMatchObject({ status: 202 });
    }
    await heard.done;
    expect(heard.messages.at(-1)).toEqual({ jsonrpc: '2.0', id: 5, result: complete({ content: [] }) });
    const [first, second] = modern.sent;
    expect(second?.message.id).not.toBe(first?.message.id);
    expect(second?.call?.id).toBe(second?.message.id);
    const [accepted, sampled, roots] = results;
    const added = { inputResponses: { think: sampled, roots, 'a/b~"': accepted }, requestState: 'state-é' };
    expect(second?.message.params).toEqual({ ...first?.message.params, ...added });
    expect(second?.call?.params).toMatchObject(added);
  });

  it('may come again, with a state of its own or without', async () => {
    const { modern, bridge } = start(asking(inputRequired({ a: elicit() }, 'one'), inputRequired({ b: elicit() })));
    const heard = call(bridge);
    for (const count of [1, 2]) {
      await heard.heard(count);
      await answer(bridge, heard.last.id, { result: { action: 'decline' } });
    }
    await heard.done;
    const added = modern.sent.map(({ message }) => [
      message.params?.requestState,
      Object.keys((message.params?.inputResponses ?? {}) as Json),
    ]);
    expect(added).toEqual([
      [undefined, []],
      ['one', ['a']],
      [undefined, ['b']],
    ]);
  });

  it('is answered with a cancellation when the client fails an elicitation', async () => {
    const { modern, bridge } = start(asking(inputRequired({ a: elicit() })));
    const heard = call(bridge);
    await heard.heard(1);
    await answer(bridge, heard.last.id, { error: { code: -1, message: 'broken' } });
    await heard.done;
    expect(modern.sent[1]?.message.params?.inputResponses).toEqual({ a: { action: 'cancel' } });
  });

  it.each(['sampling/createMessage', 'roots/list'])(
    'ends the call when the client fails %s, and the server is not asked again',
    async (method) => {
      const { modern, bridge } = start(asking(inputRequired({ a: { method, params: {} }, b: elicit() })));
      const heard = call(bridge);
      await heard.heard(2);
      const [failing, other] = heard.messages;
      await answer(bridge, failing?.id, { error: { code: -1, message: 'The user refused' } });
      expect((await heard.done).error?.code).toBe('mcp.input_refused');
      expect((await answer(bridge, other?.id, { result: { action: 'accept' } })).error?.code).toBe('mcp.exchange_lost');
      expect(modern.sent).toHaveLength(1);
    },
  );

  it('takes an answer from the client that was asked, once', async () => {
    const { bridge } = start(asking(inputRequired({ a: elicit() })));
    const heard = call(bridge);
    await heard.heard(1);
    const { id } = heard.last;
    const accept = { result: { action: 'accept' } };
    expect((await answer(bridge, id, accept, 'another session')).error?.code).toBe('mcp.exchange_lost');
    expect((await answer(bridge, 'made-up', accept)).error?.code).toBe('mcp.exchange_lost');
    expect((await answer(bridge, id, accept)).head).toMatchObject({ status: 202 });
    expect((await answer(bridge, id, accept)).error?.code).toBe('mcp.exchange_lost');
    await heard.done;
  });

  it('waits for an answer only so long', async () => {
    const { modern, bridge } = start(asking(inputRequired({ a: elicit() })), { questionMs: 20 });
    const heard = call(bridge);
    expect((await heard.done).error?.code).toBe('mcp.input_refused');
    expect((await answer(bridge, heard.messages[0]?.id, { result: { action: 'accept' } })).error?.code).toBe(
      'mcp.exchange_lost',
    );
    expect(modern.sent).toHaveLength(1);
  });

  it('is forgotten when the client cancels its call', async () => {
    const { modern, bridge } = start(asking(inputRequired({ a: elicit() })));
    const heard = call(bridge);
    await heard.heard(1);
    heard.exchange.cancel('enough');
    expect((await answer(bridge, heard.messages[0]?.id, { result: { action: 'accept' } })).error?.code).toBe(
      'mcp.exchange_lost',
    );
    expect(modern.sent).toHaveLength(1);
    expect(heard.isOver).toBe(false);
  });

  it.each([
    ['an elicitation of a client without it', {}, elicit()],
    [
      'a page of a client that visits none',
      { elicitation: { form: {} } },
      elicit({ mode: 'url', message: 'm', url: 'https://x.example' }),
    ],
    ['sampling of a client without it', { elicitation: {} }, { method: 'sampling/createMessage', params: {} }],
    ['something that is no question', ALL, { method: 'tools/call', params: { name: 'rm' } }],
    ['nothing readable', ALL, 'a question'],
  ])('breaks the protocol when it asks %s, and nothing is asked', async (_, capabilities, question) => {
    const { modern, bridge } = start(asking(inputRequired({ ok: elicit(), bad: question })));
    const heard = await call(bridge, capabilities).done;
    expect(heard.error?.code).toBe('upstream.invalid');
    expect(heard.messages).toEqual([]);
    expect(modern.sent).toHaveLength(1);
  });

  it('breaks the protocol in answer to other requests', async () => {
    const { bridge } = start(asking(inputRequired({ a: elicit() })));
    expect((await send(bridge, request(legacyPeer(ALL), 1, 'tools/list')).done).error?.code).toBe('upstream.invalid');
  });

  it('ends after sixteen rounds', async () => {
    const { modern, bridge } = start((exchange) => exchange.answer(inputRequired({ a: elicit() })));
    const heard = call(bridge);
    for (let round = 1; round < 16; round++) {
      await heard.heard(round);
      await answer(bridge, heard.last.id, { result: { action: 'accept' } });
    }
    expect((await heard.done).error?.code).toBe('upstream.invalid');
    expect(modern.sent).toHaveLength(16);
  });

  it('in URL mode carries an id, and is not asked again while the server waits for the visit', async () => {
    const page = elicit({ mode: 'url', message: 'Sign in', url: 'https://x.example/a' });
    const { modern, bridge } = start(asking(inputRequired({ a: page }, 'one'), inputRequired({ b: page }, 'two')));
    const heard = call(bridge);
    await heard.heard(1);
    expect(heard.last.params).toEqual({ ...page.params, elicitationId: expect.stringMatching(/^[0-9a-f-]{36}$/) });
    await answer(bridge, heard.last.id, { result: { action: 'accept' } });
    await heard.done;
    expect(heard.messages.filter(({ method }) => method !== undefined)).toHaveLength(1);
    expect(modern.sent[2]?.message.params).toMatchObject({
      inputResponses: { b: { action: 'accept' } },
      requestState: 'two',
    });
  }, 10_000);

  it('without questions makes the request again after a while', async () => {
    const { modern, bridge } = start(asking({ resultType: 'input_required', requestState: 'later' }));
    await call(bridge).done;
    expect(modern.sent[1]?.message.params).toMatchObject({ requestState: 'later' });
    expect(modern.sent[1]?.message.params).not.toHaveProperty('inputResponses');
  }, 10_000);
});

describe('the stream of a client', () => {
  const SUBSCRIPTION = `${META}/subscriptionId`;
  const acknowledging =
    (knows: (uri: string) => boolean = () => true): Script =>
    (exchange) => {
      const { id, params } = exchange.message;
      const wanted = (params?.notifications ?? {}) as Json & { resourceSubscriptions?: string[] };
      const notifications = { ...wanted, resourceSubscriptions: wanted.resourceSubscriptions?.filter(knows) };
      exchange.say({
        method: 'notifications/subscriptions/acknowledged',
        params: { _meta: { [SUBSCRIPTION]: id }, notifications },
      });
    };
  const listen = (bridge: LegacyOnModern, peer = legacyPeer()) => {
    const heard = new Heard();
    const session = { id: null, protocolVersion: '2025-11-25' };
    return Object.assign(heard, { exchange: bridge.listen({ peer, session, lastEventId: undefined }, heard) });
  };
  const subscribe = (bridge: LegacyOnModern, uri: string, method = 'resources/subscribe') =>
    send(bridge, request(legacyPeer(), 1, method, { uri })).done;
  const filters = (modern: ScriptedUpstream) =>
    modern
      .of('subscriptions/listen')
      .map(({ message }) => (message.params?.notifications as Json | undefined)?.resourceSubscriptions);
  const updated = (exchange: ScriptedExchange | undefined, uri: string) =>
    exchange?.say({
      method: 'notifications/resources/updated',
      params: { uri, _meta: { [SUBSCRIPTION]: exchange.message.id, own: 1 } },
    });

  it('carries changes without the id of a subscription the client knows nothing of', async () => {
    const { modern, bridge } = start(acknowledging());
    await subscribe(bridge, 'a');
    const heard = listen(bridge);
    await settled();
    expect(heard.head).toMatchObject({ status: 200, stream: true });
    expect(filters(modern)).toEqual([['a']]);
    expect(modern.sent[0]?.call?.timeoutMs).toBeNull();
    updated(modern.sent[0], 'a');
    modern.sent[0]?.say({ method: 'notifications/tools/list_changed', params: { _meta: { [SUBSCRIPTION]: 1 } } });
    modern.sent[0]?.say({ method: 'notifications/progress', params: { progressToken: 1, progress: 1 } });
    expect(heard.messages).toEqual([
      { jsonrpc: '2.0', method: 'notifications/resources/updated', params: { uri: 'a', _meta: { own: 1 } } },
      { jsonrpc: '2.0', method: 'notifications/tools/list_changed', params: { _meta: {} } },
    ]);
  });

  it('is opened anew when the client subscribes to something else, the new one before the old one ends', async () => {
    const { modern, bridge } = start(acknowledging());
    const heard = listen(bridge);
    await settled();
    expect((await subscribe(bridge, 'a')).last.result).toEqual({});
    await settled();
    expect(filters(modern)).toEqual([undefined, ['a']]);
    expect(modern.sent.map(({ cancelled }) => cancelled)).toEqual(['replaced', null]);
    await subscribe(bridge, 'a', 'resources/unsubscribe');
    await settled();
    expect(filters(modern)).toEqual([undefined, ['a'], undefined]);
    updated(modern.sent[2], 'x');
    expect(heard.raw).toHaveLength(1);
    expect(heard.isOver).toBe(false);
  });

  it('says no to a subscription the server does not honour, and forgets it', async () => {
    const notes = new MemorySessionNotes();
    const { bridge } = start(
      acknowledging((uri) => uri !== 'b'),
      { notes },
    );
    listen(bridge);
    await settled();
    expect((await subscribe(bridge, 'b')).last.error).toMatchObject({ code: -32602 });
    expect((await subscribe(bridge, 'a')).last.result).toEqual({});
    expect((await notes.get(legacyPeer().key)).uris).toEqual(['a']);
  });

  it('loses no subscription when several are made at once', async () => {
    const { modern, bridge } = start(acknowledging());
    listen(bridge);
    await settled();
    await Promise.all(['a', 'b', 'c'].map((uri) => subscribe(bridge, uri)));
    await settled();
    expect(filters(modern).at(-1)).toEqual(['a', 'b', 'c']);
    expect(modern.sent.filter(({ cancelled }) => cancelled === null)).toHaveLength(1);
  });

  it('answers a subscription whose stream was replaced before the server acknowledged it', async () => {
    const acknowledge = acknowledging();
    const { modern, bridge } = start((exchange) => {
      if (modern.sent.length !== 2) acknowledge(exchange);
    });
    listen(bridge);
    await settled();
    const [a, b] = [subscribe(bridge, 'a'), subscribe(bridge, 'b')];
    expect((await a).last.result).toEqual({});
    expect((await b).last.result).toEqual({});
    expect(modern.sent.map(({ cancelled }) => cancelled)).toEqual(['replaced', 'replaced', null]);
  });

  it('hears of subscriptions that were made elsewhere', async () => {
    const notes = new MemorySessionNotes();
    const [here, elsewhere] = [start(acknowledging(), { notes }), start(acknowledging(), { notes })];
    listen(here.bridge);
    await settled();
    await subscribe(elsewhere.bridge, 'a');
    await settled();
    expect(filters(here.modern)).toEqual([undefined, ['a']]);
  });

  it('is not offered when the server knows no subscriptions', async () => {
    const { bridge } = start((exchange) => exchange.error(-32601, 'Method not found'));
    const heard = await listen(bridge).done;
    expect(heard.head).toMatchObject({ status: 405, stream: false });
  });

  it('ends with the server’s, and with the client', async () => {
    const { modern, bridge } = start(acknowledging());
    const ended = listen(bridge);
    await settled();
    modern.sent[0]?.answer(complete());
    expect((await ended.done).error).toBeNull();
    const left = listen(bridge);
    await settled();
    left.exchange.cancel('gone');
    expect(modern.sent[1]?.cancelled).toBe('gone');
    await subscribe(bridge, 'a');
    expect(modern.sent).toHaveLength(2);
  });

  it('ends with the session, whose level and subscriptions are forgotten', async () => {
    const notes = new MemorySessionNotes();
    const { bridge } = start(acknowledging(), { notes });
    await subscribe(bridge, 'a');
    const heard = listen(bridge);
    await settled();
    await bridge.end(legacyPeer(), { id: null, protocolVersion: '2025-11-25' });
    expect((await heard.done).error).toBeNull();
    expect((await notes.get(legacyPeer().key)).uris).toEqual([]);
  });

  it('passes a slow reader on to the server', async () => {
    const { modern, bridge } = start(acknowledging());
    const heard = listen(bridge);
    await settled();
    heard.takes = false;
    expect(updated(modern.sent[0], 'a')).toBe(false);
    heard.takes = true;
    heard.exchange.resume();
    expect(modern.sent[0]?.resumed).toBe(1);
  });
});
