import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkArguments } from './check-arguments.js';

const kinds = (schema: unknown, args: unknown) => checkArguments(schema, args).map(({ kind }) => kind);

describe('arguments against a schema', () => {
  it.each<[unknown, unknown, string[]]>([
    [{ type: 'string' }, 'a', []],
    [{ type: 'string' }, 1, ['type']],
    [{ type: ['string', 'null'] }, null, []],
    [{ type: 'integer' }, 1.5, ['type']],
    [{ type: 'number', minimum: 2 }, 1, ['range']],
    [{ type: 'string', maxLength: 2 }, 'abc', ['range']],
    [{ type: 'array', items: { type: 'string' } }, ['a', 1], ['type']],
    [{ type: 'array', prefixItems: [{ type: 'number' }], items: { type: 'string' } }, [1, 'a'], []],
    [{ const: 'a' }, 'b', ['value']],
    [{ enum: [{ a: 1 }] }, { a: 1 }, []],
    [{ required: ['a'] }, {}, ['missing']],
    [{ additionalProperties: { type: 'string' } }, { a: 1 }, ['type']],
    [{ anyOf: [{ type: 'string' }, { type: 'number' }] }, 1, []],
    [{ oneOf: [{ type: 'string' }, { type: 'number' }] }, true, ['type']],
    [{ allOf: [{ required: ['a'] }, { required: ['b'] }] }, { a: 1 }, ['missing']],
    [{ $ref: '#/$defs/s', $defs: { s: { type: 'string' } } }, 1, ['type']],
    [{ allOf: [{ properties: { a: {} } }], additionalProperties: false }, { a: 1 }, []],
    [{ pattern: '^(a+)+$' }, 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!', []],
    [false, 1, ['value']],
    ['nonsense', 1, []],
  ])('%j and %j', (schema, args, expected) => {
    expect(kinds(schema, args)).toEqual(expected);
  });

  it('ends on schemas that point at themselves, and on ones that branch without end', () => {
    expect(kinds({ $ref: '#' }, { a: 1 })).toEqual([]);
    const branching = { anyOf: Array.from({ length: 20 }, () => ({ $ref: '#' })) };
    expect(checkArguments(branching, {}).length).toBeLessThanOrEqual(8);
  });

  it('never throws, whatever the schema', () => {
    fc.assert(fc.property(fc.jsonValue(), fc.jsonValue(), (schema, args) => checkArguments(schema, args).length <= 8));
  });
});
