import { z } from 'zod';
import { clientInfoSchema, EFFECTS, principalSchema, REASONS, ruleRefSchema, targetSchema } from '../decision.js';
import { FINDING_CATEGORIES, findingSchema, SEVERITIES } from '../findings.js';
import { SNAPSHOT_REFUSALS } from '../gateway-protocol.js';
import { idSchema } from '../ids.js';
import { approversSchema } from '../policy-document.js';
import { decisionContextSchema, OUTCOMES } from '../record.js';
import { orgParams, pageOf, pageQuery, timestampSchema } from './common.js';
import { defineOperation } from './operation.js';

/** `open`: decided, not completed yet; `unknown` once it is older than the longest call can be. */
export const callOutcomeSchema = z.enum([...OUTCOMES, 'open', 'unknown']);

/** A call as lists and the live tail show it. */
export const callSummarySchema = z.object({
  id: idSchema('call'),
  at: timestampSchema,
  principal: principalSchema.pick({ id: true, kind: true, name: true }).nullable(),
  client: clientInfoSchema.nullable(),
  server: z.object({ id: z.string().max(40), slug: z.string().max(48) }).nullable(),
  origin: z.enum(['client', 'server']),
  method: z.string().max(120),
  target: targetSchema,
  effect: z.enum(EFFECTS),
  outcome: callOutcomeSchema,
  reasons: z.array(z.enum(REASONS)).max(32),
  /** Id of the rule that decided, when one did. */
  decidedBy: z.string().max(64).nullable(),
  findingCount: z.int().min(0),
  severity: z.enum(SEVERITIES).nullable(),
  categories: z.array(z.enum(FINDING_CATEGORIES)).max(20),
  totalUs: z.int().min(0).nullable(),
});

const phase = z.object({
  at: timestampSchema,
  effect: z.enum(EFFECTS),
  reasons: z.array(z.enum(REASONS)).max(16),
  rules: z.array(ruleRefSchema).max(64),
  findings: z.array(findingSchema).max(100),
  /** Ids of the exceptions that changed the decision. */
  exceptions: z.array(z.string().max(64)).max(32),
  /** What the rules that took part wanted besides. */
  labels: z.array(z.string().max(120)).max(32),
  alert: z.enum(SEVERITIES).nullable(),
});

export const callDetailSchema = callSummarySchema.extend({
  principal: principalSchema.nullable(),
  protocolVersion: z.string().max(20).nullable(),
  requestId: z.string().max(256).nullable(),
  traceId: z.string().max(32).nullable(),
  definitionDigest: z.string().max(71).nullable(),
  argumentsDigest: z.string().max(71).nullable(),
  argumentsBytes: z.int().min(0),
  /** Masked; null when not kept. */
  arguments: z.unknown().nullable(),
  argumentsTruncated: z.boolean(),
  snapshotVersion: z.int().min(0),
  gateway: z.object({ id: z.string().max(63), epoch: z.int(), sequence: z.int() }),
  /** What else the decision was made from; null when the record does not say. */
  context: decisionContextSchema.nullable(),
  /** Of a call that waits for a person: who may release it. */
  approval: approversSchema.nullable(),
  decided: phase,
  completed: phase
    .extend({
      outcome: z.enum(OUTCOMES),
      errorCode: z.string().max(64).nullable(),
      resultDigest: z.string().max(71).nullable(),
      resultBytes: z.int().min(0),
      /** Masked, where a rule had it captured. `value` is null when it did not fit. */
      capturedResult: z.object({ value: z.unknown().nullable(), truncated: z.boolean() }).nullable(),
      timing: z.object({ totalUs: z.int(), inspectUs: z.int(), decideUs: z.int(), upstreamUs: z.int() }),
    })
    .nullable(),
});

export const callFilterQuery = z.object({
  effect: z.enum(EFFECTS).optional(),
  outcome: z.enum(OUTCOMES).optional(),
  server: z.string().max(48).optional(),
  method: z.string().max(120).optional(),
  /** Exact target name, or a prefix ending in `*`. */
  target: z.string().max(1024).optional(),
  principal: z.string().max(40).optional(),
  category: z.enum(FINDING_CATEGORIES).optional(),
  /** A rule that took part, in whatever mode: `<policy id>/<rule id>`. */
  rule: z
    .string()
    .regex(/^[^/\s]{1,40}\/[a-z0-9-]{1,64}$/, 'expected <policy id>/<rule id>')
    .optional(),
  from: timestampSchema.optional(),
  to: timestampSchema.optional(),
});

export const listCalls = defineOperation({
  id: 'listCalls',
  method: 'get',
  path: '/v1/orgs/{org}/calls',
  summary: 'Calls, newest first',
  tag: 'Calls',
  access: 'call:read',
  params: orgParams,
  query: pageQuery.extend(callFilterQuery.shape),
  success: { status: 200, schema: pageOf(callSummarySchema) },
  errors: ['cursor.invalid'],
});

export const getCall = defineOperation({
  id: 'getCall',
  method: 'get',
  path: '/v1/orgs/{org}/calls/{callId}',
  summary: 'One call in full',
  tag: 'Calls',
  access: 'call:read',
  params: orgParams.extend({ callId: idSchema('call') }),
  success: { status: 200, schema: callDetailSchema },
  errors: ['call.not_found'],
});

/** SSE: event `call` with a {@link callSummarySchema} as data each time a call is stored or completed; comments keep it alive. */
export const tailCalls = defineOperation({
  id: 'tailCalls',
  method: 'get',
  path: '/v1/orgs/{org}/call-tail',
  summary: 'Calls as they happen',
  tag: 'Calls',
  access: 'call:read',
  params: orgParams,
  success: { status: 200, contentType: 'text/event-stream' },
  errors: [],
});

export const overviewSchema = z.object({
  from: timestampSchema,
  to: timestampSchema,
  totals: z.object({
    calls: z.int(),
    allowed: z.int(),
    redacted: z.int(),
    held: z.int(),
    denied: z.int(),
    findings: z.int(),
    errors: z.int(),
  }),
  latencyUs: z.object({ p50: z.int().nullable(), p99: z.int().nullable() }),
  /** Gateway's own share: total minus upstream. */
  addedUs: z.object({ p50: z.int().nullable(), p99: z.int().nullable() }),
  series: z
    .array(z.object({ at: timestampSchema, allowed: z.int(), denied: z.int(), redacted: z.int(), held: z.int() }))
    .max(500),
  topDenied: z
    .array(
      z.object({
        server: z.string(),
        target: z.string(),
        rule: z.string().nullable(),
        count: z.int(),
        lastCallId: idSchema('call'),
      }),
    )
    .max(20),
  findingCategories: z.array(z.object({ category: z.enum(FINDING_CATEGORIES), count: z.int() })).max(20),
  servers: z.object({ total: z.int(), up: z.int(), drifted: z.int() }),
  gateways: z
    .array(
      z.object({
        id: z.string().max(63),
        lastSeenAt: timestampSchema,
        online: z.boolean(),
        snapshotVersion: z.int(),
        currentVersion: z.int(),
        unshippedRecords: z.int(),
        spoolWritable: z.boolean(),
        /** Why the newest snapshot was refused, while an older one is still in force; null when it was not. */
        refusal: z.enum(SNAPSHOT_REFUSALS).nullable(),
      }),
    )
    .max(1000),
});

export const getOverview = defineOperation({
  id: 'getOverview',
  method: 'get',
  path: '/v1/orgs/{org}/overview',
  summary: 'The state of the organisation at a glance',
  tag: 'Overview',
  access: 'overview:read',
  params: orgParams,
  query: z.object({ window: z.enum(['1h', '24h', '7d']).default('24h') }),
  success: { status: 200, schema: overviewSchema },
  errors: [],
});
