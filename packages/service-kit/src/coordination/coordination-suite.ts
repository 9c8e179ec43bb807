import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Coordination, KEY_LENGTH_MAX, REMEMBERED_LENGTH_MAX } from './coordination.js';

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

    it('counts by more than one, and tells without counting', async () => {
      expect(await coordination.increment('k', 60_000, 0)).toBe(0);
      expect(await coordination.increment('k', 60_000, 40)).toBe(40);
      expect(await coordination.increment('k', 60_000)).toBe(41);
      expect(await coordination.increment('k', 60_000, 0)).toBe(41);
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

    /** Time passes for stores with this clock and for those with their own. */
    const pass = async (ms: number): Promise<void> => {
      now += ms;
      await new Promise((wake) => setTimeout(wake, ms));
    };

    it('recalls what was remembered last, of this key alone, and nothing once it is forgotten', async () => {
      expect(await coordination.recall('org_1:a')).toBeNull();
      expect(await coordination.remember('org_1:a', 'first', 60_000)).toBe(true);
      expect(await coordination.remember('org_1:a', 'ünïcödé 🛡️ \u0000', 60_000)).toBe(true);
      expect(await coordination.remember('org_2:a', 'of another', 60_000)).toBe(true);
      expect(await coordination.recall('org_1:a')).toBe('ünïcödé 🛡️ \u0000');
      expect(await coordination.forget('org_1:a')).toBe(true);
      expect(await coordination.recall('org_1:a')).toBeNull();
      expect(await coordination.forget('org_1:a')).toBe(true);
      expect(await coordination.recall('org_2:a')).toBe('of another');
    });

    it('forgets by itself when the time is over, which a new value begins again', async () => {
      await coordination.remember('org_1:short', 'x', 150);
      await coordination.remember('org_1:renewed', 'x', 150);
      await coordination.remember('org_1:renewed', 'y', 60_000);
      expect(await coordination.recall('org_1:short')).toBe('x');
      await pass(200);
      expect(await coordination.recall('org_1:short')).toBeNull();
      expect(await coordination.recall('org_1:renewed')).toBe('y');
    });

    it('refuses what is longer than its bound, and times that are none', async () => {
      const longest = 'x'.repeat(REMEMBERED_LENGTH_MAX);
      expect(await coordination.remember('k', longest, 60_000)).toBe(true);
      expect(await coordination.recall('k')).toBe(longest);
      await expect(coordination.remember('k', `${longest}x`, 60_000)).rejects.toThrow(RangeError);
      await expect(coordination.remember('k'.repeat(KEY_LENGTH_MAX + 1), 'x', 60_000)).rejects.toThrow(RangeError);
      for (const ttlMs of [0, -1, 0.5, Number.NaN, Number.POSITIVE_INFINITY]) {
        await expect(coordination.remember('k', 'x', ttlMs)).rejects.toThrow(RangeError);
        await expect(coordination.announce('n', ttlMs)).rejects.toThrow(RangeError);
      }
    });

    it('knows a name while it is announced, longer than its time, and no more once it is withdrawn', async () => {
      expect(await coordination.isPresent('one')).toBe(false);
      const withdraw = await coordination.announce('one', 150);
      expect(await coordination.isPresent('one')).toBe(true);
      expect(await coordination.isPresent('other')).toBe(false);
      await pass(400);
      expect(await coordination.isPresent('one')).toBe(true);
      await withdraw();
      await withdraw();
      expect(await coordination.isPresent('one')).toBe(false);
    });

    it('keeps notes, names and counters apart', async () => {
      await coordination.remember('k', 'x', 60_000);
      expect(await coordination.isPresent('k')).toBe(false);
      expect(await coordination.increment('k', 60_000)).toBe(1);
      await coordination.announce('k', 60_000);
      expect(await coordination.recall('k')).toBe('x');
    });

    it('is not degraded while its store answers', async () => {
      await coordination.increment('k', 1_000);
      expect(coordination.degraded).toBe(false);
    });
  });
}
