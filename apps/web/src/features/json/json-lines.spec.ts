import { describe, expect, it } from 'vitest';
import { type JsonLine, toJsonLines } from './json-lines';

const textOf = (lines: readonly JsonLine[]): string =>
  lines.map(({ depth, tokens }) => '  '.repeat(depth) + tokens.map(({ text }) => text).join('')).join('\n');

const marked = (lines: readonly JsonLine[]) =>
  lines
    .flatMap(({ tokens }) => tokens.filter(({ kind }) => kind === 'mark'))
    .map(({ text, numbers }) => [text, numbers]);

describe('toJsonLines', () => {
  it.each([[{}], [[]], ['plain'], [null], [{ a: [1, true, null, { 'b/c~d': 'x\n"y"' }], e: {}, f: 'é \u0000' }]])(
    'prints %j as JSON.stringify does',
    (value) => {
      expect(textOf(toJsonLines(value))).toBe(JSON.stringify(value, null, 2));
    },
  );

  it('marks exactly the span, also behind characters that are escaped', () => {
    const lines = toJsonLines({ path: 'a\n"b" /etc/passwd end' }, [{ pointer: '/path', start: 6, end: 17, number: 1 }]);
    expect(marked(lines)).toEqual([['/etc/passwd', [1]]]);
  });

  it('follows escaped pointers into nested values', () => {
    const lines = toJsonLines({ 'a/b': [{ '~': 'secret' }] }, [{ pointer: '/a~1b/0/~0', start: 0, end: 6, number: 3 }]);
    expect(marked(lines)).toEqual([['secret', [3]]]);
  });

  it('splits overlapping marks, so that each stretch names all that cover it', () => {
    const lines = toJsonLines('abcdef', [
      { pointer: '', start: 0, end: 4, number: 1 },
      { pointer: '', start: 2, end: 6, number: 2 },
    ]);
    expect(marked(lines)).toEqual([
      ['ab', [1]],
      ['cd', [1, 2]],
      ['ef', [2]],
    ]);
  });

  it('shortens a mark that reaches past a leaf cut by masking', () => {
    expect(marked(toJsonLines('[aws]', [{ pointer: '', start: 0, end: 20, number: 1 }]))).toEqual([['[aws]', [1]]]);
  });
});
