import { z } from 'zod';
import { idSchema } from '../ids.js';
import { diagnosticSchema, POLICY_TEXT_BYTES_MAX } from '../policy-document.js';
import { nameSchema, orgParams, pageOf, pageQuery, timestampSchema } from './common.js';
import { defineOperation } from './operation.js';

export const policyTextSchema = z.string().min(1).max(POLICY_TEXT_BYTES_MAX);

export const policySummarySchema = z.object({
  id: idSchema('policy'),
  name: nameSchema,
  description: z.string().max(1000),
  /** Version in force. */
  version: z.int().min(1),
  ruleCount: z.int().min(0),
  updatedAt: timestampSchema,
  updatedBy: z.string().max(120),
});
export const policySchema = policySummarySchema.extend({ text: policyTextSchema });

export const policyVersionSchema = z.object({
  version: z.int().min(1),
  note: z.string().max(500),
  publishedAt: timestampSchema,
  publishedBy: z.string().max(120),
  ruleCount: z.int().min(0),
});

export const policyCheckSchema = z.object({
  ok: z.boolean(),
  diagnostics: z.array(diagnosticSchema).max(500),
  tests: z
    .array(
      z.object({
        name: z.string().max(200),
        passed: z.boolean(),
        expected: z.string(),
        actual: z.string(),
        detail: z.string().max(500),
      }),
    )
    .max(500),
  ruleCount: z.int().min(0),
});

const policyParams = orgParams.extend({ policyId: idSchema('policy') });
const noteSchema = z.string().trim().max(500).default('');

export const listPolicies = defineOperation({
  id: 'listPolicies',
  method: 'get',
  path: '/v1/orgs/{org}/policies',
  summary: 'Policies by name',
  tag: 'Policies',
  access: 'policy:read',
  params: orgParams,
  query: pageQuery,
  success: { status: 200, schema: pageOf(policySummarySchema) },
  errors: ['cursor.invalid'],
});
export const getPolicy = defineOperation({
  id: 'getPolicy',
  method: 'get',
  path: '/v1/orgs/{org}/policies/{policyId}',
  summary: 'A policy as it is in force',
  tag: 'Policies',
  access: 'policy:read',
  params: policyParams,
  success: { status: 200, schema: policySchema },
  errors: ['policy.not_found'],
});
export const createPolicy = defineOperation({
  id: 'createPolicy',
  method: 'post',
  path: '/v1/orgs/{org}/policies',
  summary: 'Create and publish a policy',
  tag: 'Policies',
  access: 'policy:publish',
  params: orgParams,
  body: z.strictObject({ text: policyTextSchema, note: noteSchema }),
  success: { status: 201, schema: policySchema },
  errors: ['policy.rule_invalid', 'policy.name_taken'],
});
export const checkPolicy = defineOperation({
  id: 'checkPolicy',
  method: 'post',
  path: '/v1/orgs/{org}/policy-checks',
  summary: 'Check a draft without saving it',
  tag: 'Policies',
  access: 'policy:write',
  params: orgParams,
  body: z.strictObject({ text: policyTextSchema }),
  success: { status: 200, schema: policyCheckSchema },
  errors: [],
});
export const publishPolicy = defineOperation({
  id: 'publishPolicy',
  method: 'post',
  path: '/v1/orgs/{org}/policies/{policyId}/versions',
  summary: 'Publish a new version',
  tag: 'Policies',
  access: 'policy:publish',
  params: policyParams,
  body: z.strictObject({
    text: policyTextSchema,
    note: noteSchema,
    /** Version the text was edited from; a newer one in force is a conflict and nothing is lost. */
    baseVersion: z.int().min(1),
  }),
  success: { status: 201, schema: policySchema.extend({ snapshotVersion: z.int().min(1) }) },
  errors: ['policy.not_found', 'policy.rule_invalid', 'policy.version_conflict', 'policy.name_taken'],
});
export const listPolicyVersions = defineOperation({
  id: 'listPolicyVersions',
  method: 'get',
  path: '/v1/orgs/{org}/policies/{policyId}/versions',
  summary: 'Versions, newest first',
  tag: 'Policies',
  access: 'policy:read',
  params: policyParams,
  query: pageQuery,
  success: { status: 200, schema: pageOf(policyVersionSchema) },
  errors: ['policy.not_found', 'cursor.invalid'],
});
export const getPolicyVersion = defineOperation({
  id: 'getPolicyVersion',
  method: 'get',
  path: '/v1/orgs/{org}/policies/{policyId}/versions/{version}',
  summary: 'One version with its text',
  tag: 'Policies',
  access: 'policy:read',
  params: policyParams.extend({ version: z.coerce.number().int().min(1).max(2_147_483_647) }),
  success: { status: 200, schema: policyVersionSchema.extend({ text: policyTextSchema }) },
  errors: ['policy.not_found'],
});
