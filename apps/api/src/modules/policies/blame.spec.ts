import { describe, expect, it } from 'vitest';
import { blameRanges } from './blame.js';

const of = (...texts: string[]) => blameRanges(texts.map((text, index) => ({ version: index + 1, text })));

describe('blameRanges', () => {
  it('gives every line of a first version to it', () => {
    expect(of('a\nb\nc\n')).toEqual([{ fromLine: 1, toLine: 3, version: 1 }]);
  });

  it('keeps the writer of what a later version left as it was, also when it moved down', () => {
    expect(of('a\nb\nc\n', 'a\nnew\nb\nc\n', 'a\nnew\nb\nchanged\n')).toEqual([
      { fromLine: 1, toLine: 1, version: 1 },
      { fromLine: 2, toLine: 2, version: 2 },
      { fromLine: 3, toLine: 3, version: 1 },
      { fromLine: 4, toLine: 4, version: 3 },
    ]);
  });

  it('gives a line that was removed and brought back to whoever brought it back', () => {
    expect(of('a\nb\n', 'a\n', 'a\nb\n')).toEqual([
      { fromLine: 1, toLine: 1, version: 1 },
      { fromLine: 2, toLine: 2, version: 3 },
    ]);
  });

  it('does not blame the last line on whoever added the final line break, nor all on other line ends', () => {
    expect(of('a\nb', 'a\nb\n', 'a\r\nb\r\n')).toEqual([{ fromLine: 1, toLine: 2, version: 1 }]);
  });

  it('answers in bounded time when everything changed', () => {
    const many = (word: string) => Array.from({ length: 20_000 }, (_, index) => `${word} ${index}`).join('\n');
    expect(of(many('old'), many('new'))).toEqual([{ fromLine: 1, toLine: 20_000, version: 2 }]);
  });
});
