import { expect, it } from 'vitest';
import { toolCall } from '../test-support/inputs.js';
import { tools } from './tools.js';

it('matches tools by glob', () => {
  const test = tools.from({ tools: ['read_*'] });
  expect(test?.(toolCall({ target: { kind: 'tool', name: 'read_file' } }))).toBe(true);
  expect(test?.(toolCall({ target: { kind: 'tool', name: 'write_file' } }))).toBe(false);
});

// A rule that allows the tool `notes` must not open the prompt of the same name.
it('speaks of tools only, whatever the name', () => {
  const test = tools.from({ tools: ['*'] });
  expect(test?.(toolCall({ target: { kind: 'prompt', name: 'read_file' } }))).toBe(false);
  expect(test?.(toolCall({ target: { kind: 'none', name: '' } }))).toBe(false);
});
