import { expect, it } from 'vitest';
import { toolCall } from '../test-support/inputs.js';
import { resources } from './resources.js';

const reading = (name: string) => toolCall({ method: 'resources/read', target: { kind: 'resource', name } });

it('matches URIs by glob, across slashes', () => {
  const test = resources.from({ resources: ['file:///srv/*'] });
  expect(test?.(reading('file:///srv/a/b.txt'))).toBe(true);
  expect(test?.(reading('file:///etc/passwd'))).toBe(false);
});

it('speaks of resources only', () => {
  expect(resources.from({ resources: ['*'] })?.(toolCall())).toBe(false);
});
