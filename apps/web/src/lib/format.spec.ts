import { describe, expect, it } from 'vitest';
import { formatAge, formatCount, formatMicroseconds, formatPercent, plural, shortDigest } from './format';

describe('formatting', () => {
  it.each([
    [null, '–'],
    [870, '870 µs'],
    [4_210, '4.2 ms'],
    [412_000, '412 ms'],
    [1_300_000, '1.30 s'],
    [12_300_000, '12.3 s'],
  ])('writes %s µs as %s', (us, text) => {
    expect(formatMicroseconds(us)).toBe(text);
  });

  it.each([
    [0, 'now'],
    [42, '42s ago'],
    [3_599, '59m ago'],
    [90_000, '1d ago'],
    [-172_800, 'in 2d'],
  ])('calls an age of %s s %s', (seconds, text) => {
    expect(formatAge(1_000_000_000_000, 1_000_000_000_000 + seconds * 1000)).toBe(text);
  });

  it('does not round a small share to nothing', () => {
    expect(formatPercent(1, 400)).toBe('0.3 %');
    expect(formatPercent(0, 400)).toBe('0 %');
    expect(formatPercent(3, 0)).toBe('0 %');
  });

  it('shortens only counts too long to compare at a glance', () => {
    expect(formatCount(99_999)).toBe('99,999');
    expect(formatCount(1_250_000)).toBe('1.3M');
  });

  it('keeps both ends of a digest', () => {
    expect(shortDigest(`sha256:${'a'.repeat(60)}beef`)).toBe('aaaaaaaa…beef');
  });

  it('counts one thing in the singular', () => {
    expect([plural(1, 'rule'), plural(2, 'rule'), plural(0, 'policy', 'policies')]).toEqual([
      '1 rule',
      '2 rules',
      '0 policies',
    ]);
  });
});
