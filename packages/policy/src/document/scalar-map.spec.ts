import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Document, isMap, isScalar, parseDocument, type Scalar } from 'yaml';
import { mapScalar } from './scalar-map.js';

const read = (text: string): { value: string; offsets: readonly number[] | null } => {
  const { contents } = parseDocument(text);
  const node = isMap(contents) ? contents.get('when', true) : undefined;
  if (!isScalar(node) || typeof node.value !== 'string') throw new Error('no text at "when"');
  return { value: node.value, offsets: mapScalar(text, node as Scalar) };
};

/** Every visible character of the value has to stand where the map says, or an escape for it. */
const misplaced = (text: string): string[] => {
  const { value, offsets } = read(text);
  return Array.from({ length: value.length }, (_, index) => index)
    .filter((index) => /[\x21-\x7e]/.test(value[index] ?? ''))
    .filter((index) => {
      const source = text[offsets?.[index] ?? -1];
      return source !== value[index] && source !== '\\';
    })
    .map((index) => `${index}: ${value[index]}`);
};

describe('the map from a scalar to its source', () => {
  it.each([
    ['plain', 'when: tool.name == x && b\n'],
    ['plain over lines', 'when: tool.name\n  == x\n\n  && b\nc: 1\n'],
    ['single quotes', "when: 'it''s' # c\n"],
    ['single quotes over lines', "when: 'it''s\n   so\n\n   long'\n"],
    ['double quotes', 'when: "a \\"b\\" \\\\ \\u0041 \\x42 \\U0001F600 c \\n d"\n'],
    ['double quotes with a continuation', 'when: "a b \\\n    c\n    d"\n'],
    ['literal block', 'when: |\n    a == 1\n      && b\n\n    c\nd: 1\n'],
    ['literal block with an indentation of its own', 'when: |2-\n    a\n   b\n'],
    ['folded block', 'when: >-   # why\n    a &&\n    b\n\n      c\n    d\n'],
    ['CR LF', 'when: >-\r\n  a &&\r\n  b\r\nc: 1\r\n'],
    ['JSON', '{"when": "a == \\"x\\" && b"}'],
    ['tabs', 'when: |\n  a\t== 1\n'],
  ])('is right for %s', (_name, text) => {
    expect(misplaced(text)).toEqual([]);
    expect(read(text).offsets).toHaveLength(read(text).value.length + 1);
  });

  it('is right for whatever the library writes, in every style', () => {
    const style = fc.constantFrom('PLAIN', 'QUOTE_DOUBLE', 'QUOTE_SINGLE', 'BLOCK_FOLDED', 'BLOCK_LITERAL');
    const word = fc.constantFrom(
      'tool.name',
      '==',
      '"x"',
      '&&',
      "'y'",
      'args.path',
      '\\',
      '  ',
      '\n',
      '\n  ',
      'a: b',
      '#',
    );
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 40 }), style, (words, type) => {
        const document = new Document({ rules: 1, when: words.join(' ') });
        const node = document.get('when', true);
        if (isScalar(node)) node.type = type;
        expect(misplaced(document.toString({ lineWidth: 40 }))).toEqual([]);
      }),
      { numRuns: 3000 },
    );
  });
});
