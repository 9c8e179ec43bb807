import { describe, expect, it } from 'vitest';
import { needsMore, selectScopes } from './scopes.js';

const NONE = { challenged: null, offered: null, previous: null, serverScopes: null };

describe('scopes', () => {
  it.each([
    ['of the challenge before those on offer', { challenged: ['a'], offered: ['b', 'c'] }, ['a']],
    ['on offer when the challenge names none', { offered: ['b', 'c'] }, ['b', 'c']],
    ['left to the server when nobody names any', {}, null],
    [
      'of before together with those of the challenge',
      { previous: ['a', 'b'], challenged: ['b', 'c'] },
      ['a', 'b', 'c'],
    ],
    [
      'for a refresh token where the server has one',
      { challenged: ['a'], serverScopes: ['offline_access', 'x'] },
      ['a', 'offline_access'],
    ],
    ['without what is no scope', { challenged: ['a', 'b"c', '', 'd e'] }, ['a']],
  ])('asked for are those %s', (_what, sources, expected) => {
    expect(selectScopes({ ...NONE, ...sources })).toEqual(expected);
  });

  it('are asked for again only when the challenge names a new one', () => {
    expect(needsMore(['a'], ['a', 'b'])).toBe(true);
    expect(needsMore(['a', 'b'], ['b'])).toBe(false);
    expect(needsMore(null, null)).toBe(false);
  });
});
