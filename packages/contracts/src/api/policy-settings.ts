import { z } from 'zod';
import { ROLES } from '../permissions.js';
import { nameSchema, orgParams } from './common.js';
import { defineOperation } from './operation.js';
import { policyTextSchema } from './policies.js';

export const policySettingsSchema = z.object({
  /** Policies are published from drafts that another person approved. */
  requireReview: z.boolean(),
  /** Everybody who may review; nobody reviews what they wrote, so fewer than two means that somebody cannot publish. */
  reviewers: z.array(z.object({ id: z.string().max(40), name: nameSchema, role: z.enum(ROLES) })).max(200),
});

/** What Sallyport itself puts above every organisation's policies. Read-only. */
export const platformPolicySchema = z.object({
  id: z.string().max(40),
  name: nameSchema,
  description: z.string().max(1000),
  version: z.int().min(1),
  ruleCount: z.int().min(0),
  text: policyTextSchema,
});

export const policyTemplateSchema = z.object({
  id: z.string().max(64),
  title: z.string().max(120),
  summary: z.string().max(500),
  text: policyTextSchema,
});

export const getPolicySettings = defineOperation({
  id: 'getPolicySettings',
  method: 'get',
  path: '/v1/orgs/{org}/policy-settings',
  summary: 'How policies are reviewed',
  tag: 'Policies',
  access: 'policy:read',
  params: orgParams,
  success: { status: 200, schema: policySettingsSchema },
  errors: [],
});
export const updatePolicySettings = defineOperation({
  id: 'updatePolicySettings',
  method: 'patch',
  path: '/v1/orgs/{org}/policy-settings',
  summary: 'Change how policies are reviewed',
  tag: 'Policies',
  access: 'settings:write',
  params: orgParams,
  body: z.strictObject({ requireReview: z.boolean() }),
  success: { status: 200, schema: policySettingsSchema },
  errors: ['policy.reviewer_missing'],
});
export const getPlatformPolicy = defineOperation({
  id: 'getPlatformPolicy',
  method: 'get',
  path: '/v1/orgs/{org}/platform-policy',
  summary: 'The baseline that ships with the product',
  tag: 'Policies',
  access: 'policy:read',
  params: orgParams,
  success: { status: 200, schema: platformPolicySchema },
  errors: [],
});
export const listPolicyTemplates = defineOperation({
  id: 'listPolicyTemplates',
  method: 'get',
  path: '/v1/orgs/{org}/policy-templates',
  summary: 'Policies to start from',
  tag: 'Policies',
  access: 'policy:read',
  params: orgParams,
  success: { status: 200, schema: z.object({ items: z.array(policyTemplateSchema).max(100) }) },
  errors: [],
});
