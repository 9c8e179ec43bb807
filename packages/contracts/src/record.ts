import { z } from 'zod';
import { behaviourSchema } from './behaviour.js';
import { clientInfoSchema, EFFECTS, principalSchema, REASONS, ruleRefSchema, targetSchema } from './decision.js';
import { findingSchema, SEVERITIES } from './findings.js';
import { digestSchema } from './ids.js';
import { approversSchema } from './policy-document.js';
import { DEFINITION_STATES, SERVER_TIERS } from './snapshot.js';
import { argumentRolesSchema, TOOL_CAPABILITIES, TOOL_RISKS } from './tool-facts.js';

/** Largest kept arguments, bytes of UTF-8 JSON after masking; larger ones are replaced by `null` with `argumentsTruncated`. */
export const KEPT_ARGUMENTS_BYTES_MAX = 8 * 1024;
/** Largest result that a rule may have captured, bytes of UTF-8 JSON after masking. */
export const CAPTURED_RESULT_BYTES_MAX = 64 * 1024;

const common = {
  format: z.literal(1),
  callId: z.string().max(40),
  orgId: z.string().max(40),
  /** Milliseconds since the epoch, by the gateway's clock. Order is by sequence, never by this. */
  at: z.int().min(0),
  effect: z.enum(EFFECTS),
  reasons: z.array(z.enum(REASONS)).min(1).max(16),
  rules: z.array(ruleRefSchema).max(64),
  findings: z.array(findingSchema).max(100),
  /** Ids of the exceptions that changed the decision. */
  exceptions: z.array(z.string().max(64)).max(32).optional(),
  /** What the rules that took part want besides. */
  alert: z.enum(SEVERITIES).optional(),
  labels: z.array(z.string().max(120)).max(32).optional(),
};

/** What else a decision was made from; with the rest of the record it is the whole input of `decide`. */
export const decisionContextSchema = z.object({
  server: z.object({
    name: z.string().max(120),
    tier: z.enum(SERVER_TIERS),
    egress: z.enum(['internal', 'external']),
    transport: z.enum(['streamable-http', 'stdio']),
    labels: z.array(z.string().max(120)).max(32),
  }),
  /** Null when the target is no tool, or none that is known. */
  tool: z
    .object({
      annotations: z.record(z.string(), z.unknown()),
      state: z.enum(DEFINITION_STATES),
      capabilities: z.array(z.enum(TOOL_CAPABILITIES)),
      risk: z.enum(TOOL_RISKS),
    })
    .nullable(),
  /** Address the client called from; null on stdio. */
  address: z.string().max(45).nullable(),
  argumentRoles: argumentRolesSchema,
  /** What was known of the data in the arguments and of the session; absent where nobody looked. */
  behaviour: behaviourSchema.optional(),
});
export type DecisionContext = z.infer<typeof decisionContextSchema>;

/** First stage: what was asked, by whom, and what was decided, before anything is forwarded. */
export const decidedRecordSchema = z.object({
  ...common,
  stage: z.literal('decided'),
  principal: principalSchema.nullable(),
  client: clientInfoSchema.nullable(),
  server: z.object({ id: z.string().max(40), slug: z.string().max(48) }).nullable(),
  protocolVersion: z.string().max(20).nullable(),
  /** `client`: a message from the client; `server`: a request the server made of the client. */
  origin: z.enum(['client', 'server']),
  method: z.string().max(120),
  target: targetSchema,
  definitionDigest: digestSchema.nullable(),
  argumentsDigest: digestSchema.nullable(),
  argumentsBytes: z.int().min(0),
  /** Masked arguments, when the organisation keeps them and they fit. */
  arguments: z.unknown().nullable(),
  /** Also when a character in them could not be stored and was replaced. */
  argumentsTruncated: z.boolean(),
  /**
   * Absent when the message was refused before it was known what it is about, and where a record cannot hold all that was decided
   * from: of retries that carry answers to a server's questions, and of names longer than `target` has room for.
   */
  context: decisionContextSchema.optional(),
  /** Who may release the call, how many of them, until when and for how long; of calls that wait for it only. */
  approval: approversSchema.optional(),
  snapshotVersion: z.int().min(0),
  /** The JSON-RPC id as JSON text; null for notifications. */
  requestId: z.string().max(256).nullable(),
  /** W3C trace id, when the caller sent a `traceparent`. */
  traceId: z.string().max(32).nullable(),
});
export type DecidedRecord = z.infer<typeof decidedRecordSchema>;

export const OUTCOMES = [
  'delivered',
  'redacted',
  'denied',
  'held',
  'tool_error',
  'rpc_error',
  'upstream_error',
  'timeout',
  'cancelled',
  'rejected',
] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** Second stage: how it ended. A call without one ended in a crash: its outcome is unknown, and visibly so. */
export const completedRecordSchema = z.object({
  ...common,
  stage: z.literal('completed'),
  /** `at` of the decided record. */
  decidedAt: z.int().min(0),
  outcome: z.enum(OUTCOMES),
  errorCode: z.string().max(64).nullable(),
  resultDigest: digestSchema.nullable(),
  resultBytes: z.int().min(0),
  /** Masked result, where a rule wants it captured. `value` is null when it does not fit or could not be masked. */
  capturedResult: z.object({ value: z.unknown().nullable(), truncated: z.boolean() }).optional(),
  /** Microseconds. `upstreamUs` is from sending the request to the arrival of its response. */
  timing: z.object({
    totalUs: z.int().min(0),
    inspectUs: z.int().min(0),
    decideUs: z.int().min(0),
    upstreamUs: z.int().min(0),
  }),
});
export type CompletedRecord = z.infer<typeof completedRecordSchema>;

export const recordSchema = z.discriminatedUnion('stage', [decidedRecordSchema, completedRecordSchema]);
/** The audit event of a decision and its outcome. */
export type AuditRecord = z.infer<typeof recordSchema>;
