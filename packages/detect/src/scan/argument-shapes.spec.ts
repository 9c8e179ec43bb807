import { describe, expect, it } from 'vitest';
import { argumentShapes } from './argument-shapes.js';
import { SHAPES, type ShapeName } from './shapes.js';

const names = (value: string): string[] => {
  const seen = argumentShapes(value);
  return (Object.keys(SHAPES) as ShapeName[]).filter((name) => (seen & SHAPES[name]) !== 0);
};

describe('shapes of arguments', () => {
  it.each([
    ['../x', ['dots']],
    ['a/..', ['dots']],
    ['..%2f', ['dots']],
    ['....//x', ['dots']],
    ['0x2e0x2e/x', ['dots']],
    ['a | b', ['shell']],
    ["it's", ['shell']],
    ['-o=x', ['dash']],
    ['\u2014help', ['dash']],
    ['http://0x7f.1/', ['url']],
    ['http://[::1]/', ['url']],
    ['https://user@10.0.0.1/', ['url']],
    ['gopher://x', ['url']],
    ['c:/windows', ['drive']],
    ['src/index.ts', []],
    ['https://example.org/a?b=c', []],
    ['v1..v2', []],
    ['a-b', []],
    ['plain words, with punctuation: fine', []],
  ])('%s', (value, expected) => {
    expect(names(value)).toEqual(expected);
  });
});
