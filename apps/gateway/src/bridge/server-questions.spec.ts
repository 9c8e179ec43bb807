import { describe, expect, it } from 'vitest';
import { replicaOf } from '../replicas/bound-id.js';
import { asks, ELICIT, FORM, over, start, textResult } from './modern-on-legacy.fixture.js';
import {
  type Json,
  LOST,
  legacyServer,
  modernPeer,
  request,
  type ScriptedExchange,
  send,
  settled,
} from './scripted-upstream.fixture.js';

const stateOf = (result: Json | undefined): string => String(result?.requestState);

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
