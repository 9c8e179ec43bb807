import { z } from 'zod';
import { idSchema } from '../ids.js';
import { ROLES } from '../permissions.js';
import { nameSchema, orgParams, pageOf, pageQuery, timestampSchema } from './common.js';
import { defineOperation } from './operation.js';

export const memberSchema = z.object({
  id: idSchema('member'),
  name: nameSchema,
  email: z.string().max(254),
  role: z.enum(ROLES),
  groups: z.array(z.string().max(120)).max(200),
  lastSeenAt: timestampSchema.nullable(),
  joinedAt: timestampSchema,
});

export const serviceAccountSchema = z.object({
  id: idSchema('serviceAccount'),
  name: nameSchema,
  description: z.string().max(500),
  groups: z.array(z.string().max(120)).max(200),
  disabled: z.boolean(),
  /** What its tokens may do at this api; null: nothing, they are for MCP alone. */
  role: z.enum(ROLES).nullable(),
  createdAt: timestampSchema,
  tokens: z
    .array(
      z.object({
        id: idSchema('token'),
        hint: z.string().max(16),
        createdAt: timestampSchema,
        expiresAt: timestampSchema.nullable(),
        revokedAt: timestampSchema.nullable(),
      }),
    )
    .max(50),
});

export const adminChangeSchema = z.object({
  id: idSchema('adminChange'),
  at: timestampSchema,
  actor: z.string().max(120),
  action: z.string().max(64),
  target: z.string().max(200),
  detail: z.record(z.string().max(64), z.unknown()),
});

export const listMembers = defineOperation({
  id: 'listMembers',
  method: 'get',
  path: '/v1/orgs/{org}/members',
  summary: 'Members by name',
  tag: 'Members',
  access: 'member:read',
  params: orgParams,
  query: pageQuery,
  success: { status: 200, schema: pageOf(memberSchema) },
  errors: ['cursor.invalid'],
});
export const updateMember = defineOperation({
  id: 'updateMember',
  method: 'patch',
  path: '/v1/orgs/{org}/members/{memberId}',
  summary: 'Change a role',
  tag: 'Members',
  access: 'member:write',
  params: orgParams.extend({ memberId: idSchema('member') }),
  body: z.strictObject({ role: z.enum(ROLES) }),
  success: { status: 200, schema: memberSchema },
  errors: ['member.not_found', 'member.last_owner'],
});
export const listServiceAccounts = defineOperation({
  id: 'listServiceAccounts',
  method: 'get',
  path: '/v1/orgs/{org}/service-accounts',
  summary: 'Service accounts by name',
  tag: 'Service accounts',
  access: 'service_account:read',
  params: orgParams,
  query: pageQuery,
  success: { status: 200, schema: pageOf(serviceAccountSchema) },
  errors: ['cursor.invalid'],
});
export const createServiceAccount = defineOperation({
  id: 'createServiceAccount',
  method: 'post',
  path: '/v1/orgs/{org}/service-accounts',
  summary: 'Create a service account',
  tag: 'Service accounts',
  access: 'service_account:write',
  params: orgParams,
  body: z.strictObject({
    name: nameSchema,
    description: z.string().trim().max(500).default(''),
    groups: z.array(nameSchema).max(50).default([]),
  }),
  success: { status: 201, schema: serviceAccountSchema },
  errors: ['service_account.name_taken'],
});
export const updateServiceAccount = defineOperation({
  id: 'updateServiceAccount',
  method: 'patch',
  path: '/v1/orgs/{org}/service-accounts/{serviceAccountId}',
  summary: 'Give a service account a role at this api, or take it away',
  tag: 'Service accounts',
  access: 'member:write',
  params: orgParams.extend({ serviceAccountId: idSchema('serviceAccount') }),
  body: z.strictObject({ role: z.enum(ROLES).nullable() }),
  success: { status: 200, schema: serviceAccountSchema },
  errors: ['service_account.not_found'],
});
export const issueToken = defineOperation({
  id: 'issueToken',
  method: 'post',
  path: '/v1/orgs/{org}/service-accounts/{serviceAccountId}/tokens',
  summary: 'Issue a token; it is shown once. At this api it never may more than its issuer',
  tag: 'Service accounts',
  access: 'service_account:write',
  params: orgParams.extend({ serviceAccountId: idSchema('serviceAccount') }),
  body: z.strictObject({ expiresInDays: z.int().min(1).max(3650).nullable().default(90) }),
  success: {
    status: 201,
    schema: z.object({ tokenId: idSchema('token'), token: z.string().max(64), expiresAt: timestampSchema.nullable() }),
  },
  errors: ['service_account.not_found'],
});
export const revokeToken = defineOperation({
  id: 'revokeToken',
  method: 'delete',
  path: '/v1/orgs/{org}/service-accounts/{serviceAccountId}/tokens/{tokenId}',
  summary: 'Revoke a token',
  tag: 'Service accounts',
  access: 'service_account:write',
  params: orgParams.extend({ serviceAccountId: idSchema('serviceAccount'), tokenId: idSchema('token') }),
  success: { status: 204 },
  errors: ['service_account.not_found', 'token.not_found'],
});
export const listAdminChanges = defineOperation({
  id: 'listAdminChanges',
  method: 'get',
  path: '/v1/orgs/{org}/admin-changes',
  summary: 'Administrative changes, newest first',
  tag: 'Audit',
  access: 'admin_change:read',
  params: orgParams,
  query: pageQuery,
  success: { status: 200, schema: pageOf(adminChangeSchema) },
  errors: ['cursor.invalid'],
});
