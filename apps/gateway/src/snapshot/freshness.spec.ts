import { minutes } from '@sallyport/contracts';
import { expect, it } from 'vitest';
import { freshnessOf } from './freshness.js';

it.each([
  [0, 'fresh'],
  [minutes(15) - 1, 'fresh'],
  [minutes(15), 'writes-closed'],
  [minutes(60) - 1, 'writes-closed'],
  [minutes(60), 'closed'],
  [Number.POSITIVE_INFINITY, 'closed'],
  [Number.NaN, 'closed'],
])('a snapshot of age %d ms is %s', (ageMs, state) => {
  expect(freshnessOf(ageMs)).toBe(state);
});
