import { expect, it } from 'vitest';
import { toolCall } from '../test-support/inputs.js';
import { direction } from './direction.js';

it('speaks of one direction only', () => {
  const test = direction.from({ direction: 'response' });
  expect(test?.(toolCall({ direction: 'response' }))).toBe(true);
  expect(test?.(toolCall())).toBe(false);
});

it('speaks of both directions when it is missing', () => {
  expect(direction.from({})).toBeNull();
});
