import { readFileSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { policyJsonSchema } from './json-schema.js';

const FILE = new URL('../policy.schema.json', import.meta.url);

// `UPDATE_POLICY_SCHEMA=1 pnpm vitest run --project unit packages/policy/src/json-schema.spec.ts` writes the file anew.
it('is published as it is enforced', () => {
  const current = `${JSON.stringify(policyJsonSchema(), null, 2)}\n`;
  if (process.env.UPDATE_POLICY_SCHEMA === '1') writeFileSync(FILE, current);
  expect(JSON.parse(readFileSync(FILE, 'utf8'))).toEqual(JSON.parse(current));
});

it('refuses unknown keys and asks only for what people have to write', () => {
  expect(policyJsonSchema()).toMatchObject({
    additionalProperties: false,
    required: ['version', 'name', 'rules'],
    properties: { rules: { items: { additionalProperties: false, required: ['id', 'effect'] } } },
  });
});
