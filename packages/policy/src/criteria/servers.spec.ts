import { expect, it } from 'vitest';
import { toolCall } from '../test-support/inputs.js';
import { servers } from './servers.js';

const at = (slug: string) => toolCall({ server: { ...toolCall().server, slug } });

it('matches the slug, never the name for people', () => {
  const test = servers.from({ servers: ['files', '*-prod'] });
  expect(test?.(at('files'))).toBe(true);
  expect(test?.(at('postgres-prod'))).toBe(true);
  expect(test?.(at('Files'))).toBe(false);
  expect(test?.(at('postgres-production'))).toBe(false);
});
