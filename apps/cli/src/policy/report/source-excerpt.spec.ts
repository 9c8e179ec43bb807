import { describe, expect, it } from 'vitest';
import { excerptOf } from './source-excerpt.js';

const at = (line: number, column: number, endColumn: number, endLine = line) => ({ line, column, endLine, endColumn });

describe('excerptOf', () => {
  it('points below the text, whatever ends the lines', () => {
    for (const text of ['a\nwhen: x\n', 'a\r\nwhen: x\r\n', 'a\rwhen: x']) {
      expect(excerptOf(text, at(2, 7, 8))).toEqual({ source: 'when: x', marker: '      ^' });
    }
  });

  it('keeps tabs, so that the marker stands where the text does', () => {
    expect(excerptOf('\tk:\tvalue', at(1, 5, 10))).toEqual({ source: '\tk:\tvalue', marker: '\t  \t^^^^^' });
  });

  it('marks to the end of the line when the problem goes on in the next', () => {
    expect(excerptOf('ab: [\n]', at(1, 5, 2, 2))?.marker).toBe('    ^');
  });

  it('marks one place past the end of a line', () => {
    expect(excerptOf('ab:', at(1, 4, 5))).toEqual({ source: 'ab:', marker: '   ^' });
  });

  it('cuts a long line around the place', () => {
    const text = `${'x'.repeat(500)}HERE${'y'.repeat(500)}`;
    const { source = '', marker = '' } = excerptOf(text, at(1, 501, 505)) ?? {};
    expect(source.length).toBe(122);
    expect(source.slice(marker.indexOf('^'), marker.lastIndexOf('^') + 1)).toBe('HERE');
    expect([source[0], source.at(-1)]).toEqual(['…', '…']);
  });

  it('shows what would move the cursor or turn text around as its code point, and points after it', () => {
    const { source, marker } = excerptOf('a\u001b[2J\u202eb: x', at(1, 7, 8)) ?? {};
    expect(source).toBe('a\\u001b[2J\\u202eb: x');
    expect(marker?.indexOf('^')).toBe('a\\u001b[2J\\u202e'.length);
  });

  it('has nothing to show of a line that is not there', () => {
    expect(excerptOf('a', at(7, 1, 2))).toBeNull();
  });
});
