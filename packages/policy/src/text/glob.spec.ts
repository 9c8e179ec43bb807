import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileGlob, compileGlobs } from './glob.js';

const asRegExp = (pattern: string): RegExp => {
  const source = Array.from(pattern, (char) => {
    if (char === '*') return '[\\s\\S]*';
    return char === '?' ? '[\\s\\S]' : char.replace(/[.*+?^${}()|[\]\\/]/u, '\\$&');
  }).join('');
  return new RegExp(`^${source}$`, 'u');
};

describe('globs', () => {
  it.each([
    ['tools/call', 'tools/call', true],
    ['tools/call', 'tools/Call', false],
    ['resources/*', 'resources/templates/list', true],
    ['file:///srv/*', 'file:///srv/a/b/../c', true],
    ['*-prod', 'postgres-prod', true],
    ['*-prod', 'postgres-prod-copy', false],
    ['a*b*c', 'a-b-b-c', true],
    ['a*b*c', 'acb', false],
    ['ab*ba', 'aba', false],
    ['delete_?', 'delete_1', true],
    ['delete_?', 'delete_12', false],
    ['?', '😀', true],
    ['*', '', true],
    ['**', 'anything', true],
    ['a.c', 'abc', false],
  ])('%s against %s is %s', (pattern, text, expected) => {
    expect(compileGlob(pattern)(text)).toBe(expected);
  });

  it('agrees with the regular expression it stands for', () => {
    const piece = fc.constantFrom('a', 'b', '/', '*', '?', '.', '😀');
    const text = fc.array(fc.constantFrom('a', 'b', '/', '.', '😀', '\n')).map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), text, (pieces, subject) => {
        const pattern = pieces.join('');
        expect(compileGlob(pattern)(subject)).toBe(asRegExp(pattern).test(subject));
      }),
      { numRuns: 5000 },
    );
  });

  it('matches a list when any of it matches', () => {
    const test = compileGlobs(['read_file', 'list_*', 'get_?']);
    expect(['read_file', 'list_dir', 'get_1'].every(test)).toBe(true);
    expect(['read_files', 'get_', ''].some(test)).toBe(false);
  });

  it('T-REDOS: takes time in proportion to the text however many stars there are', () => {
    const test = compileGlob(`${'*a'.repeat(90)}?`);
    const started = performance.now();
    expect(test('a'.repeat(20_000))).toBe(true);
    expect(test(`${'b'.repeat(20_000)}c`)).toBe(false);
    expect(performance.now() - started).toBeLessThan(4000);
  });
});
