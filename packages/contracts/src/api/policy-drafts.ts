import { z } from 'zod';
import { idSchema } from '../ids.js';
import { nameSchema, orgParams, pageOf, pageQuery, timestampSchema } from './common.js';
import { defineOperation } from './operation.js';
import { noteSchema, policySourceSchema, policyTextSchema } from './policies.js';

/**
 * `editing` → `in_review` → `approved` | `changes_requested` → `scheduled` → `published`; `conflict`: its time came, but the text
 * in force was no longer the one it was written from. A change of the text leads back to `editing`.
 */
export const DRAFT_STATES = [
  'editing',
  'in_review',
  'changes_requested',
  'approved',
  'scheduled',
  'conflict',
  'published',
  'discarded',
] as const;
export type DraftState = (typeof DRAFT_STATES)[number];
export const REVIEW_VERDICTS = ['approve', 'request_changes'] as const;

const personRef = z.object({ id: z.string().max(40), name: nameSchema });
/** A moment to come, with its offset. */
const momentSchema = z.iso.datetime({ offset: true, error: 'a time such as 2027-01-31T18:00:00Z' });

export const draftReviewSchema = z.object({
  id: idSchema('policyReview'),
  reviewer: personRef,
  verdict: z.enum(REVIEW_VERDICTS),
  comment: z.string().max(2000),
  /** Revision that was looked at. */
  revision: z.int().min(1),
  at: timestampSchema,
  /** False once the text changed after it. */
  counts: z.boolean(),
});

export const policyDraftSummarySchema = z.object({
  id: idSchema('policyDraft'),
  /** Null for a policy that does not exist yet. */
  policyId: idSchema('policy').nullable(),
  policyName: nameSchema.nullable(),
  title: nameSchema,
  note: z.string().max(500),
  state: z.enum(DRAFT_STATES),
  /** Grows with every change; sent back with the next one. */
  revision: z.int().min(1),
  /** Version it was written from; null for a new policy. */
  baseVersion: z.int().min(1).nullable(),
  /** Version in force now. */
  currentVersion: z.int().min(1).nullable(),
  /** Somebody published since: compare the texts, then say which version it is based on now. */
  conflict: z.boolean(),
  author: personRef,
  /** Everybody who wrote a part of it; none of them reviews it. */
  editors: z.array(personRef).max(50),
  createdAt: timestampSchema,
  updatedAt: timestampSchema,
  publishAt: timestampSchema.nullable(),
  /** Why the scheduled publication did not happen. */
  problem: z.string().max(500).nullable(),
  publishedVersion: z.int().min(1).nullable(),
  simulationId: idSchema('simulation').nullable(),
  accessRequestId: idSchema('accessRequest').nullable(),
  source: policySourceSchema.nullable(),
});
export const policyDraftSchema = policyDraftSummarySchema.extend({
  text: policyTextSchema,
  /** Text it was written from. */
  baseText: policyTextSchema.nullable(),
  /** Text in force, when that is another one. */
  currentText: policyTextSchema.nullable(),
  /** Newest first. */
  reviews: z.array(draftReviewSchema).max(200),
});

const draftParams = orgParams.extend({ draftId: idSchema('policyDraft') });
const revisionSchema = z.int().min(1);
const draftErrors = [
  'policy_draft.not_found',
  'policy_draft.revision_conflict',
  'policy_draft.state_conflict',
] as const;

export const listPolicyDrafts = defineOperation({
  id: 'listPolicyDrafts',
  method: 'get',
  path: '/v1/orgs/{org}/policy-drafts',
  summary: 'Drafts, changed last first',
  tag: 'Policy drafts',
  access: 'policy:read',
  params: orgParams,
  query: pageQuery.extend({
    policyId: idSchema('policy').optional(),
    /** `open`: neither published nor discarded. */
    state: z.enum(['open', 'all', ...DRAFT_STATES]).default('open'),
  }),
  success: { status: 200, schema: pageOf(policyDraftSummarySchema) },
  errors: ['cursor.invalid'],
});
export const createPolicyDraft = defineOperation({
  id: 'createPolicyDraft',
  method: 'post',
  path: '/v1/orgs/{org}/policy-drafts',
  summary: 'Keep a text that is not finished; it need not check',
  tag: 'Policy drafts',
  access: 'policy:write',
  params: orgParams,
  body: z.strictObject({
    /** Missing: a new policy. */
    policyId: idSchema('policy').optional(),
    /** Version the text was written from; the one in force when missing. */
    baseVersion: z.int().min(1).optional(),
    title: nameSchema,
    text: policyTextSchema,
    note: noteSchema,
    source: policySourceSchema.optional(),
  }),
  success: { status: 201, schema: policyDraftSchema },
  errors: ['policy.not_found', 'policy.managed_in_git'],
});
export const getPolicyDraft = defineOperation({
  id: 'getPolicyDraft',
  method: 'get',
  path: '/v1/orgs/{org}/policy-drafts/{draftId}',
  summary: 'A draft with its reviews, and the texts to compare it with',
  tag: 'Policy drafts',
  access: 'policy:read',
  params: draftParams,
  success: { status: 200, schema: policyDraftSchema },
  errors: ['policy_draft.not_found'],
});
export const updatePolicyDraft = defineOperation({
  id: 'updatePolicyDraft',
  method: 'patch',
  path: '/v1/orgs/{org}/policy-drafts/{draftId}',
  summary: 'Change a draft; a changed text withdraws its approvals and its schedule',
  tag: 'Policy drafts',
  access: 'policy:write',
  params: draftParams,
  body: z.strictObject({
    /** Revision the change was made from; anything else is a conflict and nothing is lost. */
    revision: revisionSchema,
    text: policyTextSchema.optional(),
    title: nameSchema.optional(),
    note: z.string().trim().max(500).optional(),
    /** After a conflict: the version the text takes account of now. */
    baseVersion: z.int().min(1).optional(),
    /** Where the text comes from now. A text that is changed without it comes from no repository any more. */
    source: policySourceSchema.optional(),
  }),
  success: { status: 200, schema: policyDraftSchema },
  errors: [...draftErrors, 'policy.managed_in_git', 'policy.not_found'],
});
export const deletePolicyDraft = defineOperation({
  id: 'deletePolicyDraft',
  method: 'delete',
  path: '/v1/orgs/{org}/policy-drafts/{draftId}',
  summary: 'Discard a draft',
  tag: 'Policy drafts',
  access: 'policy:write',
  params: draftParams,
  success: { status: 204 },
  errors: ['policy_draft.not_found', 'policy_draft.state_conflict'],
});
export const requestPolicyReview = defineOperation({
  id: 'requestPolicyReview',
  method: 'post',
  path: '/v1/orgs/{org}/policy-drafts/{draftId}/review-requests',
  summary: 'Ask for a review; the text has to check',
  tag: 'Policy drafts',
  access: 'policy:write',
  params: draftParams,
  body: z.strictObject({ revision: revisionSchema }),
  success: { status: 200, schema: policyDraftSchema },
  errors: [...draftErrors, 'policy.rule_invalid', 'policy.reviewer_missing'],
});
export const reviewPolicyDraft = defineOperation({
  id: 'reviewPolicyDraft',
  method: 'post',
  path: '/v1/orgs/{org}/policy-drafts/{draftId}/reviews',
  summary: 'Approve a draft or ask for changes',
  tag: 'Policy drafts',
  access: 'policy:review',
  params: draftParams,
  body: z.strictObject({
    /** Revision the reviewer looked at. */
    revision: revisionSchema,
    verdict: z.enum(REVIEW_VERDICTS),
    comment: z.string().trim().max(2000).default(''),
  }),
  success: { status: 200, schema: policyDraftSchema },
  errors: [...draftErrors, 'policy_draft.own_review'],
});
export const publishPolicyDraft = defineOperation({
  id: 'publishPolicyDraft',
  method: 'post',
  path: '/v1/orgs/{org}/policy-drafts/{draftId}/publication',
  summary: 'Publish a draft now, or at a time',
  tag: 'Policy drafts',
  access: 'policy:publish',
  params: draftParams,
  body: z.strictObject({
    revision: revisionSchema,
    /** Missing: now. At least a minute and at most a year ahead. */
    at: momentSchema.optional(),
    /** A finished simulation of this very text. */
    simulationId: idSchema('simulation').optional(),
  }),
  success: {
    status: 200,
    /** `snapshotVersion`: the snapshot that carries it; null when it is scheduled. */
    schema: policyDraftSchema.extend({ snapshotVersion: z.int().min(1).nullable() }),
  },
  errors: [
    ...draftErrors,
    'policy.rule_invalid',
    'policy.name_taken',
    'policy.version_conflict',
    'policy.review_required',
    'policy.managed_in_git',
    'policy.simulation_mismatch',
  ],
});
export const cancelScheduledPublication = defineOperation({
  id: 'cancelScheduledPublication',
  method: 'delete',
  path: '/v1/orgs/{org}/policy-drafts/{draftId}/publication',
  summary: 'Take back a scheduled publication',
  tag: 'Policy drafts',
  access: 'policy:publish',
  params: draftParams,
  success: { status: 200, schema: policyDraftSchema },
  errors: ['policy_draft.not_found', 'policy_draft.state_conflict'],
});
