import type { Limit } from '@sallyport/contracts';
import type { DecisionLimit } from '@sallyport/policy';
import { type Coordination, createMemoryCoordination } from '@sallyport/service-kit';
import { beforeEach, describe, expect, it } from 'vitest';
import { LimitLedger } from './limit-ledger.js';

const ORG = 'org_1';

const limitOf = (limit: Partial<Limit>, key = '', ruleId = 'slow'): DecisionLimit => ({
  policyId: 'pol_1',
  ruleId,
  limit: { of: 'requests', max: 2, every: '1m', ...limit },
  key,
});

describe('LimitLedger', () => {
  let now: number;
  let coordination: Coordination;
  let ledger: LimitLedger;
  const newLedger = (shared: Pick<Coordination, 'increment'> = coordination) =>
    new LimitLedger({ coordination: shared, now: () => now });

  beforeEach(() => {
    now = Date.UTC(2026, 10, 21, 9, 0, 20);
    coordination = createMemoryCoordination({ now: () => now });
    ledger = newLedger();
  });

  it('lets so many requests go on in a window, says when the next one begins, and begins anew then', async () => {
    const limits = [limitOf({})];
    expect(await ledger.take(ORG, limits)).toBeNull();
    expect(await ledger.take(ORG, limits)).toBeNull();
    expect(await ledger.take(ORG, limits)).toEqual({ retryAfterSeconds: 40 });
    now += 39_999;
    expect(await ledger.take(ORG, limits)).toEqual({ retryAfterSeconds: 1 });
    now += 1;
    expect(await ledger.take(ORG, limits)).toBeNull();
  });

  it('counts keys, rules, units and organisations apart', async () => {
    const one = limitOf({ max: 1 }, 'principal=sa_1');
    expect(await ledger.take(ORG, [one])).toBeNull();
    expect(await ledger.take(ORG, [limitOf({ max: 1 }, 'principal=sa_2')])).toBeNull();
    expect(await ledger.take(ORG, [limitOf({ max: 1 }, 'principal=sa_1', 'other')])).toBeNull();
    expect(await ledger.take('org_2', [one])).toBeNull();
    expect(await ledger.take(ORG, [one])).not.toBeNull();
  });

  it('refuses a budget from the moment it is used up, whatever the last call used', async () => {
    const budget = limitOf({ of: 'rows', max: 100, at: '/rows' });
    expect(await ledger.take(ORG, [budget])).toBeNull();
    ledger.spend(ORG, budget, 99);
    expect(await ledger.take(ORG, [budget])).toBeNull();
    ledger.spend(ORG, budget, 5_000);
    expect(await ledger.take(ORG, [budget])).toEqual({ retryAfterSeconds: 40 });
    now += 60_000;
    expect(await ledger.take(ORG, [budget])).toBeNull();
  });

  it('asking does not use a budget, and of several limits the one that lasts longest is told', async () => {
    const limits = [limitOf({ max: 1 }), limitOf({ max: 1, every: '1h' }), limitOf({ of: 'bytes', max: 10 })];
    expect(await ledger.take(ORG, limits)).toBeNull();
    expect(await ledger.take(ORG, limits)).toEqual({ retryAfterSeconds: 59 * 60 + 40 });
  });

  it('counts once what two limits of a rule would count under one key, by the stricter of them', async () => {
    const twins = [limitOf({ max: 9 }), limitOf({ max: 2 })];
    expect(await ledger.take(ORG, twins)).toBeNull();
    expect(await ledger.take(ORG, twins)).toBeNull();
    expect(await ledger.take(ORG, twins)).not.toBeNull();
  });

  it('counts names of any length, and none as another', async () => {
    const long = 'tool='.padEnd(5_000, 'x');
    expect(await ledger.take(ORG, [limitOf({ max: 1 }, `${long}a`)])).toBeNull();
    expect(await ledger.take(ORG, [limitOf({ max: 1 }, `${long}b`)])).toBeNull();
    expect(await ledger.take(ORG, [limitOf({ max: 1 }, `${long}a`)])).not.toBeNull();
  });

  it('two replicas share one account: at once they let exactly the limit through', async () => {
    const replicas = [ledger, newLedger()];
    const limits = [limitOf({ max: 50 })];
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, i) => (replicas[i % 2] ?? ledger).take(ORG, limits)),
    );
    expect(answers.filter((usedUp) => usedUp === null)).toHaveLength(50);
  });

  it('two replicas share budgets', async () => {
    const other = newLedger();
    const budget = limitOf({ of: 'cost', max: 10, at: '/amount' });
    ledger.spend(ORG, budget, 6);
    other.spend(ORG, budget, 4);
    expect(await ledger.take(ORG, [budget])).not.toBeNull();
    expect(await other.take(ORG, [budget])).not.toBeNull();
  });

  it('who cannot wait is judged by what is known, and is counted for everybody', async () => {
    const limits = [limitOf({})];
    expect(ledger.takeAtOnce(ORG, limits)).toBeNull();
    expect(ledger.takeAtOnce(ORG, limits)).toBeNull();
    expect(ledger.takeAtOnce(ORG, limits)).toEqual({ retryAfterSeconds: 40 });
    expect(await newLedger().take(ORG, limits)).not.toBeNull();
    now += 60_000;
    expect(ledger.takeAtOnce(ORG, limits)).toBeNull();
  });

  it('remembers a bounded number of counts, however many keys are made up', () => {
    for (let i = 0; i < 30_000; i++) ledger.takeAtOnce(ORG, [limitOf({}, `tool=${i}`)]);
    const remembered = Reflect.get(ledger, 'known') as ReadonlyMap<string, unknown>;
    expect(remembered.size).toBe(10_000);
  });
});
