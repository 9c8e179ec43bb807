import { AppError } from '@sallyport/contracts';
import { describe, expect, it } from 'vitest';
import { FORM, start, textResult } from './modern-on-legacy.fixture.js';
import { LOST, modernPeer, request, send, settled } from './scripted-upstream.fixture.js';

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
