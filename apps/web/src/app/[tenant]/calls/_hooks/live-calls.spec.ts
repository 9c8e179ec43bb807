import { describe, expect, it } from 'vitest';
import type { CallSummary } from '../../../../lib/api/types';
import { LIVE_CALLS_MAX, type LiveCalls, mergeCalls, NO_LIVE_CALLS, reduceLiveCalls } from './live-calls';

const call = (id: string, outcome: CallSummary['outcome'] = 'open'): CallSummary => ({
  id,
  at: '2026-11-21T08:00:00.000Z',
  principal: null,
  client: null,
  server: null,
  origin: 'client',
  method: 'tools/call',
  target: { kind: 'tool', name: 'echo' },
  effect: 'allow',
  outcome,
  reasons: ['rule-matched'],
  decidedBy: null,
  findingCount: 0,
  severity: null,
  categories: [],
  totalUs: null,
});

const arrive = (
  state: LiveCalls,
  arrived: CallSummary,
  options: { isHeld?: boolean; isListed?: boolean; matches?: boolean } = {},
) =>
  reduceLiveCalls(state, { kind: 'arrived', call: arrived, isHeld: false, isListed: false, matches: true, ...options });

const idsOf = (calls: readonly CallSummary[]) => calls.map(({ id }) => id);

describe('live calls', () => {
  it('puts the newest on top', () => {
    expect(idsOf(arrive(arrive(NO_LIVE_CALLS, call('a')), call('b')).shown)).toEqual(['b', 'a']);
  });

  it('never inserts into a list that is held, and keeps the order when it is released', () => {
    const before = arrive(NO_LIVE_CALLS, call('a'));
    const held = arrive(arrive(before, call('b'), { isHeld: true }), call('c'), { isHeld: true });
    expect(idsOf(held.shown)).toEqual(['a']);
    expect(idsOf(reduceLiveCalls(held, { kind: 'released' }).shown)).toEqual(['c', 'b', 'a']);
  });

  it('completes a call in place, wherever it is, also while held', () => {
    const shown = arrive(arrive(NO_LIVE_CALLS, call('a')), call('a', 'delivered'), { isHeld: true });
    expect(shown.shown.map(({ outcome }) => outcome)).toEqual(['delivered']);
    const waiting = arrive(arrive(NO_LIVE_CALLS, call('b'), { isHeld: true }), call('b', 'denied'));
    expect(waiting.waiting.map(({ outcome }) => outcome)).toEqual(['denied']);
    expect(waiting.shown).toEqual([]);
  });

  it('updates a stored call without moving it', () => {
    const stored = [call('x'), call('y')];
    const merged = mergeCalls(arrive(NO_LIVE_CALLS, call('y', 'timeout'), { isListed: true }), stored);
    expect(merged.map(({ id, outcome }) => [id, outcome])).toEqual([
      ['x', 'open'],
      ['y', 'timeout'],
    ]);
  });

  it('lists a call once when a reload brings what the tail already brought', () => {
    expect(idsOf(mergeCalls(arrive(NO_LIVE_CALLS, call('a')), [call('a'), call('b')]))).toEqual(['a', 'b']);
  });

  it('ignores calls the filter excludes', () => {
    expect(arrive(NO_LIVE_CALLS, call('a'), { matches: false })).toBe(NO_LIVE_CALLS);
  });

  it('stays bounded in a flood', () => {
    let state = NO_LIVE_CALLS;
    for (let index = 0; index < LIVE_CALLS_MAX + 50; index += 1)
      state = arrive(state, call(`c${index}`), { isHeld: true });
    expect(state.waiting).toHaveLength(LIVE_CALLS_MAX);
    expect(reduceLiveCalls(state, { kind: 'released' }).shown[0]?.id).toBe(`c${LIVE_CALLS_MAX + 49}`);
  });
});
