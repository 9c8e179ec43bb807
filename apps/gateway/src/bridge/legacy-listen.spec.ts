import { describe, expect, it } from 'vitest';
import { complete, META, start } from './legacy-on-modern.fixture.js';
import type { LegacyOnModern } from './legacy-on-modern.js';
import {
  Heard,
  type Json,
  legacyPeer,
  request,
  type Script,
  type ScriptedExchange,
  type ScriptedUpstream,
  send,
  settled,
} from './scripted-upstream.fixture.js';
import { MemorySessionNotes } from './session-notes.js';

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
