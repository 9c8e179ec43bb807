import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkArguments } from './check-arguments.js';
import { fitsSchema } from './fits-schema.js';

const plain = fc.constantFrom('string', 'number', 'integer', 'boolean', 'null', 'array', 'object');
const name = fc.constantFrom('a', 'b', 'c', '__proto__');
const { schema } = fc.letrec((tie) => ({
  schema: fc.oneof(
    { maxDepth: 4 },
    fc.boolean(),
    fc.record(
      {
        type: fc.oneof(plain, fc.array(plain, { maxLength: 3 })),
        enum: fc.array(fc.jsonValue({ maxDepth: 1 }), { maxLength: 3 }),
        const: fc.jsonValue({ maxDepth: 0 }),
        minimum: fc.integer({ min: -3, max: 3 }),
        maxLength: fc.integer({ min: 0, max: 4 }),
        minLength: fc.integer({ min: 0, max: 4 }),
        minItems: fc.integer({ min: 0, max: 3 }),
        required: fc.array(name, { maxLength: 2 }),
        properties: fc.dictionary(name, tie('schema'), { maxKeys: 3 }),
        patternProperties: fc.constant({}),
        additionalProperties: fc.oneof(fc.boolean(), tie('schema')),
        items: tie('schema'),
        prefixItems: fc.array(tie('schema'), { maxLength: 2 }),
        allOf: fc.array(tie('schema'), { maxLength: 2 }),
        anyOf: fc.array(tie('schema'), { maxLength: 3 }),
        oneOf: fc.array(tie('schema'), { maxLength: 3 }),
        $ref: fc.constantFrom('#', '#/properties/a', '#/nowhere', 'https://x.example/s'),
      },
      { requiredKeys: [] },
    ),
  ),
}));
const value = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom('', 'a', 'abc', '\u{1f600}\u{1f600}', 0, 1, 1.5, true, null),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(name, tie('value'), { maxKeys: 3 }),
  ),
})).value;

/** The first time a schema is only checked, the second time it is compiled. */
const fitsTwice = (of: unknown, args: unknown): boolean => {
  const first = fitsSchema(of, args);
  const again = fitsSchema(of, args);
  // Compiled, it may be unsure where the checker is not; never the other way round.
  if (again) expect(first).toBe(true);
  return again;
};

describe('what fits a schema', () => {
  it('says that arguments fit only where the checker finds nothing', () => {
    fc.assert(
      fc.property(schema, value, (of, args) => {
        if (fitsTwice(of, args)) expect(checkArguments(of, args)).toEqual([]);
      }),
      { numRuns: 3000 },
    );
  });

  it.each<[unknown, unknown, boolean]>([
    [{ type: 'object', properties: { a: { type: 'string' } }, required: ['a'] }, { a: 'x', b: 1 }, true],
    [{ type: 'object', properties: { a: { type: 'string' } }, additionalProperties: false }, { b: 1 }, false],
    [{ properties: { a: { enum: ['x', 'y'] }, b: { type: 'integer', maximum: 3 } } }, { a: 'y', b: 3 }, true],
    [{ properties: { a: { anyOf: [{ type: 'string' }, { type: 'null' }] } } }, { a: null }, true],
    [{ properties: { a: { $ref: '#/$defs/s' } }, $defs: { s: { type: 'string' } } }, { a: 'x' }, true],
    [{ properties: { a: { $ref: '#/$defs/s' } }, $defs: { s: { type: 'string' } } }, { a: 1 }, false],
    [{ properties: { a: { type: 'array', items: { type: 'string' }, minItems: 1 } } }, { a: ['x'] }, true],
    [{ properties: { a: { minLength: 3, maxLength: 3 } } }, { a: 'x\u{1f600}y' }, true],
    [{ $ref: '#' }, {}, false],
    [false, {}, false],
    ['nonsense', {}, true],
  ])('%j and %j: %j', (of, args, expected) => {
    expect(fitsTwice(of, args)).toBe(expected);
  });

  it('spends little on schemas that repeat long lists, and on calls with many members', () => {
    const names = Array.from({ length: 20_000 }, (_, i) => `a${i}`);
    const args = Object.fromEntries(names.map((name) => [name, 1]));
    for (const long of [{ required: names }, { properties: args }, { type: names }, { items: { enum: names } }]) {
      const schema = {
        definitions: { long },
        allOf: Array.from({ length: 240 }, () => ({ $ref: '#/definitions/long' })),
      };
      const from = performance.now();
      for (let turn = 0; turn < 3; turn++) fitsSchema(schema, args);
      fitsSchema(schema, Object.values(names));
      expect(performance.now() - from).toBeLessThan(1500);
    }
  });
});
