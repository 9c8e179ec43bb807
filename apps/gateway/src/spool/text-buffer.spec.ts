import { describe, expect, it } from 'vitest';
import { block, TextBuffer } from './text-buffer.js';

const written = (write: (out: TextBuffer) => void, bytes = 0): string => {
  const out = new TextBuffer(8);
  out.begin(Buffer.alloc(bytes, '#'), 0);
  write(out);
  return out.bytes.toString('utf8', out.start, out.end);
};

describe('the text buffer', () => {
  const powers = Array.from({ length: 16 }, (_, power) => 10 ** power);
  const counts = [0, 1_795_293_838_294, Number.MAX_SAFE_INTEGER, ...powers.flatMap((ten) => [ten - 1, ten, ten + 1])];

  it.each(counts)('writes %d in digits', (value) => {
    expect(written((out) => out.count(value), 32)).toBe(`${value}`);
  });

  it.each([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])('does not count %d', (value) => {
    expect(() => written((out) => out.count(value))).toThrow(RangeError);
  });

  const texts = [
    '',
    'word',
    'é',
    'wörd',
    'a\u{1f600}',
    'x'.repeat(25),
    `${'x'.repeat(24)}\u20ac`,
    '\u{1f600}'.repeat(40),
  ];

  it.each(texts)('writes %j as UTF-8, however little room there is', (text) => {
    for (let room = 0; room < 12; room++) {
      expect(written((out) => [text, '|', text].forEach((part) => void out.text(part)), room)).toBe(`${text}|${text}`);
    }
  });

  it('takes what was written along when it has to move, and keeps its margin free', () => {
    const small = Buffer.alloc(6, '#');
    const out = new TextBuffer(8);
    out.begin(small, 2);
    out.text('abc');
    out.block(block('d'.repeat(100)));
    out.count(1234);
    expect(out.bytes).not.toBe(small);
    expect(out.start).toBe(8);
    expect(out.bytes.toString('utf8', out.start, out.end)).toBe(`abc${'d'.repeat(100)}1234`);
    expect(small.toString('utf8', 0, 2)).toBe('##');
  });
});
