import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseJson, validateJson } from './parse.js';
import { McpParseError, type McpParseErrorCode } from './parse-error.js';

const NO_LIMITS = { depthMax: 512, elementsMax: Number.MAX_SAFE_INTEGER };

const refusal = (input: string | Buffer, limits = {}): { code: McpParseErrorCode; offset: number } | null => {
  try {
    parseJson(Buffer.from(input), limits);
    return null;
  } catch (error) {
    if (!(error instanceof McpParseError)) throw error;
    return { code: error.code, offset: error.offset };
  }
};

const parsesNatively = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

/** Re-escapes some characters of a JSON text's strings, which changes its bytes and not its value. */
const escaped = (text: string, pick: (index: number) => boolean): string =>
  text.replace(/"(?:[^"\\]|\\.)*"/g, (string) =>
    string.replace(/[a-z/]/gi, (char, index: number) =>
      pick(index) && string[index - 1] !== '\\' && !/\\u[0-9a-f]{0,3}$/i.test(string.slice(0, index))
        ? `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`
        : char,
    ),
  );

const jsonText = fc
  .tuple(fc.json({ maxDepth: 6 }), fc.constantFrom('', ' ', '\n\t', '\r\n'), fc.nat(6))
  .map(([text, space, every]) => `${space}${every === 0 ? escaped(text, (i) => i % 2 === 0) : text}${space}`);

describe('parseJson', () => {
  it('gives what JSON.parse gives for every text it accepts, and accepts every text without a documented flaw', () => {
    fc.assert(
      fc.property(jsonText, (text) => {
        expect(parseJson(Buffer.from(text), NO_LIMITS)).toEqual(JSON.parse(text));
      }),
      { numRuns: 2_000 },
    );
  });

  it('accepts no text JSON.parse refuses, and refuses beyond it only for a documented reason', () => {
    const chunk = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"a"',
      '"\\u0061"',
      '"b',
      '1',
      '-',
      '0.',
      'e5',
      'true',
      'nul',
      ' ',
      '\n',
      '\\',
      '\u0001',
      'é',
    );
    fc.assert(
      fc.property(fc.array(chunk, { maxLength: 14 }), (chunks) => {
        const text = chunks.join('');
        const refused = refusal(text, NO_LIMITS);
        if (refused === null) expect(parsesNatively(text)).toBe(true);
        else if (parsesNatively(text)) expect(refused.code).toBe('duplicate_key');
      }),
      { numRuns: 5_000 },
    );
  });

  it('never throws anything but McpParseError, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        const refused = refusal(Buffer.from(bytes));
        if (refused !== null) expect(refused.offset).toBeLessThanOrEqual(bytes.length);
      }),
      { numRuns: 3_000 },
    );
  });

  it.each([
    ['{"a":1,"a":2}', 7],
    ['{"a":1,"\\u0061":2}', 7],
    ['[{"x":{"method":1},"y":0,"x":2}]', 25],
    ['{"é":1,"\\u00e9":2}', 8],
  ])('refuses a key given twice, however escaped: %s', (text, offset) => {
    expect(refusal(text)).toEqual({ code: 'duplicate_key', offset });
  });

  it('finds a key given twice among hundreds, and among keys that hash alike', () => {
    const keys = Array.from({ length: 300 }, (_, i) => `"k${i}":${i}`);
    expect(refusal(`{${keys.join(',')}}`)).toBeNull();
    expect(refusal(`{${[...keys, '"k7":0'].join(',')}}`)?.code).toBe('duplicate_key');
    expect(parseJson(Buffer.from('{"Aa":1,"BB":2,"AaAa":3,"BBBB":4,"AaBB":5}'))).toEqual({
      Aa: 1,
      BB: 2,
      AaAa: 3,
      BBBB: 4,
      AaBB: 5,
    });
  });

  it('does not take a key of an inner object for one of the outer', () => {
    const text = '{"a":{"a":[{"a":1}],"b":{"a":2}},"b":{"a":3}}';
    expect(parseJson(Buffer.from(text))).toEqual(JSON.parse(text));
  });

  it('keeps __proto__ an ordinary own key, so that what was inspected has it too', () => {
    expect(Object.keys(parseJson(Buffer.from('{"__proto__":{"x":1}}')) as object)).toEqual(['__proto__']);
  });

  it.each([
    ['"\\ud800"', 1],
    ['"\\udc00"', 1],
    ['"\\ud800\\u0041"', 1],
    ['"ab\\udbff\\ud800"', 3],
  ])('refuses a lone surrogate: %s', (text, offset) => {
    expect(refusal(text)).toEqual({ code: 'invalid_utf8', offset });
  });

  it.each([
    ['an overlong slash', [0x22, 0xc0, 0xaf, 0x22], 1],
    ['an encoded surrogate', [0x22, 0xed, 0xa0, 0x80, 0x22], 1],
    ['a character cut short', [0x22, 0x61, 0xe2, 0x82, 0x22], 2],
    ['a stray continuation byte', [0x22, 0xc3, 0xa9, 0x80, 0x22], 3],
  ])('refuses %s and says where', (_, bytes, offset) => {
    expect(refusal(Buffer.from(bytes))).toEqual({ code: 'invalid_utf8', offset });
  });

  it.each([
    ['', 0],
    ['\ufeff{}', 0],
    ['{} {}', 3],
    ['{}x', 2],
    ['[1,]', 3],
    ['{"a":1,}', 7],
    ['{a:1}', 1],
    ["{'a':1}", 1],
    ['[01]', 2],
    ['[1.]', 3],
    ['[.5]', 1],
    ['[+1]', 1],
    ['[1e]', 3],
    ['[NaN]', 1],
    ['[Infinity]', 1],
    ['[-Infinity]', 2],
    ['tru', 3],
    ['"a\nb"', 2],
    ['"\\x41"', 1],
    ['"\\u00g0"', 5],
    ['"open', 5],
    ['[1 2]', 3],
    ['{"a" 1}', 5],
    ['/**/{}', 0],
    ['[1]\0', 3],
  ])('refuses %j at byte %i', (text, offset) => {
    expect(refusal(text)).toEqual({ code: 'unparseable', offset });
  });

  it('stops at the depth limit, before the stack or the heap notices', () => {
    expect(refusal('[[[1]]]', { depthMax: 3 })).toBeNull();
    expect(refusal('[[[[1]]]]', { depthMax: 3 })).toEqual({ code: 'too_deep', offset: 3 });
    expect(refusal('[{"a":'.repeat(100_000))?.code).toBe('too_deep');
    expect(refusal('['.repeat(1_000_000), { depthMax: 1e9 })?.code).toBe('too_deep');
  });

  it('counts items and members against one limit, empty containers for nothing', () => {
    expect(refusal('[1,{"a":2,"b":[]},[]]', { elementsMax: 5 })).toBeNull();
    expect(refusal('[1,{"a":2,"b":[]},[]]', { elementsMax: 4 })?.code).toBe('too_many_elements');
    expect(refusal(`[${'0,'.repeat(2_000_000)}0]`)?.code).toBe('too_many_elements');
  });
});

describe('validateJson', () => {
  it('refuses exactly what parseJson refuses', () => {
    for (const text of ['{"a":1}', '{"a":1,"a":1}', '"\\ud800"', '[1,]', '']) {
      const validated = (() => {
        try {
          validateJson(Buffer.from(text));
          return null;
        } catch (error) {
          return (error as McpParseError).code;
        }
      })();
      expect(validated).toBe(refusal(text)?.code ?? null);
    }
  });
});
