import type { Limit } from '@sallyport/contracts';
import { describe, expect, it } from 'vitest';
import { amountOf, readsResult } from './measure.js';

const limitOf = (limit: Partial<Limit>) => ({
  policyId: 'pol_1',
  ruleId: 'budget',
  limit: { of: 'requests', max: 1, every: '1m', ...limit } as Limit,
  key: '',
});

describe('amountOf', () => {
  const args = { order: { 'net/total': 12.2, free: -5, text: '7' } };
  const result = { rows: [1, 2, 3], 'a~b': [[]], cost: 40, structuredContent: { rows: [] } };
  const usage = { bytes: 1234, args, result };

  it.each([
    [{ of: 'requests' }, 0],
    [{ of: 'bytes' }, 1234],
    [{ of: 'rows', at: '/rows' }, 3],
    [{ of: 'rows', at: '/a~0b' }, 1],
    [{ of: 'rows', at: '/structuredContent/rows' }, 0],
    [{ of: 'rows', at: '/cost' }, 0],
    [{ of: 'rows', at: '/missing/rows' }, 0],
    [{ of: 'rows', at: '/__proto__/constructor' }, 0],
    [{ of: 'rows' }, 0],
    // Parts of a unit count as one.
    [{ of: 'cost', at: '/order/net~1total' }, 13],
    // Nobody is paid back.
    [{ of: 'cost', at: '/order/free' }, 0],
    // What the arguments do not say, the result may.
    [{ of: 'cost', at: '/cost' }, 40],
    [{ of: 'cost', at: '/order/text' }, 0],
  ] as const)('of %j is %d', (limit, amount) => {
    expect(amountOf(limitOf(limit), usage)).toBe(amount);
  });

  it('is told without the result where it can be', () => {
    expect((['requests', 'bytes', 'rows', 'cost'] as const).map((of) => readsResult(limitOf({ of })))).toEqual([
      false,
      false,
      true,
      true,
    ]);
  });
});
