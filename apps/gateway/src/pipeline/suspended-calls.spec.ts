import { describe, expect, it } from 'vitest';
import type { Session } from '../sessions/session-store.js';
import type { Obliged, Outcome } from './exchange.js';
import { LISTENED } from './listen.js';
import { SuspendedCalls } from './suspended-calls.js';

const session = { token: 's' } as Session;
const exchange = {
  server: { server: { timeoutMs: 10_000 } },
  decision: { effect: 'allow', reasons: [], rules: [] },
  findings: [],
} as unknown as Obliged;

describe('calls waiting to be resumed', () => {
  it('are given up, both, when they share an id: the answer of one must not be judged as the other’s', () => {
    const calls = new SuspendedCalls();
    const ended: [string, Outcome['outcome']][] = [];
    const call = (name: string) => ({
      exchange,
      settle: ({ outcome }: Outcome) => void ended.push([name, outcome]),
    });
    calls.add(session, 1, call('first'), { ...LISTENED, outcome: 'cancelled' });
    calls.add(session, 1, call('second'), { ...LISTENED, outcome: 'cancelled' });
    expect(ended).toEqual([
      ['first', 'cancelled'],
      ['second', 'cancelled'],
    ]);
    expect(calls.take(session, 1)).toBeUndefined();
  });
});
