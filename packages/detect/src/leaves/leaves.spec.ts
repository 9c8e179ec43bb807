import { describe, expect, it } from 'vitest';
import { joinLeaves } from './join.js';
import { collectLeaves } from './leaves.js';

describe('leaves', () => {
  it('are the strings in order, with pointer and nearest member name, and long member names', () => {
    expect(collectLeaves({ a: ['x', { 'b/c~d': 'y' }], 'a very long name': 1, n: null }, '/base')).toEqual([
      { pointer: '/base/a/0', key: 'a', text: 'x', isName: false },
      { pointer: '/base/a/1/b~1c~0d', key: 'b/c~d', text: 'y', isName: false },
      { pointer: '/base/a very long name', key: '', text: 'a very long name', isName: true },
    ]);
  });

  it('end at a depth of 128 and cut pointers at 512', () => {
    let deep: unknown = 'x';
    for (let i = 0; i < 200; i++) deep = [deep];
    expect(collectLeaves(deep, '')).toEqual([]);
    expect(collectLeaves({ ['k'.repeat(600)]: 'x' }, '').every(({ pointer }) => pointer.length <= 512)).toBe(true);
  });
});

describe('joined leaves', () => {
  const leaves = collectLeaves({ type: 'text', title: 'open the', body: 'door now', other: 'and go' }, '');

  it('read as one, without the one-word furniture', () => {
    expect(joinLeaves(leaves)?.view.text).toBe('open the door now and go ');
  });

  it('place a span that crosses a border in the leaf it starts in, and drop one that does not', () => {
    const joined = joinLeaves(leaves);
    expect(joined?.locate(5, 13)).toEqual({ pointer: '/title', start: 5, end: 8 });
    expect(joined?.locate(0, 4)).toBeNull();
    expect(joined?.locate(9, 17)).toBeNull();
  });

  it('are not made of one leaf or of very much text', () => {
    expect(joinLeaves(collectLeaves(['a b'], ''))).toBeNull();
    expect(joinLeaves(collectLeaves(['a '.repeat(9000), 'b c'], ''))).toBeNull();
  });
});
