import { z } from 'zod';
import { idSchema } from '../ids.js';
import { diagnosticSchema, POLICY_LEVELS, POLICY_TEXT_BYTES_MAX } from '../policy-document.js';
import { nameSchema, orgParams, pageOf, pageQuery, timestampSchema } from './common.js';
import { defineOperation } from './operation.js';

export const policyTextSchema = z.string().min(1).max(POLICY_TEXT_BYTES_MAX);

/** Where a text that is managed in git came from. */
export const policySourceSchema = z.strictObject({
  /** As people know it: `acme/policies`. */
  repository: z.string().trim().min(1).max(200),
  /** Where a person can look at the file. */
  url: z
    .url({ protocol: /^https?$/, error: 'Use an http or https address' })
    .max(1000)
    .refine((url) => !/^https?:\/\/[^/?#]*@/i.test(url), 'Leave out user name and password'),
  /** Branch or tag: `main`. */
  ref: z.string().trim().min(1).max(200),
  commit: z.string().regex(/^[0-9a-f]{7,64}$/, 'a commit in lower-case hexadecimal'),
  /** Of the file inside the repository. */
  path: z.string().trim().min(1).max(400),
});
export type PolicySource = z.infer<typeof policySourceSchema>;

/** The repository that holds a policy's text; in the console the policy is read-only. */
export const managedBySchema = policySourceSchema.extend({
  pushedAt: timestampSchema,
  pushedBy: z.string().max(120),
  /** Version of the last push. */
  version: z.int().min(1),
  /** The text in force is not the one that was pushed last: somebody reverted here. */
  drifted: z.boolean(),
});

export const policySummarySchema = z.object({
  id: idSchema('policy'),
  name: nameSchema,
  description: z.string().max(1000),
  level: z.enum(POLICY_LEVELS),
  /** Of a group's policy. */
  group: z.string().max(120).nullable(),
  managedBy: managedBySchema.nullable(),
  /** Drafts that are neither published nor discarded. */
  openDrafts: z.int().min(0),
  /** Version in force. */
  version: z.int().min(1),
  ruleCount: z.int().min(0),
  updatedAt: timestampSchema,
  updatedBy: z.string().max(120),
});
export const policySchema = policySummarySchema.extend({ text: policyTextSchema });

/** How a version came to be. `emergency`: a revert that went round the review the organisation asks for. */
export const VERSION_KINDS = ['published', 'reverted', 'emergency', 'granted'] as const;

export const policyVersionSchema = z.object({
  version: z.int().min(1),
  note: z.string().max(500),
  publishedAt: timestampSchema,
  publishedBy: z.string().max(120),
  ruleCount: z.int().min(0),
  kind: z.enum(VERSION_KINDS),
  /** Version whose text this one brought back. */
  revertOf: z.int().min(1).nullable(),
  /** The simulation that was made of this very text before it was published. */
  simulationId: idSchema('simulation').nullable(),
  /** Who approved it, when it was reviewed. */
  reviewers: z.array(z.string().max(120)).max(20),
  draftId: idSchema('policyDraft').nullable(),
  source: policySourceSchema.nullable(),
});

/** Consecutive lines that one version wrote. */
export const blameRangeSchema = z.object({
  /** 1-based, both included. */
  fromLine: z.int().min(1),
  toLine: z.int().min(1),
  version: z.int().min(1),
  author: z.string().max(120),
  at: timestampSchema,
  note: z.string().max(500),
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

export const publishedPolicySchema = policySchema.extend({ snapshotVersion: z.int().min(1) });

export const policyParams = orgParams.extend({ policyId: idSchema('policy') });
export const noteSchema = z.string().trim().max(500).default('');
const evidence = {
  /** Given by whoever pushes from a repository: from then on the policy is managed there. */
  source: policySourceSchema.optional(),
  /** A finished simulation of this very text, kept as evidence with the version. */
  simulationId: idSchema('simulation').optional(),
};

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
  body: z.strictObject({ text: policyTextSchema, note: noteSchema, ...evidence }),
  success: { status: 201, schema: policySchema },
  errors: ['policy.rule_invalid', 'policy.name_taken', 'policy.review_required', 'policy.simulation_mismatch'],
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
export const formatPolicy = defineOperation({
  id: 'formatPolicy',
  method: 'post',
  path: '/v1/orgs/{org}/policy-formats',
  summary: 'Lay a policy text out in the usual way; what cannot be read comes back as it is',
  tag: 'Policies',
  access: 'policy:write',
  params: orgParams,
  body: z.strictObject({ text: policyTextSchema }),
  success: { status: 200, schema: z.object({ text: policyTextSchema }) },
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
    ...evidence,
  }),
  success: { status: 201, schema: publishedPolicySchema },
  errors: [
    'policy.not_found',
    'policy.rule_invalid',
    'policy.version_conflict',
    'policy.name_taken',
    'policy.review_required',
    'policy.managed_in_git',
    'policy.simulation_mismatch',
  ],
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
export const revertPolicy = defineOperation({
  id: 'revertPolicy',
  method: 'post',
  path: '/v1/orgs/{org}/policies/{policyId}/revert',
  summary: 'Put an older text in force again, at once, as a new version',
  tag: 'Policies',
  access: 'policy:publish',
  params: policyParams,
  body: z.strictObject({
    toVersion: z.int().min(1),
    note: noteSchema,
    /** Version in force that the person looked at. */
    baseVersion: z.int().min(1),
  }),
  success: { status: 201, schema: publishedPolicySchema },
  errors: ['policy.not_found', 'policy.rule_invalid', 'policy.version_conflict', 'policy.name_taken'],
});
export const getPolicyBlame = defineOperation({
  id: 'getPolicyBlame',
  method: 'get',
  path: '/v1/orgs/{org}/policies/{policyId}/blame',
  summary: 'Who wrote which lines of the text in force',
  tag: 'Policies',
  access: 'policy:read',
  params: policyParams,
  success: {
    status: 200,
    schema: z.object({ version: z.int().min(1), ranges: z.array(blameRangeSchema).max(100_000) }),
  },
  errors: ['policy.not_found'],
});
export const releasePolicy = defineOperation({
  id: 'releasePolicy',
  method: 'delete',
  path: '/v1/orgs/{org}/policies/{policyId}/source',
  summary: 'Take a policy out of git management',
  tag: 'Policies',
  access: 'settings:write',
  params: policyParams,
  success: { status: 200, schema: policySchema },
  errors: ['policy.not_found'],
});
