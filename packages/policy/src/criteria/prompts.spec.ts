import { expect, it } from 'vitest';
import { toolCall } from '../test-support/inputs.js';
import { prompts } from './prompts.js';

it('matches prompts by name and nothing else', () => {
  const test = prompts.from({ prompts: ['review-?'] });
  expect(test?.(toolCall({ method: 'prompts/get', target: { kind: 'prompt', name: 'review-1' } }))).toBe(true);
  expect(test?.(toolCall({ method: 'prompts/get', target: { kind: 'prompt', name: 'review-12' } }))).toBe(false);
  expect(test?.(toolCall({ target: { kind: 'tool', name: 'review-1' } }))).toBe(false);
});
