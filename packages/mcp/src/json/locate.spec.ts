import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { elementSpans, locate, skipValue } from './locate.js';
import { keepElements, splice } from './splice.js';

/** Every pointer of a value with what is there. */
const pointersOf = (value: unknown, base = ''): [string, unknown][] => {
  const own: [string, unknown][] = [[base, value]];
  if (typeof value !== 'object' || value === null) return own;
  const inner = Object.entries(value).flatMap(([key, child]) =>
    pointersOf(child, `${base}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`),
  );
  return [...own, ...inner];
};

const slice = (bytes: Buffer, span: { start: number; end: number }) => bytes.toString('utf8', span.start, span.end);

describe('locate', () => {
  it('finds the exact bytes of every value, compact or spread out', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), fc.constantFrom('', '  ', '\t'), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        const bytes = Buffer.from(text);
        for (const [pointer, expected] of pointersOf(JSON.parse(text))) {
          const span = locate(bytes, pointer);
          expect(span).not.toBeNull();
          if (span !== null) expect(JSON.parse(slice(bytes, span))).toEqual(expected);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('finds keys that are escaped in the bytes or in the pointer', () => {
    const bytes = Buffer.from('{"\\u0069d":7,"a/b":{"~":[1,{"é\\n":"x"}]}}');
    const at = (pointer: string) => {
      const span = locate(bytes, pointer);
      return span && slice(bytes, span);
    };
    expect(at('/id')).toBe('7');
    expect(at('/a~1b/~0/1/é\n')).toBe('"x"');
  });

  it.each(['/x', '/a/2', '/a/-', '/a/00', '/a/x', '/b/0', '/a/0/x'])('finds nothing at %s', (pointer) => {
    expect(locate(Buffer.from('{"a":[1,2],"b":"str"}'), pointer)).toBeNull();
  });

  it('skips long strings with every kind of escape at every position', () => {
    for (let pad = 0; pad < 120; pad++) {
      const tricky = `${'x'.repeat(pad)}\\" ]}" \\\\`;
      const bytes = Buffer.from(JSON.stringify([tricky, { a: tricky }, 5]));
      expect(locate(bytes, '/2')).toEqual({ start: bytes.length - 2, end: bytes.length - 1 });
    }
  });

  it('ends on bytes that are no JSON at all', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[[\]{}",:\\ a1]{0,40}$/), (text) => {
        const bytes = Buffer.from(text);
        expect(skipValue(bytes, 0)).toBeLessThanOrEqual(bytes.length);
        elementSpans(bytes, '');
        expect(() => {
          try {
            locate(bytes, '/a/0/b');
          } catch (error) {
            if (!(error instanceof SyntaxError)) throw error;
          }
        }).not.toThrow();
      }),
      { numRuns: 3_000 },
    );
  });
});

describe('elementSpans', () => {
  it('gives the bytes of each item', () => {
    const bytes = Buffer.from('{"result":{"tools":[ {"name":"a"} ,{"name":"b"},\n"c" ]}}');
    expect(elementSpans(bytes, '/result/tools').map((span) => slice(bytes, span))).toEqual([
      '{"name":"a"}',
      '{"name":"b"}',
      '"c"',
    ]);
  });

  it('gives none for what is no array', () => {
    expect(elementSpans(Buffer.from('{"a":{}}'), '/a')).toEqual([]);
    expect(elementSpans(Buffer.from('{"a":[ ]}'), '/a')).toEqual([]);
    expect(elementSpans(Buffer.from('{}'), '/a')).toEqual([]);
  });
});

describe('splice', () => {
  it('changes what was asked and leaves every other byte', () => {
    const bytes = Buffer.from('{"a":1,"b":"zwei"}');
    const edits = [
      { start: 11, end: 17, replacement: Buffer.from('"three"') },
      { start: 5, end: 6, replacement: Buffer.from('100') },
    ];
    expect(splice(bytes, edits).toString()).toBe('{"a":100,"b":"three"}');
    expect(bytes.toString()).toBe('{"a":1,"b":"zwei"}');
  });

  it('refuses edits that overlap or lie outside', () => {
    const edit = (start: number, end: number) => ({ start, end, replacement: Buffer.alloc(0) });
    expect(() => splice(Buffer.from('abcdef'), [edit(0, 3), edit(2, 4)])).toThrow(RangeError);
    expect(() => splice(Buffer.from('abcdef'), [edit(4, 7)])).toThrow(RangeError);
    expect(() => splice(Buffer.from('abcdef'), [edit(4, 3)])).toThrow(RangeError);
  });
});

describe('keepElements', () => {
  it('filters a list like a parsed one, keeping the kept bytes', () => {
    const item = fc.record({ name: fc.string(), n: fc.double({ noNaN: true, noDefaultInfinity: true }) });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(item, fc.boolean()), { maxLength: 8 }),
        fc.constantFrom('', ' '),
        (items, indent) => {
          const list = items.map(([value]) => value);
          const bytes = Buffer.from(JSON.stringify({ id: 1, result: { tools: list, next: 'é' } }, null, indent));
          const kept = keepElements(bytes, '/result/tools', (index) => items[index]?.[1] === true);
          const expected = { id: 1, result: { tools: list.filter((_, index) => items[index]?.[1]), next: 'é' } };
          expect(JSON.parse(kept.toString())).toEqual(JSON.parse(JSON.stringify(expected)));
          if (items.every(([, keep]) => keep)) expect(kept).toBe(bytes);
        },
      ),
    );
  });
});
