import { expect, it } from 'vitest';
import { GenerationalCache } from './generational-cache.js';

it('never holds more than its bound, and keeps what is used', () => {
  const cache = new GenerationalCache<number>(100);
  cache.set('used', 0);
  for (let i = 0; i < 10_000; i++) {
    cache.set(`k${i}`, i);
    expect(cache.get('used')).toBe(0);
  }
  const held = Array.from({ length: 10_000 }, (_, i) => cache.get(`k${i}`)).filter((value) => value !== undefined);
  expect(held.length).toBeLessThanOrEqual(100);
  expect(cache.get('k9999')).toBe(9_999);
});

it('forgets what is deleted, in whichever generation it is', () => {
  const cache = new GenerationalCache<number>(4);
  cache.set('a', 1);
  cache.set('b', 2);
  cache.set('c', 3);
  for (const key of ['a', 'c']) {
    cache.delete(key);
    expect(cache.get(key)).toBeUndefined();
  }
  expect(cache.get('b')).toBe(2);
});
