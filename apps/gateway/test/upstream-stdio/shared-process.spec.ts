import { describe, expect, it } from 'vitest';
import { OWN_PEER } from '../../src/upstream/own-call.js';
import type { UpstreamSession } from '../../src/upstream/upstream.js';
import {
  type Answer,
  call,
  collect,
  initialize,
  lastMessage,
  notification,
  openSession,
  request,
  resultOf,
  until,
} from '../upstream-harness.js';
import { QUICK, scripted, tool } from './fixture.js';

const readAnswers = (messages: readonly { id?: unknown; method?: string }[]): unknown[] =>
  messages.filter(({ method }) => method === undefined).map(({ id }) => id);

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
