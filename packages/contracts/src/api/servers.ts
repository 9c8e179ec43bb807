import { z } from 'zod';
import { findingSchema } from '../findings.js';
import { idSchema, slugSchema } from '../ids.js';
import {
  DEFINITION_CHANGES,
  DEFINITION_KINDS,
  DEFINITION_STATES,
  SERVER_TIERS,
  serverTransportSchema,
} from '../snapshot.js';
import { nameSchema, orgParams, pageOf, pageQuery, timestampSchema } from './common.js';
import { defineOperation } from './operation.js';

/** What rules can match a server by: `production`, `eu`. */
export const serverLabelsSchema = z
  .array(
    z
      .string()
      .trim()
      .regex(/^[a-z0-9](?:[a-z0-9._:/-]{0,118}[a-z0-9])?$/, 'use lower-case letters, digits and inner . _ : / -'),
  )
  .max(32);

export const serverSchema = z.object({
  id: idSchema('server'),
  slug: slugSchema,
  name: nameSchema,
  description: z.string().max(500),
  transport: serverTransportSchema,
  tier: z.enum(SERVER_TIERS),
  egress: z.enum(['internal', 'external']),
  labels: serverLabelsSchema,
  enabled: z.boolean(),
  timeoutMs: z.int(),
  /** As the gateways report it. */
  state: z.enum(['unknown', 'up', 'down', 'starting']),
  stateDetail: z.string().max(300),
  protocolVersion: z.string().max(20).nullable(),
  serverInfo: z.object({ name: z.string().max(120), version: z.string().max(60) }).nullable(),
  /** Where clients connect. */
  mcpUrl: z.string().max(2048),
  counts: z.object({
    tools: z.int(),
    prompts: z.int(),
    resources: z.int(),
    drifted: z.int(),
    blocked: z.int(),
    findings: z.int(),
    calls24h: z.int(),
    denied24h: z.int(),
  }),
  createdAt: timestampSchema,
  updatedAt: timestampSchema,
});

export const definitionSchema = z.object({
  id: idSchema('definition'),
  serverId: idSchema('server'),
  kind: z.enum(DEFINITION_KINDS),
  name: z.string().max(1024),
  /** Digest in force. */
  digest: z.string().max(71),
  state: z.enum(DEFINITION_STATES),
  body: z.record(z.string(), z.unknown()),
  /** When drifted: what the server sends now. */
  observedDigest: z.string().max(71).nullable(),
  observedBody: z.record(z.string(), z.unknown()).nullable(),
  /** When drifted: what that brings, and where. */
  change: z
    .object({
      change: z.enum(DEFINITION_CHANGES),
      reasons: z
        .array(
          z.object({
            change: z.enum(DEFINITION_CHANGES),
            pointer: z.string().max(512),
            evidence: z.string().max(120),
          }),
        )
        .max(20),
    })
    .nullable(),
  findings: z.array(findingSchema).max(50),
  /** False once the server stopped listing it. */
  present: z.boolean(),
  firstSeenAt: timestampSchema,
  lastSeenAt: timestampSchema,
});

const serverInput = {
  name: nameSchema,
  description: z.string().trim().max(500).default(''),
  transport: serverTransportSchema,
  tier: z.enum(SERVER_TIERS).default('standard'),
  egress: z.enum(['internal', 'external']).default('external'),
  labels: serverLabelsSchema.default([]),
  timeoutMs: z.int().min(100).max(600_000).default(60_000),
};

const serverParams = orgParams.extend({ serverId: idSchema('server') });

export const listServers = defineOperation({
  id: 'listServers',
  method: 'get',
  path: '/v1/orgs/{org}/servers',
  summary: 'Servers by name',
  tag: 'Servers',
  access: 'server:read',
  params: orgParams,
  query: pageQuery,
  success: { status: 200, schema: pageOf(serverSchema) },
  errors: ['cursor.invalid'],
});
export const createServer = defineOperation({
  id: 'createServer',
  method: 'post',
  path: '/v1/orgs/{org}/servers',
  summary: 'Add a server',
  tag: 'Servers',
  access: 'server:write',
  params: orgParams,
  body: z.strictObject({ slug: slugSchema, ...serverInput }),
  success: { status: 201, schema: serverSchema },
  errors: ['server.slug_taken'],
});
export const getServer = defineOperation({
  id: 'getServer',
  method: 'get',
  path: '/v1/orgs/{org}/servers/{serverId}',
  summary: 'One server',
  tag: 'Servers',
  access: 'server:read',
  params: serverParams,
  success: { status: 200, schema: serverSchema },
  errors: ['server.not_found'],
});
export const updateServer = defineOperation({
  id: 'updateServer',
  method: 'patch',
  path: '/v1/orgs/{org}/servers/{serverId}',
  summary: 'Change or disable a server',
  tag: 'Servers',
  access: 'server:write',
  params: serverParams,
  body: z.strictObject({
    name: nameSchema.optional(),
    description: z.string().trim().max(500).optional(),
    transport: serverTransportSchema.optional(),
    tier: z.enum(SERVER_TIERS).optional(),
    egress: z.enum(['internal', 'external']).optional(),
    labels: serverLabelsSchema.optional(),
    timeoutMs: z.int().min(100).max(600_000).optional(),
    enabled: z.boolean().optional(),
  }),
  success: { status: 200, schema: serverSchema },
  errors: ['server.not_found'],
});
export const listDefinitions = defineOperation({
  id: 'listDefinitions',
  method: 'get',
  path: '/v1/orgs/{org}/servers/{serverId}/definitions',
  summary: 'What a server offers',
  tag: 'Servers',
  access: 'server:read',
  params: serverParams,
  query: pageQuery.extend({ kind: z.enum(DEFINITION_KINDS).optional() }),
  success: { status: 200, schema: pageOf(definitionSchema) },
  errors: ['server.not_found', 'cursor.invalid'],
});
export const reviewDefinition = defineOperation({
  id: 'reviewDefinition',
  method: 'post',
  path: '/v1/orgs/{org}/definitions/{definitionId}/review',
  tag: 'Servers',
  summary: 'Approve what a server sends now, or block it',
  access: 'definition:review',
  params: orgParams.extend({ definitionId: idSchema('definition') }),
  body: z.strictObject({
    verdict: z.enum(['approve', 'block']),
    /** Digest the reviewer looked at; anything else is a conflict. */
    digest: z.string().max(71),
  }),
  success: { status: 200, schema: definitionSchema },
  errors: ['definition.not_found', 'policy.version_conflict'],
});
