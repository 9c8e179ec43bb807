import { readFileSync } from 'node:fs';
import { checkPolicy } from '@sallyport/policy';
import { expect, it } from 'vitest';

it('the policy of the demo checks without a remark and passes its own tests', () => {
  const { diagnostics, tests } = checkPolicy(readFileSync(new URL('acme-baseline.yaml', import.meta.url), 'utf8'));
  expect(diagnostics).toEqual([]);
  expect(tests.length).toBeGreaterThan(0);
  expect(tests.filter(({ passed }) => !passed)).toEqual([]);
});
