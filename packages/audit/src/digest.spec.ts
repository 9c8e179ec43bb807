import { describe, expect, it } from 'vitest';
import { digestBytes, digestOf } from './digest.js';

describe('digests', () => {
  it('are SHA-256 of the bytes as they are', () => {
    // FIPS 180-4 example.
    const abc = 'sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
    expect(digestBytes('abc')).toBe(abc);
    expect(digestBytes(Buffer.from('abc'))).toBe(abc);
  });

  it('are equal for two spellings of one value and different for two values', () => {
    expect(digestOf({ a: 1, b: [2.0] })).toBe(digestOf({ b: [2], a: 1 }));
    expect(digestOf({ a: 1 })).not.toBe(digestOf({ a: '1' }));
    expect(digestOf({ a: 1, b: 2 })).toBe(digestBytes('{"a":1,"b":2}'));
  });
});
