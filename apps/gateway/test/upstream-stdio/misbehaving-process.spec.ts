import { describe, expect, it } from 'vitest';
import { call, textOf, until } from '../upstream-harness.js';
import { SCRIPT, scripted, start, tool } from './fixture.js';

describe('a process that misbehaves', () => {
  it('may write garbage, answers nobody awaits, and megabytes to stderr', async () => {
    const { upstream } = scripted();
    expect(textOf(await call(upstream, tool(1, 'noise', { nonce: 'n-1' })))).toBe('n-1');
    expect(upstream.counters).toEqual({ unsolicited: 2, malformed: 3, oversized: 0 });
    expect(textOf(await call(upstream, tool(1, 'twice', { nonce: 'n-2' })))).toBe('n-2');
    expect(textOf(await call(upstream, tool(1, 'pieces', { nonce: 'é' })))).toBe('é');
    expect(upstream.counters.unsolicited).toBe(3);
  });

  it('and answers with both a result and an error broke the protocol', async () => {
    const { upstream } = scripted();
    expect((await call(upstream, tool(1, 'both'))).error?.code).toBe('upstream.invalid');
  });

  it('and sends a line over the limit keeps serving', async () => {
    const { upstream } = scripted();
    expect((await call(upstream, tool(1, 'huge'))).error?.code).toBe('upstream.too_large');
    expect(textOf(await call(upstream, tool(2, 'nonce', { nonce: 'fine' })))).toBe('fine');
  });

  it('and ends takes only the calls in flight with it', async () => {
    const { upstream, received } = scripted();
    const lost = [call(upstream, tool(1, 'silence')), call(upstream, tool(2, 'silence'))];
    await until(() => received().length === 4, 'both calls');
    expect((await call(upstream, tool(3, 'exit'))).error).toMatchObject({
      code: 'upstream.unavailable',
      detail: 'The server process ended with code 7',
    });
    for (const answer of await Promise.all(lost)) expect(answer.error?.code).toBe('upstream.unavailable');
    expect(textOf(await call(upstream, tool(4, 'nonce', { nonce: 'back' })))).toBe('back');
    expect(received().filter(({ method }) => method === 'initialize')).toHaveLength(2);
  });

  it('and ends again and again is left alone for a while, and then tried once more', async () => {
    const upstream = start({ args: [SCRIPT, 'crash'] });
    expect((await call(upstream, tool(1, 'nonce'))).error?.code).toBe('upstream.unavailable');
    await until(() => /left alone/.test(upstream.health.detail), 'the breaker');
    expect(upstream.health.state).toBe('down');
    const before = performance.now();
    const refused = await call(upstream, tool(2, 'nonce'));
    expect(refused.error).toMatchObject({ code: 'upstream.unavailable', retryAfterSeconds: 1 });
    expect(performance.now() - before).toBeLessThan(500);
    await new Promise((resolve) => setTimeout(resolve, 1_050));
    expect((await call(upstream, tool(3, 'nonce'))).error).toMatchObject({
      detail: 'The server process ended with code 3',
    });
  });

  it('and does not exist is an error like any other', async () => {
    for (const command of [{ command: '/no/such/command', args: [] }, { args: ['a\0b'] }]) {
      const upstream = start(command);
      const { error } = await call(upstream, tool(1, 'nonce'));
      expect(error).toMatchObject({ detail: 'The server process could not be started' });
      expect(upstream.health.state).toBe('down');
    }
  });

  it('and never reads is cut before it fills our memory', async () => {
    const { upstream } = scripted('deaf');
    const args = { filler: 'x'.repeat(1024 * 1024) };
    const running = Array.from({ length: 24 }, (_, id) => call(upstream, tool(id, 'nonce', args)));
    for (const answer of await Promise.all(running)) {
      expect(answer.error).toMatchObject({
        code: 'upstream.unavailable',
        detail: 'The server process stopped reading',
      });
    }
  });
});
