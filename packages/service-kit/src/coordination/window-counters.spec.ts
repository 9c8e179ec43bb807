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
});
