import { describe, expect, it } from 'vitest';
import { storableText, toJson } from './column-types.js';

describe('storableText', () => {
  it.each([
    ['plain', 'plain'],
    ['a\0b\0c', 'a\ufffdb\ufffdc'],
    ['\ud800', '\ufffd'],
    ['\udc00x', '\ufffdx'],
    ['\ud83d\ude00', '\ud83d\ude00'],
    ['\ud83d\ud83d\ude00', '\ufffd\ud83d\ude00'],
  ])('makes %j %j', (text, expected) => {
    expect(storableText(text)).toBe(expected);
    // A shared regular expression with state would give another answer the second time.
    expect(storableText(text)).toBe(expected);
  });
});

describe('toJson', () => {
  it('keeps values as they are', () => {
    const value = { list: [1, 'two', null, { three: true }], backslash: '\\u0000', pair: '\ud83d\ude00' };
    expect(JSON.parse(toJson(value))).toEqual(value);
  });

  it('makes strings and keys storable at any depth', () => {
    expect(JSON.parse(toJson({ 'k\0': [{ deep: 'a\0\ud800' }] }))).toEqual({ 'k\ufffd': [{ deep: 'a\ufffd\ufffd' }] });
  });
});
