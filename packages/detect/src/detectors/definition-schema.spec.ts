import { describe, expect, it } from 'vitest';
import { createInspectorOf } from '../inspect.js';
import { type Case, definition, describeDetector } from '../testing/cases.js';
import { definitionSchema } from './definition-schema.js';

const withProperty = (schema: object): Case => definition('Adds.', { type: 'object', properties: { a: schema } });

function nested(depth: number): object {
  let schema: object = { type: 'string' };
  for (let i = 0; i < depth; i++) schema = { type: 'object', properties: { a: schema } };
  return schema;
}

describeDetector(definitionSchema, {
  attacks: [
    withProperty({ type: 'string', pattern: '^(a+)+$' }),
    withProperty({ type: 'string', pattern: '(\\w*\\s?)*x' }),
    withProperty({ type: 'string', pattern: '(a|a)*b' }),
    withProperty({ $ref: 'https://schemas.example/a.json' }),
    definition('Adds.', { $ref: '//schemas.example/a.json' }),
    definition('Adds.', nested(60)),
    definition('Adds.', {
      type: 'object',
      properties: Object.fromEntries(Array.from({ length: 12_000 }, (_, i) => [`p${i}`, { type: 'string' }])),
    }),
  ],
  twins: [
    withProperty({ type: 'string', pattern: '^[a-z0-9]+(?:-[a-z0-9]+)*$' }),
    withProperty({ type: 'string', pattern: '^\\d{4}-\\d{2}$' }),
    withProperty({ $ref: '#/$defs/node' }),
    definition('Tree.', {
      type: 'object',
      properties: { n: { $ref: '#/$defs/n' } },
      $defs: { n: { properties: { children: { items: { $ref: '#/$defs/n' } } } } },
    }),
    withProperty({ enum: Array.from({ length: 400 }, (_, i) => `country-${i}`) }),
    definition('Adds.', nested(12)),
  ],
});

describe('a list of a cloud provider', () => {
  it('passes: 400 tools, 900 KB', () => {
    const properties = Object.fromEntries(
      Array.from({ length: 12 }, (_, i) => [
        `field${i}`,
        { type: 'string', description: 'Field of the resource. '.repeat(6) },
      ]),
    );
    const tools = Array.from({ length: 400 }, (_, i) => ({
      name: `cloud_get_${i}`,
      description: 'Returns a resource.',
      inputSchema: { type: 'object', properties },
    }));
    expect(JSON.stringify(tools).length).toBeGreaterThan(800_000);
    expect(createInspectorOf([definitionSchema]).inspectMessage({ result: { tools } }, 'definition')).toEqual([]);
  });
});
