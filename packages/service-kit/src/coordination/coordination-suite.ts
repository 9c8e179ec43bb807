import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Coordination } from './coordination.js';

export interface CoordinationHarness {
  /** A coordination over a store nobody else uses, with this clock. */
  readonly make: (now: () => number) => Coordination;
}

/** What every {@link Coordination} guarantees, whatever carries it. */
export function coordinationSuite(name: string, { make }: CoordinationHarness): void {
  describe(`coordination ${name}`, () => {
    let now: number;
    let coordination: Coordination;

    beforeEach(() => {
      now = Date.UTC(2026, 10, 21, 9);
      coordination = make(() => now);
    });
    afterEach(() => coordination.close());

    const collect = async (channel: string): Promise<{ got: string[]; stop: () => Promise<void> }> => {
      const got: string[] = [];
      const stop = await coordination.subscribe(channel, (message) => got.push(message));
      return { got, stop };
    };

    it('hands every message to every subscriber of its channel, in order, and to no other', async () => {
      const [one, two, other] = await Promise.all([collect('a'), collect('a'), collect('b')]);
      for (let i = 0; i < 50; i += 1) await coordination.publish('a', `m${i}`);
      const sent = Array.from({ length: 50 }, (_, i) => `m${i}`);
      await vi.waitFor(() => expect(two.got).toEqual(sent));
      expect(one.got).toEqual(sent);
      expect(other.got).toEqual([]);
    });

    it('hands nothing to a subscriber that has ended, and goes on for the others', async () => {
      const [ended, staying] = await Promise.all([collect('a'), collect('a')]);
      await ended.stop();
      await ended.stop();
      await coordination.publish('a', 'late');
      await vi.waitFor(() => expect(staying.got).toEqual(['late']));
      expect(ended.got).toEqual([]);
      await staying.stop();
      await coordination.publish('a', 'nobody listens');
    });

    it('delivers after the publisher has gone on, never within its call', async () => {
      let delivered = false;
      await coordination.subscribe('a', () => {
        delivered = true;
      });
      const publishing = coordination.publish('a', 'm');
      expect(delivered).toBe(false);
      await publishing;
      await vi.waitFor(() => expect(delivered).toBe(true));
    });

    it('keeps a handler that throws from harming the others', async () => {
      await coordination.subscribe('a', () => {
        throw new Error('broken handler');
      });
      const { got } = await collect('a');
      await coordination.publish('a', 'm');
      await vi.waitFor(() => expect(got).toEqual(['m']));
    });

    it('carries any text unchanged', async () => {
      const { got } = await collect('a');
      const texts = ['', '{"a":"\\u0000"}', 'ünïcödé 🛡️', 'x'.repeat(100_000)];
      for (const text of texts) await coordination.publish('a', text);
      await vi.waitFor(() => expect(got).toEqual(texts));
    });

    it('counts every increment of a window once, also when they come at once', async () => {
      const counts = await Promise.all(Array.from({ length: 100 }, () => coordination.increment('k', 60_000)));
      expect(counts.sort((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, i) => i + 1));
    });

    it('counts keys and windows of different length apart', async () => {
      expect(await coordination.increment('k', 60_000)).toBe(1);
      expect(await coordination.increment('other', 60_000)).toBe(1);
      expect(await coordination.increment('k', 1_000)).toBe(1);
      expect(await coordination.increment('k', 60_000)).toBe(2);
    });

    it('starts again from one in the next window, at the clock and not at the first increment', async () => {
      now += 59_999;
      expect(await coordination.increment('k', 60_000)).toBe(1);
      now += 1;
      expect(await coordination.increment('k', 60_000)).toBe(1);
      now += 59_999;
      expect(await coordination.increment('k', 60_000)).toBe(2);
    });

    it('is not degraded while its store answers', async () => {
      await coordination.increment('k', 1_000);
      expect(coordination.degraded).toBe(false);
    });
  });
}
