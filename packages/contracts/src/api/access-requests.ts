import { z } from 'zod';
import { principalSchema, targetSchema } from '../decision.js';
import { idSchema } from '../ids.js';
import { nameSchema, orgParams, pageOf, pageQuery, timestampSchema } from './common.js';
import { defineOperation } from './operation.js';

/** `in_review`: granted by a draft that another person still has to approve. */
export const ACCESS_REQUEST_STATES = ['open', 'in_review', 'granted', 'refused'] as const;

/** The smallest change that lets a denied call pass. */
export const PROPOSAL_KINDS = ['allow_rule', 'exception_from_finding', 'exception_from_rule'] as const;

/** What the proposal does to a policy; only for those who may read policies. */
export const proposalChangeSchema = z.object({
  policyId: idSchema('policy'),
  policyName: nameSchema,
  /** Version the change was made for. */
  baseVersion: z.int().min(1),
  /** What is added, as it stands in the text. */
  added: z.string().max(20_000),
  /** Unified diff of the whole text. */
  patch: z.string().max(40_000),
  /** Where the change has to be committed, when the policy is managed in git. */
  managedUrl: z.string().max(1000).nullable(),
});

export const accessProposalSchema = z.object({
  callId: idSchema('call'),
  at: timestampSchema,
  principal: principalSchema.pick({ id: true, kind: true, name: true }),
  server: z.object({ id: z.string().max(40), slug: z.string().max(48) }),
  target: targetSchema,
  /** What the rule that denied it says to the person; null when it says nothing, or no rule did. */
  message: z.string().max(300).nullable(),
  kind: z.enum(PROPOSAL_KINDS).nullable(),
  /** One sentence: what would be allowed, to whom, where. */
  summary: z.string().max(500),
  /** Trying it on the recorded call really lets it pass. */
  works: z.boolean(),
  /** Why there is no small change that helps; null when there is. */
  obstacle: z.string().max(500).nullable(),
  /** Suggested end of the grant. */
  expires: timestampSchema,
  change: proposalChangeSchema.nullable(),
  /** A request of the same thing that waits already. */
  openRequestId: idSchema('accessRequest').nullable(),
});

export const accessRequestSchema = z.object({
  id: idSchema('accessRequest'),
  callId: idSchema('call'),
  state: z.enum(ACCESS_REQUEST_STATES),
  reason: z.string().max(500),
  requestedBy: z.object({ id: z.string().max(40), name: nameSchema }),
  requestedAt: timestampSchema,
  /** For how long they ask. */
  days: z.int().min(1),
  principal: principalSchema.pick({ id: true, kind: true, name: true }),
  server: z.object({ id: z.string().max(40), slug: z.string().max(48) }),
  target: targetSchema,
  kind: z.enum(PROPOSAL_KINDS).nullable(),
  summary: z.string().max(500),
  decidedBy: z.string().max(120).nullable(),
  decidedAt: timestampSchema.nullable(),
  /** What the person is told. */
  answer: z.string().max(500),
  /** When the grant ends. */
  expires: timestampSchema.nullable(),
  policyId: idSchema('policy').nullable(),
  /** Version that carries the grant. */
  version: z.int().min(1).nullable(),
  draftId: idSchema('policyDraft').nullable(),
});

const requestParams = orgParams.extend({ accessRequestId: idSchema('accessRequest') });

export const getAccessProposal = defineOperation({
  id: 'getAccessProposal',
  method: 'get',
  path: '/v1/orgs/{org}/calls/{callId}/access-proposal',
  summary: 'The smallest change that would have let a denied call pass',
  tag: 'Access requests',
  access: 'access:request',
  params: orgParams.extend({ callId: idSchema('call') }),
  success: { status: 200, schema: accessProposalSchema },
  errors: ['call.not_found', 'access_request.not_denied'],
});
export const createAccessRequest = defineOperation({
  id: 'createAccessRequest',
  method: 'post',
  path: '/v1/orgs/{org}/access-requests',
  summary: 'Ask for what was denied',
  tag: 'Access requests',
  access: 'access:request',
  params: orgParams,
  body: z.strictObject({
    callId: idSchema('call'),
    reason: z.string().trim().min(1).max(500),
    days: z.int().min(1).max(365).default(7),
  }),
  success: { status: 201, schema: accessRequestSchema },
  errors: ['call.not_found', 'access_request.not_denied', 'access_request.exists'],
});
export const listAccessRequests = defineOperation({
  id: 'listAccessRequests',
  method: 'get',
  path: '/v1/orgs/{org}/access-requests',
  summary: 'Requests, newest first; who may not see calls sees their own',
  tag: 'Access requests',
  access: 'access:request',
  params: orgParams,
  query: pageQuery.extend({ state: z.enum([...ACCESS_REQUEST_STATES, 'all']).default('all') }),
  success: { status: 200, schema: pageOf(accessRequestSchema) },
  errors: ['cursor.invalid'],
});
export const decideAccessRequest = defineOperation({
  id: 'decideAccessRequest',
  method: 'post',
  path: '/v1/orgs/{org}/access-requests/{accessRequestId}/decision',
  summary: 'Grant it until a time, or refuse it with a sentence',
  tag: 'Access requests',
  access: 'policy:publish',
  params: requestParams,
  body: z.discriminatedUnion('decision', [
    z.strictObject({
      decision: z.literal('grant'),
      /** At most a year ahead. */
      expires: z.iso.datetime({ offset: true }),
      answer: z.string().trim().max(500).default(''),
    }),
    z.strictObject({ decision: z.literal('refuse'), answer: z.string().trim().min(1).max(500) }),
  ]),
  success: { status: 200, schema: accessRequestSchema },
  errors: [
    'access_request.not_found',
    'access_request.decided',
    'access_request.not_grantable',
    'policy.managed_in_git',
    'policy.version_conflict',
    'call.not_found',
    'access_request.not_denied',
    'policy.rule_invalid',
    'policy.reviewer_missing',
  ],
});
