import { describe, expect, it } from 'vitest';
import { call, collect, lastMessage, openSession, request, textOf, until } from '../upstream-harness.js';
import { scripted, tool } from './fixture.js';

describe('calls of many clients at one process', () => {
  it('T-COLLIDE: each get their own answer and their own progress, though ids and tokens collide', async () => {
    const { upstream } = scripted();
    const answers = await Promise.all(
      Array.from({ length: 400 }, async (_, n) => {
        const id = n % 2 === 0 ? n % 10 : String(n % 10);
        const options = n % 3 === 0 ? { progressToken: id } : {};
        return { n, id, answer: await call(upstream, tool(id, 'nonce', { nonce: `nonce-${n}` }, options)) };
      }),
    );
    for (const { n, id, answer } of answers) {
      expect(textOf(answer)).toBe(`nonce-${n}`);
      expect(lastMessage(answer).id).toBe(id);
      const progress = answer.messages.slice(0, -1).map(({ raw }) => JSON.parse(raw.toString()).params);
      expect(progress).toEqual(n % 3 === 0 ? [{ progressToken: id, progress: 1, message: `nonce-${n}` }] : []);
      expect(answer.head?.stream).toBe(n % 3 === 0);
    }
    expect(upstream.counters).toEqual({ unsolicited: 0, malformed: 0, oversized: 0 });
  });

  it('reach the process byte for byte but for id, token and line breaks', async () => {
    const { upstream } = scripted();
    const body = Buffer.from(
      '{ "jsonrpc":"2.0",\r\n "params":{"name":"seen","_meta":{"x":1,"progressToken" : "tok"},"arguments":{"id":9,"s":"a\\n\\u00e9"}},\n"id": "client" ,"method":"tools/call"}\n',
    );
    const answer = await call(upstream, { ...request('client', 'tools/call'), body, progressToken: 'tok' });
    const { line, id, token } = JSON.parse(textOf(answer));
    expect(token).toBe(id);
    expect(line).toBe(
      `{ "jsonrpc":"2.0",   "params":{"name":"seen","_meta":{"x":1,"progressToken" : ${id}},"arguments":{"id":9,"s":"a\\n\\u00e9"}}, "id": ${id} ,"method":"tools/call"} `,
    );
    expect(lastMessage(answer).id).toBe('client');
  });

  it('are told of cancellation by our id, and a late answer goes nowhere', async () => {
    const { upstream, received } = scripted();
    const other = call(upstream, tool(1, 'nonce', { nonce: 'other' }));
    const running = collect((sink) => upstream.send(tool(1, 'nonce', { nonce: 'late' }), sink));
    await until(() => received().filter(({ method }) => method === 'tools/call').length === 2, 'both calls');
    running.exchange.cancel('the person changed their mind');
    expect(textOf(await other)).toBe('other');
    await until(() => received().some(({ method }) => method === 'notifications/cancelled'), 'the cancellation');
    const theirs = received().find(({ params }) => JSON.stringify(params)?.includes('late'));
    expect(received().find(({ method }) => method === 'notifications/cancelled')?.params).toEqual({
      requestId: theirs?.id,
      reason: 'the person changed their mind',
    });
    await until(() => upstream.counters.unsolicited === 1, 'the late answer');
    expect(running.answer).toMatchObject({ head: null, messages: [], error: null });
  });

  it('end at their timeout, and the process is told', async () => {
    const { upstream, received } = scripted();
    await openSession(upstream);
    expect((await call(upstream, tool(1, 'silence', {}, { timeoutMs: 150 }))).error?.code).toBe('upstream.timeout');
    await until(() => received().some(({ method }) => method === 'notifications/cancelled'), 'the cancellation');
    expect(textOf(await call(upstream, tool(2, 'nonce', { nonce: 'fine' })))).toBe('fine');
  });

  it('are refused above the limit of calls at once', async () => {
    const { upstream } = scripted();
    await openSession(upstream);
    const running = Array.from({ length: 1_024 }, (_, id) =>
      collect((sink) => upstream.send(tool(id, 'silence'), sink)),
    );
    expect((await call(upstream, tool(1, 'nonce'))).error?.code).toBe('upstream.unavailable');
    for (const { exchange } of running) exchange.cancel('test over');
    expect(textOf(await call(upstream, tool(1, 'nonce', { nonce: 'fine' })))).toBe('fine');
  });
});
