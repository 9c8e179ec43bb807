import { describe, expect, it } from 'vitest';
import { type DiffLine, diffLines, foldDiff, summarizeDiff } from './line-diff';

const sideOf = (lines: readonly DiffLine[], not: DiffLine['kind']) =>
  lines
    .filter(({ kind }) => kind !== not)
    .map(({ text }) => text)
    .join('\n');

const pairs: [string, string][] = [
  ['', ''],
  ['a', ''],
  ['a\nb\nc', 'a\nc'],
  ['a\nc', 'a\nb\nc'],
  ['a\nb\nc\nd', 'a\nx\nc\ny'],
  ['same\nsame\nsame', 'same\nsame'],
  ['one\ntwo', 'three\nfour\nfive'],
];

describe('diffLines', () => {
  it.each(pairs)('loses no line between %j and %j', (before, after) => {
    const lines = diffLines(before, after);
    expect(sideOf(lines, 'added')).toBe(before);
    expect(sideOf(lines, 'removed')).toBe(after);
  });

  it('shows a changed line as one removed and one added, with the numbers of both sides', () => {
    expect(diffLines('a\nb\nc', 'a\nB\nc')).toEqual([
      { kind: 'same', text: 'a', oldNumber: 1, newNumber: 1 },
      { kind: 'removed', text: 'b', oldNumber: 2, newNumber: null },
      { kind: 'added', text: 'B', oldNumber: null, newNumber: 2 },
      { kind: 'same', text: 'c', oldNumber: 3, newNumber: 3 },
    ]);
  });

  it('finds the smallest change', () => {
    expect(summarizeDiff(diffLines('a\nb\nc\nd\ne', 'a\nc\nd\nx\ne'))).toEqual({ added: 1, removed: 1 });
  });

  it('stays bounded on two large texts that share nothing', () => {
    const text = (prefix: string) => Array.from({ length: 4000 }, (_, index) => `${prefix}${index}`).join('\n');
    expect(summarizeDiff(diffLines(text('a'), text('b')))).toEqual({ added: 4000, removed: 4000 });
  });
});

describe('foldDiff', () => {
  it('folds what is far from any change and counts it', () => {
    const before = Array.from({ length: 20 }, (_, index) => `line ${index}`);
    const after = before.with(10, 'changed');
    const blocks = foldDiff(diffLines(before.join('\n'), after.join('\n')), 2);
    expect(blocks.map((block) => (block.kind === 'gap' ? `gap ${block.count}` : block.lines.length))).toEqual([
      'gap 8',
      6,
      'gap 7',
    ]);
  });
});
