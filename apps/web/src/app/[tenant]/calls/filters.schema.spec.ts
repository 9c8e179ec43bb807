import { describe, expect, it } from 'vitest';
import type { CallSummary } from '../../../lib/api/types';
import { matchesFilters, parseCallFilters, resolveRange, toSearch } from './filters.schema';

const call: CallSummary = {
  id: 'call_1',
  at: '2026-11-21T08:00:00.000Z',
  principal: { id: 'sa_1', kind: 'service_account', name: 'demo-agent' },
  client: null,
  server: { id: 'srv_1', slug: 'files' },
  origin: 'client',
  method: 'tools/call',
  target: { kind: 'tool', name: 'read_file' },
  effect: 'deny',
  outcome: 'denied',
  reasons: ['rule-matched'],
  decidedBy: 'no-sensitive-paths',
  findingCount: 1,
  severity: 'high',
  categories: ['path'],
  totalUs: 400,
};

describe('call filters', () => {
  it('survive a round trip through the address', () => {
    const filters = parseCallFilters({ effect: 'deny', server: 'files', target: 'read_*', range: '24h' });
    expect(parseCallFilters(Object.fromEntries(new URLSearchParams(toSearch(filters))))).toEqual(filters);
  });

  it('leave out what an old or hand-written link got wrong, and keep the rest', () => {
    expect(parseCallFilters({ effect: 'explode', server: 'files', from: 'yesterday', page: '2' })).toEqual({
      server: 'files',
    });
  });

  it('fix a relative range to a moment and let an absolute one win', () => {
    const now = Date.parse('2026-11-21T08:00:00.000Z');
    expect(resolveRange({ range: '1h' }, now)).toEqual({ from: '2026-11-21T07:00:00.000Z' });
    expect(resolveRange({ range: '1h', from: '2026-11-01T00:00:00.000Z' }, now)).toEqual({
      from: '2026-11-01T00:00:00.000Z',
    });
  });
});

describe('live calls against filters', () => {
  it.each([
    [{}, true],
    [{ effect: 'deny' as const }, true],
    [{ effect: 'allow' as const }, false],
    [{ server: 'files', principal: 'sa_1', category: 'path' as const }, true],
    [{ category: 'secret' as const }, false],
    [{ target: 'read_*' }, true],
    [{ target: 'read' }, false],
    [{ from: '2026-11-21T08:00:00.000Z' }, true],
    [{ to: '2026-11-21T08:00:00.000Z' }, false],
    [{ rule: 'pol_1/some-other-rule' }, false],
  ])('%j matches: %s', (query, expected) => {
    expect(matchesFilters(call, query)).toBe(expected);
  });

  it('does not match a server filter when the call named none', () => {
    expect(matchesFilters({ ...call, server: null }, { server: 'files' })).toBe(false);
  });
});
