import { describe, expect, it } from 'vitest';
import { placeAt, toPlainJson } from './json-text.js';

describe('toPlainJson', () => {
  it.each([
    ['{"a": 1, // one\n"b": [1, 2,],}', { a: 1, b: [1, 2] }],
    ['/* head */ {"url": "http://a//b", "c": "/* no */"}', { url: 'http://a//b', c: '/* no */' }],
    ['{"a": "x\\"// y", }', { a: 'x"// y' }],
    ['[1, /* , */ ]', [1]],
  ])('reads %s', (text, value) => {
    expect(JSON.parse(toPlainJson(text))).toEqual(value);
  });

  it('leaves every place where it was', () => {
    const text = '{ // a\n /* b\n c */ "x": 1,\n}';
    const plain = toPlainJson(text);
    expect(plain).toHaveLength(text.length);
    expect(plain.indexOf('"x"')).toBe(text.indexOf('"x"'));
    expect(plain.split('\n')).toHaveLength(4);
  });

  it('takes time linear in the text, whatever it holds', () => {
    for (const piece of ['/* ', ', /* ', ',', '"', '\\', '// ', ', \n', '"\\']) {
      const started = performance.now();
      toPlainJson(piece.repeat(100_000));
      expect(performance.now() - started).toBeLessThan(2_000);
    }
  });
});

it('tells line and column from 1', () => {
  expect(placeAt('ab\ncd', 0)).toEqual({ line: 1, column: 1 });
  expect(placeAt('ab\ncd', 4)).toEqual({ line: 2, column: 2 });
});
