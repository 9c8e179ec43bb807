import { idSchema } from '@sallyport/contracts';
import { describe, expect, it } from 'vitest';
import { createIdFactory } from './ids.js';

describe('ids', () => {
  it('have the form the contracts demand', () => {
    const createId = createIdFactory();
    for (let i = 0; i < 1000; i += 1) expect(idSchema('call').safeParse(createId('call')).success).toBe(true);
    expect(createId('serviceAccount')).toMatch(/^sa_/);
  });

  it('rise strictly, within a millisecond, across them and while the clock goes back', () => {
    const createId = createIdFactory();
    const now = Date.now();
    const clock = [now, now, now, now + 1, now - 3_600_000, now - 1, now + 1, now + 2, 0];
    const ids = Array.from({ length: 9000 }, (_, i) => createId('call', clock[i % clock.length]));
    expect([...ids].sort()).toEqual(ids);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('hold their time in the first ten characters, first of all ids that are later', () => {
    const at = (ms: number): string => createIdFactory()('call', ms).slice('call_'.length, 'call_'.length + 10);
    expect(at(0)).toBe('0000000000');
    expect(at(1)).toBe('0000000001');
    expect(at(31)).toBe('000000000z');
    // The largest time of 48 bits, as in the ULID specification.
    expect(at(2 ** 48 - 1)).toBe('7zzzzzzzzz');
  });

  it('of two factories do not meet within one millisecond', () => {
    const now = Date.now();
    const [one, other] = [createIdFactory(), createIdFactory()];
    const ids = Array.from({ length: 2000 }, (_, i) => (i % 2 === 0 ? one : other)('call', now));
    expect(new Set(ids).size).toBe(ids.length);
  });
});
