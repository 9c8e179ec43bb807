import { describe, expect, it } from 'vitest';
import { embeddedLeaves } from './embedded.js';

const leaf = (text: string) => ({ pointer: '/args', key: 'args', text, isName: false });

describe('JSON in a string', () => {
  it('gives its own leaves, under the pointer of the string', () => {
    expect(embeddedLeaves(leaf('{"path":"a","n":1,"deep":{"x/y":"b"}}'))).toEqual([
      { pointer: '/args', embedded: '/path', key: 'path', text: 'a', isName: false },
      { pointer: '/args', embedded: '/deep/x~1y', key: 'x/y', text: 'b', isName: false },
    ]);
  });

  it.each(['{"a":', '{a:1}', 'plain', '', '{{name}}', '[1,2]'])('has none in %j', (text) => {
    expect(embeddedLeaves(leaf(text))).toEqual([]);
  });
});
