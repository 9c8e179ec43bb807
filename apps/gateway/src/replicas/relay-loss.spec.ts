import { describe, expect, it, vi } from 'vitest';
import { begin, HELD, over, stream, usePair } from './relay.fixture.js';
import { answerWith, callOf, Heard } from './replicas.fixture.js';

const pair = usePair();

describe('what is lost on the way', () => {
  it('a replica that is gone has done nothing, and its sessions are begun anew here', async () => {
    await pair.two.bus.close();
    pair.one.upstream.onTaken = answerWith('{}');
    for (const times of [1, 2, 3]) {
      const heard = new Heard();
      const startedAt = performance.now();
      pair.one.router.send(callOf(HELD), heard);
      await over(heard);
      expect(heard.events.at(-1)).toBe('end');
      expect([pair.one.upstream.taken.length, pair.two.upstream.taken.length]).toEqual([times, 0]);
      // Known to be gone, it is not waited for, however often its sessions are used.
      expect(performance.now() - startedAt).toBeLessThan(200);
    }
  });

  it('a cancellation follows a call to where it went after all', async () => {
    await pair.two.bus.close();
    const heard = new Heard();
    const exchange = pair.one.router.send(callOf(HELD), heard);
    await vi.waitFor(() => expect(pair.one.upstream.taken.length).toBe(1), { timeout: 3_000 });
    exchange.cancel('enough');
    expect(pair.one.upstream.taken[0]?.cancelled).toBe('enough');
  });

  it('a lost acknowledgement is asked for again, and the call still runs once', async () => {
    let lost = 0;
    pair.two.wire = (text) => (lost++ === 0 ? [] : [text]);
    pair.two.upstream.onTaken = answerWith('{}');
    const { heard } = await begin(pair);
    await over(heard);
    expect(heard.events.at(-1)).toBe('end');
    expect(pair.two.upstream.taken.length).toBe(1);
    expect(lost).toBeGreaterThan(1);
  });

  it('a replica that is said to be there and never answers is given up', async () => {
    pair.two.wire = () => [];
    pair.one.upstream.onTaken = answerWith('{}');
    const heard = new Heard();
    pair.one.router.send(callOf(HELD), heard);
    await over(heard);
    expect(pair.two.upstream.taken).toEqual([]);
    expect(pair.one.upstream.taken.length).toBe(1);
  });

  it('a gap in an answer fails the call, and stops it at the server', async () => {
    const { heard, taken } = await begin(pair);
    stream(taken);
    taken.sink.onMessage(Buffer.from('1'), undefined);
    await vi.waitFor(() => expect(heard.messages.length).toBe(1));
    pair.two.wire = () => [];
    taken.sink.onMessage(Buffer.from('2'), undefined);
    pair.two.wire = (text) => [text];
    taken.sink.onMessage(Buffer.from('3'), undefined);
    await over(heard);
    expect(heard.error?.code).toBe('upstream.unavailable');
    expect(heard.messages.map(String)).toEqual(['1']);
    await vi.waitFor(() => expect(taken.cancelled).not.toBeNull());
    expect([pair.one.relay.size, pair.two.relay.size]).toEqual([0, 0]);
  });

  it('the loss of the last word is noticed though nothing follows it', async () => {
    const { heard, taken } = await begin(pair);
    stream(taken);
    pair.two.wire = () => [];
    taken.sink.onMessage(Buffer.from('the answer'), undefined);
    taken.sink.onEnd();
    pair.two.wire = (text) => [text];
    const startedAt = performance.now();
    await over(heard);
    expect(heard.error?.code).toBe('upstream.unavailable');
    expect(performance.now() - startedAt).toBeLessThan(3_000);
  });

  it('the loss of a call on its way is noticed by the one who sent it', async () => {
    let seen = 0;
    // The question passes, the operation does not.
    pair.one.wire = (text) => (seen++ === 1 ? [] : [text]);
    const heard = new Heard();
    pair.one.router.send(callOf(HELD), heard);
    await over(heard);
    expect(heard.error?.code).toBe('upstream.unavailable');
    expect(pair.two.upstream.taken).toEqual([]);
  });

  it('both sides let go when they hear nothing of each other any more', async () => {
    const { heard, taken } = await begin(pair);
    stream(taken);
    pair.one.wire = () => [];
    pair.two.wire = () => [];
    await over(heard);
    expect(heard.error?.code).toBe('upstream.unavailable');
    await vi.waitFor(() => expect(taken.cancelled).not.toBeNull(), { timeout: 3_000 });
    expect([pair.one.relay.size, pair.two.relay.size]).toEqual([0, 0]);
  }, 15_000);

  it('what was under way with a replica that died fails long before it would for its silence alone', async () => {
    const { heard, taken } = await begin(pair);
    stream(taken);
    const startedAt = performance.now();
    pair.two.wire = () => [];
    await pair.two.bus.close();
    await over(heard);
    expect(heard.error?.code).toBe('upstream.unavailable');
    expect(performance.now() - startedAt).toBeLessThan(4_000);
  });

  it('calls go on after a loss', async () => {
    const { heard, taken } = await begin(pair);
    pair.two.wire = () => [];
    stream(taken);
    pair.two.wire = (text) => [text];
    taken.sink.onMessage(Buffer.from('x'), undefined);
    await over(heard);
    pair.two.upstream.onTaken = answerWith('{}');
    const again = new Heard();
    pair.one.router.send(callOf(HELD), again);
    await over(again);
    expect(again.events.at(-1)).toBe('end');
  });

  it('waits a little for a store that is slow', async () => {
    Object.defineProperty(pair.coordination, 'degraded', { value: true, configurable: true });
    pair.two.upstream.onTaken = answerWith('{}');
    const heard = new Heard();
    pair.one.router.send(callOf(HELD), heard);
    await new Promise((wake) => setTimeout(wake, 100));
    Object.defineProperty(pair.coordination, 'degraded', { value: false, configurable: true });
    await over(heard);
    expect(heard.events.at(-1)).toBe('end');
    expect(pair.two.upstream.taken.length).toBe(1);
  });

  it('fails soon, and is done by nobody, while the store is away', async () => {
    Object.defineProperty(pair.coordination, 'degraded', { value: true, configurable: true });
    const heard = new Heard();
    pair.one.router.send(callOf(HELD), heard);
    expect(heard.events).toEqual([]);
    const startedAt = performance.now();
    await over(heard);
    expect(performance.now() - startedAt).toBeLessThan(2_000);
    expect(heard.error?.code).toBe('upstream.unavailable');
    expect([pair.one.upstream.taken.length, pair.two.upstream.taken.length]).toEqual([0, 0]);
  });

  it('a replica that ends tells those it ran calls for', async () => {
    const { heard, taken } = await begin(pair);
    stream(taken);
    pair.two.relay.close();
    await over(heard);
    expect(heard.error?.code).toBe('upstream.unavailable');
    expect(taken.cancelled).not.toBeNull();
  });
});
