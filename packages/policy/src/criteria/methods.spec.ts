import { expect, it } from 'vitest';
import { toolCall } from '../test-support/inputs.js';
import { methods } from './methods.js';

it('matches methods by glob, whole and with case', () => {
  const test = methods.from({ methods: ['tools/call', 'resources/*'] });
  expect(test?.(toolCall({ method: 'tools/call' }))).toBe(true);
  expect(test?.(toolCall({ method: 'resources/templates/list' }))).toBe(true);
  expect(test?.(toolCall({ method: 'Tools/Call' }))).toBe(false);
  expect(test?.(toolCall({ method: 'tools/call/x' }))).toBe(false);
});
