import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalize } from './canonical-json.js';
import { type Spelling, spellingOf } from './spelling.js';

const spellingOfText = (text: string): Spelling => spellingOf(JSON.parse(text), Buffer.from(text));

/** A value written in one of many ways. */
const spelt: fc.Arbitrary<string> = fc.letrec<{ text: string }>((tie) => {
  const blank = fc.oneof({ weight: 8, arbitrary: fc.constant('') }, fc.constantFrom(' ', '\n'));
  const within = (text: fc.Arbitrary<string>): fc.Arbitrary<string> =>
    fc.tuple(blank, text, blank).map((parts) => parts.join(''));
  const name = fc.constantFrom('a', 'b', 'ab', 'é', '1', '10', '', '__proto__', 'toString');
  const word = fc.oneof(name, fc.string({ maxLength: 5 }), fc.constantFrom('1e2', '\u2028', '"', '\\'));
  const string = fc.tuple(word, fc.boolean()).map(([text, escaped]) => {
    const json = JSON.stringify(text);
    return escaped ? json.replace(/[a-z]/g, (c) => `\\u00${c.charCodeAt(0).toString(16)}`) : json;
  });
  const number = fc.oneof(
    fc.constantFrom(
      '0',
      '-0',
      '1e2',
      '100',
      '1E2',
      '1e+2',
      '1.0',
      '10e1',
      '5e-2',
      '0.05',
      '0.5',
      '1e5',
      '1e21',
      '1e400',
    ),
    fc.integer().map(String),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => JSON.stringify(n)),
    // Often the same number with another last digit.
    fc
      .tuple(fc.double({ min: 0.1, max: 1, maxExcluded: true, noNaN: true }), fc.integer({ min: 1, max: 9 }))
      .map(([n, digit]) => `${JSON.stringify(n).slice(0, -1)}${digit}`),
  );
  const list = fc.array(tie('text'), { maxLength: 3 }).map((items) => `[${items.join(',')}]`);
  const members = fc
    .uniqueArray(fc.tuple(name, tie('text')), { maxLength: 3, selector: ([key]) => key })
    .map((all) => `{${all.map(([key, text]) => `${JSON.stringify(key)}:${text}`).join(',')}}`);
  return {
    text: within(fc.oneof({ maxDepth: 3 }, number, string, fc.constantFrom('true', 'false', 'null'), list, members)),
  };
}).text;

describe('how a text is spelt', () => {
  // Records hold such a text as it is, and digests are made of it.
  it('is never taken for canonical, or plain, when it is not', () => {
    fc.assert(
      fc.property(spelt, (text) => {
        const spelling = spellingOfText(text);
        const value: unknown = JSON.parse(text);
        if (spelling === 'canonical') expect(text).toBe(canonicalize(value));
        if (spelling !== 'other') expect(text).toBe(JSON.stringify(value));
      }),
      { numRuns: 20_000 },
    );
  });

  it.each<[Spelling, string]>([
    ['canonical', '{"message":"summarise","size":2048,"tags":["a",true,null],"then":{}}'],
    ['canonical', '{"limit":100,"share":0.5,"wait":-30000}'],
    ['canonical', '{"1":2}'],
    ['canonical', '[]'],
    ['plain', '{"size":1,"message":"x"}'],
    ['other', '{"size":1e2}'],
    ['other', '{"size": 1}'],
    ['other', '[0.34696017579499515]'],
    ['other', '[0.34696017579499516]'],
    ['canonical', '[0.12345678901234]'],
    ['other', '{"text":"a\\nb"}'],
    ['other', '{"b":1,"1":2}'],
    ['other', '[-0]'],
  ])('is %s: %s', (spelling, text) => {
    expect(spellingOfText(text)).toBe(spelling);
  });
});
