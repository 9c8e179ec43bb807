import { describe, expect, it } from 'vitest';
import { start } from './modern-on-legacy.fixture.js';
import type { ModernOnLegacy } from './modern-on-legacy.js';
import { type Json, modernPeer, request, send, settled } from './scripted-upstream.fixture.js';

const SUBSCRIPTION = 'io.modelcontextprotocol/subscriptionId';

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
