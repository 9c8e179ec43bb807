import { describe, expect, it } from 'vitest';
import { replicaOf } from '../replicas/bound-id.js';
import { ALL, complete, ELICIT, start } from './legacy-on-modern.fixture.js';
import type { LegacyOnModern } from './legacy-on-modern.js';
import { type Json, legacyPeer, request, response, type Script, send } from './scripted-upstream.fixture.js';

const inputRequired = (inputRequests: Json, requestState?: string) => ({
  resultType: 'input_required',
  inputRequests,
  ...(requestState !== undefined && { requestState }),
});
const elicit = (params: Json = ELICIT) => ({ method: 'elicitation/create', params });

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
