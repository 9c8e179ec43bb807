import { describe, expect, it } from 'vitest';
import { ALL, complete, ELICIT, META, start } from './legacy-on-modern.fixture.js';
import { LOST, legacyPeer, request, type ScriptedExchange, send, settled } from './scripted-upstream.fixture.js';

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
