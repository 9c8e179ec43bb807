import { describe, expect, it } from 'vitest';
import { toSchemaFields } from './schema-fields';

describe('toSchemaFields', () => {
  it('reads names, types, what is required and what is allowed', () => {
    const fields = toSchemaFields({
      type: 'object',
      required: ['path'],
      properties: {
        path: { type: 'string', description: 'Where', maxLength: 10 },
        mode: { enum: ['r', 'w'], default: 'r' },
        tags: { type: 'array', items: { type: 'string' } },
        either: { anyOf: [{ type: 'string' }, { type: 'null' }] },
      },
    });
    expect(fields).toEqual([
      {
        path: 'path',
        depth: 0,
        type: 'string',
        isRequired: true,
        description: 'Where',
        notes: ['characters at most 10'],
      },
      {
        path: 'mode',
        depth: 0,
        type: 'one of',
        isRequired: false,
        description: '',
        notes: ['"r" | "w"', 'default "r"'],
      },
      { path: 'tags', depth: 0, type: 'string[]', isRequired: false, description: '', notes: [] },
      { path: 'either', depth: 0, type: 'string or null', isRequired: false, description: '', notes: [] },
    ]);
  });

  it('follows nested objects and items of arrays', () => {
    const fields = toSchemaFields({
      properties: {
        edits: {
          type: 'array',
          items: {
            type: 'object',
            properties: { from: { type: 'object', properties: { line: { type: 'integer' } } } },
          },
        },
      },
    });
    expect(fields.map(({ path, depth }) => [path, depth])).toEqual([
      ['edits', 0],
      ['edits[].from', 1],
      ['edits[].from.line', 2],
    ]);
  });

  it.each([[null], ['text'], [{ properties: 'no' }], [{ properties: { a: null } }]])(
    'does not trip over what a server made up: %j',
    (schema) => {
      expect(() => toSchemaFields(schema)).not.toThrow();
    },
  );

  it('is bounded on a schema made to be endless', () => {
    const schema: { properties: Record<string, unknown> } = { properties: {} };
    for (let index = 0; index < 1000; index += 1) schema.properties[`field${index}`] = schema;
    expect(toSchemaFields({ properties: { a: { properties: {} } } })).toHaveLength(1);
    const wide = {
      properties: Object.fromEntries(Object.keys(schema.properties).map((name) => [name, { type: 'string' }])),
    };
    expect(toSchemaFields(wide)).toHaveLength(300);
  });
});
