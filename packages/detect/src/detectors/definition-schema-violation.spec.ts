import { describe, expect, it } from 'vitest';
import { createInspectorOf } from '../inspect.js';
import { definitionSchemaViolation } from './definition-schema-violation.js';

const inspector = createInspectorOf([definitionSchemaViolation]);
const schema = {
  type: 'object',
  properties: { path: { type: 'string' }, limit: { type: 'integer', maximum: 100 }, mode: { enum: ['a', 'b'] } },
  required: ['path'],
  additionalProperties: false,
};
const inspect = (args: unknown, inputSchema: unknown = schema) =>
  inspector.inspectArguments({ args, inputSchema, pointerBase: '/params/arguments' });

describe('definition.schema-violation', () => {
  it('finds a member that the pinned schema does not have', () => {
    expect(inspect({ path: 'a', bcc: 'x@example.org' })).toMatchObject([
      { severity: 'medium', pointer: '/params/arguments/bcc', evidence: 'expected no such member' },
    ]);
  });

  it('finds an object where a plain value belongs', () => {
    expect(inspect({ path: { $ne: null } })).toMatchObject([{ severity: 'medium', pointer: '/params/arguments/path' }]);
  });

  it.each([[{ path: 'a', limit: '5' }], [{}], [{ path: 'a', limit: 500 }], [{ path: 'a', mode: 'c' }]])(
    'notes the small mistakes of models without alarm: %j',
    (args) => expect(inspect(args)).toMatchObject([{ severity: 'low' }]),
  );

  it.each([
    [{ path: 'a', limit: 5, mode: 'b' }, schema],
    [
      { path: 'a', more: 1 },
      { type: 'object', properties: { path: { type: 'string' } } },
    ],
    [
      { path: 'a', more: 1 },
      { ...schema, additionalProperties: true },
    ],
    [{ x: 1 }, undefined],
    [{ x: 1 }, { type: 'object' }],
  ])('lets pass %j', (args, inputSchema) => expect(inspect(args, inputSchema ?? null)).toEqual([]));
});
