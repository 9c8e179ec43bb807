import { expect, it } from 'vitest';
import { RefusalBudget } from './refusal-budget.js';

it('lets each organisation have ten refusals of strangers recorded in a second, whatever others use up', () => {
  let now = 1_000_000;
  const budget = new RefusalBudget(() => now);
  const spend = (org: string, times: number) =>
    Array.from({ length: times }, () => budget.spend(org)).filter(Boolean).length;
  expect(spend('one', 50)).toBe(10);
  expect(spend('two', 50)).toBe(10);
  now += 999;
  expect(spend('one', 50)).toBe(0);
  now += 1;
  expect(spend('one', 50)).toBe(10);
});
