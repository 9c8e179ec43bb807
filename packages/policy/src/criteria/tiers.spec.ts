import { expect, it } from 'vitest';
import { toolCall } from '../test-support/inputs.js';
import { tiers } from './tiers.js';

it('matches the risk tier of the server', () => {
  const sensitive = toolCall({ server: { ...toolCall().server, tier: 'sensitive' } });
  expect(tiers.from({ tiers: ['sensitive'] })?.(sensitive)).toBe(true);
  expect(tiers.from({ tiers: ['sensitive'] })?.(toolCall())).toBe(false);
  expect(tiers.from({ tiers: ['standard', 'sensitive'] })?.(toolCall())).toBe(true);
});
