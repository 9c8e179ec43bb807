import { expect, it } from 'vitest';
import { toolCall } from '../test-support/inputs.js';
import { clients } from './clients.js';

it('matches the name a client gives itself', () => {
  const test = clients.from({ clients: ['cursor*'] });
  expect(test?.(toolCall({ client: { name: 'cursor-vscode', version: '' } }))).toBe(true);
  expect(test?.(toolCall({ client: { name: 'claude-ai', version: '' } }))).toBe(false);
});

it('matches no client that gives no name, not even with *', () => {
  expect(clients.from({ clients: ['*'] })?.(toolCall({ client: null }))).toBe(false);
});
