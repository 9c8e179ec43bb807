import { describe, expect, it } from 'vitest';
import { asks, FORM, start, textResult } from './modern-on-legacy.fixture.js';
import { modernPeer, request, send, settled } from './scripted-upstream.fixture.js';

const LOG = 'io.modelcontextprotocol/logLevel';

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

it('cancels what waits and ends its sessions when it is closed', async () => {
  const { legacy, bridge } = start({ onRequest: (exchange) => asks(exchange) });
  await send(bridge, request(modernPeer(FORM), 1, 'tools/call', { name: 'ask' })).done;
  await bridge.close();
  expect(legacy.of('tools/call')[0]?.cancelled).toMatch(/shutting down/);
  expect(legacy.ended).toHaveLength(1);
  expect(legacy.closed).toBe(true);
});
