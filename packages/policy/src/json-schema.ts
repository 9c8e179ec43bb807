import { policyDocumentSchema } from '@sallyport/contracts';

/** A JSON Schema, as a plain object. */
export type JsonSchema = { readonly [key: string]: unknown };

/**
 * The JSON Schema (draft 2020-12) of policy documents as people write them, for editors. Derived from the one schema that also
 * checks them; `packages/policy/policy.schema.json` is this, and a test keeps it so.
 */
export const policyJsonSchema = (): JsonSchema => ({
  $id: 'https://sallyport.dev/schemas/policy-1.json',
  title: 'Sallyport policy',
  ...policyDocumentSchema.toJSONSchema({ io: 'input' }),
});
