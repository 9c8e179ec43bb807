import { z } from 'zod';
import {
  EFFECTS,
  PRINCIPAL_KINDS,
  principalSchema,
  REASONS,
  RULE_MODES,
  ruleRefSchema,
  targetSchema,
} from '../decision.js';
import { digestSchema, idSchema } from '../ids.js';
import { orgParams, pageOf, pageQuery, timestampSchema } from './common.js';
import { defineOperation } from './operation.js';
import { policyTextSchema } from './policies.js';

export const SIMULATION_STATES = ['queued', 'running', 'done', 'cancelled', 'failed'] as const;
export type SimulationState = (typeof SIMULATION_STATES)[number];
/** Longest time range a simulation replays. */
export const SIMULATION_DAYS_MAX = 90;
/** Samples kept for each pair of effects. */
export const SIMULATION_SAMPLES_MAX = 50;
/** Rows of each breakdown, those with most changes first. */
export const SIMULATION_ROWS_MAX = 100;

/** What a record lacks when a decision of it cannot be told. */
export const UNDECIDABLE_REASONS = [
  'context_missing',
  'arguments_not_kept',
  'arguments_truncated',
  'arguments_masked',
  'result_not_kept',
] as const;
export type UndecidableReason = (typeof UNDECIDABLE_REASONS)[number];

const count = z.int().min(0);

/** How calls of one principal, server or tool would be decided otherwise. */
const changes = {
  /** Calls of it that could be told. */
  calls: count,
  changed: count,
  newlyAllowed: count,
  newlyDenied: count,
};

/** One way a decision was made: as records keep it, and as a replay gives it. */
const verdict = z.object({
  effect: z.enum(EFFECTS),
  reasons: z.array(z.enum(REASONS)).max(16),
  rules: z.array(ruleRefSchema).max(64),
  message: z.string().max(300).nullable(),
});

export const simulationSampleSchema = z.object({
  callId: idSchema('call'),
  at: timestampSchema,
  principal: principalSchema.pick({ id: true, kind: true, name: true }),
  server: z.string().max(48),
  method: z.string().max(120),
  target: targetSchema,
  /** By the policies in force, replayed. */
  before: verdict,
  /** With the draft. */
  after: verdict,
});

/**
 * What a draft would have done to recorded calls. "Changed" compares two replays by the same code: the policies in force, and
 * those with the draft in place of the policy it changes. What cannot be told is counted apart and in no other figure.
 */
export const simulationReportSchema = z.object({
  counts: z.object({
    /** Calls of the time range: `decidable` + `undecidable` + `outsidePolicy`. */
    calls: count,
    decidable: count,
    undecidable: count,
    /** Never came to a policy: no valid token, an unknown method, a blocked definition and the like. */
    outsidePolicy: count,
    changed: count,
    /** Would go through now, and did not before. */
    newlyAllowed: count,
    /** Would be denied now, and were not before. */
    newlyDenied: count,
    /** Would wait for a person now, and did not before. */
    newlyHeld: count,
  }),
  /** Every pair of effects that occurred, unchanged ones too. */
  transitions: z.array(z.object({ before: z.enum(EFFECTS), after: z.enum(EFFECTS), calls: count })).max(16),
  /** By what is missing; a call that lacks two things counts in both. */
  undecidable: z.array(z.object({ reason: z.enum(UNDECIDABLE_REASONS), calls: count })).max(UNDECIDABLE_REASONS.length),
  /** Who may do what they could not, most calls first. */
  newlyAllowed: z
    .array(
      z.object({
        principal: principalSchema.pick({ id: true, kind: true, name: true }),
        server: z.string().max(48),
        method: z.string().max(120),
        target: targetSchema,
        calls: count,
        sampleCallId: idSchema('call'),
      }),
    )
    .max(SIMULATION_ROWS_MAX),
  principals: z
    .array(
      z.object({
        id: z.string().max(40),
        kind: z.enum(PRINCIPAL_KINDS),
        name: z.string().max(120),
        groups: z.array(z.string().max(120)).max(200),
        ...changes,
      }),
    )
    .max(SIMULATION_ROWS_MAX),
  servers: z.array(z.object({ server: z.string().max(48), ...changes })).max(SIMULATION_ROWS_MAX),
  targets: z
    .array(z.object({ server: z.string().max(48), method: z.string().max(120), target: targetSchema, ...changes }))
    .max(SIMULATION_ROWS_MAX),
  /** Rules that took part in any of the two replays. Rules in `warn` and `observe` show here what they would touch. */
  rules: z
    .array(
      z.object({
        /** Null for a rule of a policy that the draft would create. */
        policyId: z.string().max(40).nullable(),
        policyName: z.string().max(120),
        ruleId: z.string().max(64),
        /** Line in the draft, or in the text in force when the draft does not have the rule. */
        line: z.int().min(1),
        effect: z.enum(EFFECTS),
        mode: z.enum(RULE_MODES),
        matchedBefore: count,
        matchedAfter: count,
        /** Of `matchedAfter`: distinct principals, at most 1000 are told apart. */
        principalsAfter: count,
      }),
    )
    .max(500),
  /** At most {@link SIMULATION_SAMPLES_MAX} of each pair of effects that differ, newly allowed ones first, newest first. */
  samples: z.array(simulationSampleSchema).max(600),
  /** Replay by the policies in force, compared with what was decided at the time. They differ where a policy changed since. */
  baseline: z.object({
    same: count,
    different: count,
    /** Of `different`: by the very policy versions that are in force. Anything above 0 is a fault. */
    unexplained: count,
  }),
});

export type SimulationReport = z.infer<typeof simulationReportSchema>;
export type SimulationSample = z.infer<typeof simulationSampleSchema>;

export const simulationSummarySchema = z.object({
  id: idSchema('simulation'),
  state: z.enum(SIMULATION_STATES),
  /** The policy whose text the draft replaces; null: the draft is added to the policies in force. */
  policyId: idSchema('policy').nullable(),
  policyName: z.string().max(120),
  createdAt: timestampSchema,
  createdBy: z.string().max(120),
  startedAt: timestampSchema.nullable(),
  finishedAt: timestampSchema.nullable(),
  from: timestampSchema,
  to: timestampSchema,
  /** SHA-256 of the draft's UTF-8 text: what the report is about. */
  textDigest: digestSchema,
  /** SHA-256 over ids, versions and texts of the policies in force it was compared with. */
  baseDigest: digestSchema,
  progress: z.object({ done: count, total: count }),
  /** Why it failed, for a person. */
  problem: z.string().max(500).nullable(),
  counts: simulationReportSchema.shape.counts.nullable(),
});

export const simulationSchema = simulationSummarySchema.extend({
  /** The policies in force it was compared with. */
  base: z
    .array(z.object({ policyId: z.string().max(40), policyName: z.string().max(120), version: z.int().min(1) }))
    .max(1000),
  /** Null until it is done; while it runs there is nothing to be read off a part of the calls. */
  report: simulationReportSchema.nullable(),
});

const simulationParams = orgParams.extend({ simulationId: idSchema('simulation') });

export const createPolicySimulation = defineOperation({
  id: 'createPolicySimulation',
  method: 'post',
  path: '/v1/orgs/{org}/policy-simulations',
  summary: 'Replay recorded calls with a draft',
  tag: 'Policy analysis',
  access: 'policy:write',
  params: orgParams,
  body: z.strictObject({
    text: policyTextSchema,
    /** The policy the draft replaces; left out: the draft is added to the policies in force. */
    policyId: idSchema('policy').optional(),
    days: z.int().min(1).max(SIMULATION_DAYS_MAX).default(7),
  }),
  success: { status: 202, schema: simulationSchema },
  errors: ['policy.not_found', 'policy.rule_invalid', 'simulation.already_running', 'quota.exceeded'],
});
export const listPolicySimulations = defineOperation({
  id: 'listPolicySimulations',
  method: 'get',
  path: '/v1/orgs/{org}/policy-simulations',
  summary: 'Simulations, newest first',
  tag: 'Policy analysis',
  access: 'policy:read',
  params: orgParams,
  query: pageQuery.extend({ policyId: idSchema('policy').optional() }),
  success: { status: 200, schema: pageOf(simulationSummarySchema) },
  errors: ['cursor.invalid'],
});
export const getPolicySimulation = defineOperation({
  id: 'getPolicySimulation',
  method: 'get',
  path: '/v1/orgs/{org}/policy-simulations/{simulationId}',
  summary: 'A simulation with its progress and, when it is done, its report',
  tag: 'Policy analysis',
  access: 'policy:read',
  params: simulationParams,
  success: { status: 200, schema: simulationSchema },
  errors: ['simulation.not_found'],
});
export const cancelPolicySimulation = defineOperation({
  id: 'cancelPolicySimulation',
  method: 'post',
  path: '/v1/orgs/{org}/policy-simulations/{simulationId}/cancellation',
  summary: 'Stop a simulation; one that has ended stays as it is',
  tag: 'Policy analysis',
  access: 'policy:write',
  params: simulationParams,
  success: { status: 200, schema: simulationSchema },
  errors: ['simulation.not_found'],
});
