import { describe, expect, it } from 'vitest';
import type { AccessRequest } from '../../lib/api/analysis-types';
import { expiresAfter, grantChoices, inOrder } from './request-text';

const request = (id: string, state: AccessRequest['state'], requestedAt: string) =>
  ({ id, state, requestedAt }) as AccessRequest;

describe('access requests', () => {
  it('puts what waits for somebody before what is decided, newest first', () => {
    const requests = [
      request('a', 'granted', '2026-11-21T10:00:00.000Z'),
      request('b', 'open', '2026-11-19T10:00:00.000Z'),
      request('c', 'in_review', '2026-11-20T10:00:00.000Z'),
      request('d', 'refused', '2026-11-21T12:00:00.000Z'),
    ];
    expect(inOrder(requests).map(({ id }) => id)).toEqual(['c', 'b', 'd', 'a']);
  });

  it('offers the asked-for number of days once, in order', () => {
    expect(grantChoices(14)).toEqual([1, 7, 14, 30, 90]);
    expect(grantChoices(7)).toEqual([1, 7, 30, 90]);
  });

  it('ends a grant that many days from now', () => {
    expect(expiresAfter(7, Date.parse('2026-11-21T10:00:00.000Z'))).toBe('2026-11-28T10:00:00.000Z');
  });
});
