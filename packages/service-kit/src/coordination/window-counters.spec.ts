import { describe, expect, it } from 'vitest';
import { WindowCounters } from './window-counters.js';

describe('window counters', () => {
  it('forget keys whose window has passed, so that memory does not grow with every key ever seen', () => {
    let now = 0;
    const counters = new WindowCounters(() => now);
    for (let i = 0; i < 100_000; i += 1) {
      now = i * 10;
      counters.increment(`k${i}`, 1000);
    }
    expect(counters.entries).toBeLessThan(10_001);
    expect(counters.increment('k99999', 1000)).toBe(2);
  });

  it('count together what they have no room to count apart, each tenant by itself', () => {
    const counters = new WindowCounters(() => 0, 20_000);
    for (let i = 0; i < 100_000; i += 1) counters.increment(`org_1:made-up-${i}`, 1000);
    expect(counters.entries).toBeLessThan(20_100);
    // What was there before goes on as it was.
    expect(counters.increment('org_1:made-up-0', 1000)).toBe(2);
    // Nobody gets a count of its own, and so a limit anew, by making up one more.
    expect(counters.increment('org_1:made-up-100000', 1000)).toBeGreaterThan(1000);
    expect(counters.increment('org_2:first', 1000)).toBe(1);
  });

  it('sweep what is over before they share', () => {
    let now = 0;
    const counters = new WindowCounters(() => now, 20_000);
    for (let i = 0; i < 30_000; i += 1) counters.increment(`org_1:k${i}`, 1000);
    now = 1000;
    expect(counters.increment('org_1:new', 1000)).toBe(1);
    expect(counters.increment('org_1:new', 1000)).toBe(2);
  });
});
