import { z } from 'zod';
import { EFFECTS, principalSchema, REASONS, ruleRefSchema } from '../decision.js';
import { idSchema } from '../ids.js';
import { approversSchema } from '../policy-document.js';
import { DEFINITION_STATES, SERVER_TIERS } from '../snapshot.js';
import { TOOL_CAPABILITIES, TOOL_RISKS } from '../tool-facts.js';
import { orgParams, timestampSchema } from './common.js';
import { defineOperation } from './operation.js';

/** Answers listed at most; `counts` speak of all. */
export const POLICY_ANSWERS_MAX = 2000;

/** What lets a rule speak of a principal. `everyone`: the rule names nobody. */
export const ACCESS_PATHS = ['everyone', 'user', 'service_account', 'device', 'group', 'role'] as const;

const count = z.int().min(0);

/** How one message would be decided. */
const answer = {
  /** When it is not certain: the mildest effect that some arguments bring about. */
  effect: z.enum(EFFECTS),
  /** False: it depends on the arguments, which were not given. */
  certain: z.boolean(),
  reasons: z.array(z.enum(REASONS)).max(16),
  /** Rules that take part, the deciding one first. */
  rules: z.array(ruleRefSchema).max(64),
  /** Rules in `warn` and `observe` that would match. */
  observed: z.array(ruleRefSchema).max(64),
  /** How the deciding rule comes to speak of the principal; empty when no rule decided. */
  path: z.array(z.object({ via: z.enum(ACCESS_PATHS), name: z.string().max(120) })).max(50),
  message: z.string().max(300).nullable(),
  approval: approversSchema.nullable(),
  /** Ids of the exceptions it rests on. */
  exceptions: z.array(z.string().max(64)).max(32),
};

const counts = z.object({ allow: count, redact: count, approve: count, deny: count, uncertain: count });

/**
 * What the answer was made from. `gap` says why the past cannot be told, and then there are no answers: the history of the
 * organisation does not reach back that far, or what is asked about was not there.
 */
const basis = z.object({
  asOf: timestampSchema,
  /** Snapshot that was in force. */
  snapshotVersion: z.int().min(0).nullable(),
  inForceSince: timestampSchema.nullable(),
  /** How far back answers reach. */
  historySince: timestampSchema.nullable(),
  gap: z.enum(['before_history', 'server_absent', 'principal_absent']).nullable(),
});

/** The call is thought of as coming from nowhere and nobody in particular unless these say more. */
const circumstances = {
  /** Address the client calls from. */
  address: z.union([z.ipv4(), z.ipv6()]).optional(),
  /** Name of the client. */
  client: z.string().max(120).optional(),
  /** A past moment, at most 90 days ago; left out: now. */
  asOf: timestampSchema.optional(),
};

export const toolUnderQuestionSchema = z.object({
  serverId: z.string().max(40),
  server: z.string().max(48),
  tier: z.enum(SERVER_TIERS),
  enabled: z.boolean(),
  tool: z.string().max(1024),
  /** Null when the server has not listed the tool. */
  state: z.enum(DEFINITION_STATES).nullable(),
  risk: z.enum(TOOL_RISKS).nullable(),
  capabilities: z.array(z.enum(TOOL_CAPABILITIES)),
});

export const askWhoMayCall = defineOperation({
  id: 'askWhoMayCall',
  method: 'post',
  path: '/v1/orgs/{org}/policy-questions/who-may-call',
  summary: 'Who may call this tool, and by which path',
  tag: 'Policy analysis',
  access: 'policy:read',
  params: orgParams,
  body: z.strictObject({
    serverId: idSchema('server'),
    tool: z.string().min(1).max(1024),
    /** Left out: whatever the arguments are. */
    args: z.record(z.string().max(200), z.unknown()).optional(),
    ...circumstances,
  }),
  success: {
    status: 200,
    schema: z.object({
      basis,
      subject: toolUnderQuestionSchema.nullable(),
      counts,
      /** Mildest effect first, then by name. */
      answers: z.array(z.object({ principal: principalSchema, ...answer })).max(POLICY_ANSWERS_MAX),
      truncated: z.boolean(),
    }),
  },
  errors: ['server.not_found'],
});
export const askWhatMayBeDone = defineOperation({
  id: 'askWhatMayBeDone',
  method: 'post',
  path: '/v1/orgs/{org}/policy-questions/what-may-be-done',
  summary: 'What this person or service account may do',
  tag: 'Policy analysis',
  access: 'policy:read',
  params: orgParams,
  body: z.strictObject({
    /** Of a member or a service account. */
    principalId: z.string().min(1).max(40),
    ...circumstances,
  }),
  success: {
    status: 200,
    schema: z.object({
      basis,
      subject: principalSchema.nullable(),
      counts,
      /** Mildest effect first, then by risk, server and name. */
      answers: z.array(z.object({ tool: toolUnderQuestionSchema, ...answer })).max(POLICY_ANSWERS_MAX),
      truncated: z.boolean(),
    }),
  },
  errors: ['principal.not_found'],
});
