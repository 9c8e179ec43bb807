import { z } from 'zod';
import { EFFECTS, PRINCIPAL_KINDS, RULE_MODES, targetSchema } from '../decision.js';
import { idSchema } from '../ids.js';
import { POLICY_LEVELS } from '../policy-document.js';
import { orgParams, timestampSchema } from './common.js';
import { defineOperation } from './operation.js';
import { policyTextSchema } from './policies.js';
import { toolUnderQuestionSchema } from './policy-questions.js';

/** Days of calls that analyses look back on. */
const daysQuery = (preset: number) => z.object({ days: z.coerce.number().int().min(1).max(90).default(preset) });
/** Fewer days of observed use than this say nothing about what is needed. */
export const SUGGESTION_DAYS_MIN = 7;

const count = z.int().min(0);

const ruleIdentity = {
  policyId: z.string().max(40),
  policyName: z.string().max(120),
  policyVersion: z.int().min(1),
  level: z.enum(POLICY_LEVELS),
  ruleId: z.string().max(64),
  /** In the text in force. */
  line: z.int().min(1),
  effect: z.enum(EFFECTS),
  mode: z.enum(RULE_MODES),
};

const mutation = z.object({
  ruleId: z.string().max(64),
  line: z.int().min(1),
  /** What was changed without any test noticing, as a sentence. */
  description: z.string().max(500),
});

export const policyCoverageSchema = z.object({
  from: timestampSchema,
  to: timestampSchema,
  /** Since when rules that took part are counted; null: nothing counted yet. Rules can only be said to be unused since then. */
  countedSince: timestampSchema.nullable(),
  tools: z.object({
    total: count,
    covered: count,
    /** No rule of the organisation or of a group speaks of them by itself, riskiest first. */
    uncovered: z.array(toolUnderQuestionSchema.extend({ calls: count })).max(2000),
    byRisk: z
      .array(z.object({ risk: z.enum(['low', 'medium', 'high', 'critical']), total: count, uncovered: count }))
      .max(4),
  }),
  rules: z
    .array(
      z.object({
        ...ruleIdentity,
        /** Calls it took part in. */
        hits: count,
        principals: count,
        lastAt: timestampSchema.nullable(),
        /** When the version came into force that has it as it is. */
        inForceSince: timestampSchema,
      }),
    )
    .max(5000),
  /** Rules without a call in the time range, of those that were in force all that time. */
  neverMatched: z.array(z.object(ruleIdentity)).max(5000),
  /** Rules that could be changed without a test of their policy failing. */
  untested: z.array(z.object({ ...ruleIdentity, mutations: z.array(mutation).max(50) })).max(2000),
});

export const getPolicyCoverage = defineOperation({
  id: 'getPolicyCoverage',
  method: 'get',
  path: '/v1/orgs/{org}/policy-coverage',
  summary: 'What no rule, no call and no test reaches',
  tag: 'Policy analysis',
  access: 'policy:read',
  params: orgParams,
  query: daysQuery(30),
  success: { status: 200, schema: policyCoverageSchema },
  errors: [],
});

export const checkPolicyMutations = defineOperation({
  id: 'checkPolicyMutations',
  method: 'post',
  path: '/v1/orgs/{org}/policy-mutation-checks',
  summary: 'Change a draft in small ways and see which its tests do not notice',
  tag: 'Policy analysis',
  access: 'policy:write',
  params: orgParams,
  body: z.strictObject({ text: policyTextSchema }),
  success: {
    status: 200,
    schema: z.object({
      /** Changes tried. */
      tried: count,
      caught: count,
      survivors: z.array(mutation).max(2000),
      /** True when not all changes could be tried in the time there is. */
      partial: z.boolean(),
    }),
  },
  errors: ['policy.rule_invalid'],
});

export const policySuggestionSchema = z.object({
  policyId: idSchema('policy'),
  policyName: z.string().max(120),
  policyVersion: z.int().min(1),
  ruleId: z.string().max(64),
  line: z.int().min(1),
  /** `narrow`: allow only what was used. `remove`: nobody used it. */
  kind: z.enum(['narrow', 'remove']),
  /** One sentence for a person. */
  summary: z.string().max(500),
  /** What it rests on. */
  basis: z.object({
    from: timestampSchema,
    to: timestampSchema,
    /** Whole days observed; never under {@link SUGGESTION_DAYS_MIN}. */
    days: z.int().min(SUGGESTION_DAYS_MIN),
    calls: count,
    principals: count,
  }),
  /** What was used, in the words of `match`; null: left as it is. */
  observed: z.object({
    servers: z.array(z.string().max(200)).max(200).nullable(),
    tools: z.array(z.string().max(200)).max(200).nullable(),
    users: z.array(z.string().max(120)).max(200).nullable(),
    groups: z.array(z.string().max(120)).max(200).nullable(),
    serviceAccounts: z.array(z.string().max(120)).max(200).nullable(),
  }),
  /** The rule's lines in the text in force, and as suggested (empty: removed). */
  before: z.string().max(20_000),
  after: z.string().max(20_000),
});

export const listPolicySuggestions = defineOperation({
  id: 'listPolicySuggestions',
  method: 'get',
  path: '/v1/orgs/{org}/policy-suggestions',
  summary: 'Rules that allow more than was used',
  tag: 'Policy analysis',
  access: 'policy:read',
  params: orgParams,
  query: daysQuery(30),
  success: {
    status: 200,
    schema: z.object({
      /** Since when use is counted; null: not yet. Suggestions come after {@link SUGGESTION_DAYS_MIN} days. */
      countedSince: timestampSchema.nullable(),
      items: z.array(policySuggestionSchema).max(500),
    }),
  },
  errors: [],
});
export const getPolicySuggestion = defineOperation({
  id: 'getPolicySuggestion',
  method: 'get',
  path: '/v1/orgs/{org}/policies/{policyId}/rules/{ruleId}/suggestion',
  summary: 'The text of a policy with a suggestion applied, comments kept',
  tag: 'Policy analysis',
  access: 'policy:read',
  params: orgParams.extend({ policyId: idSchema('policy'), ruleId: z.string().max(64) }),
  query: daysQuery(30),
  success: {
    status: 200,
    schema: z.object({
      suggestion: policySuggestionSchema,
      /** The whole text, to be edited on and published like any draft. */
      text: policyTextSchema,
      baseVersion: z.int().min(1),
    }),
  },
  errors: ['policy.not_found', 'suggestion.not_found'],
});

export const ruleActivitySchema = z.object({
  policyId: z.string().max(40),
  ruleId: z.string().max(64),
  from: timestampSchema,
  to: timestampSchema,
  countedSince: timestampSchema.nullable(),
  calls: count,
  byMode: z.array(z.object({ mode: z.enum(RULE_MODES), effect: z.enum(EFFECTS), calls: count })).max(12),
  /** Days (UTC) with calls, oldest first. */
  series: z.array(z.object({ day: z.iso.date(), mode: z.enum(RULE_MODES), calls: count })).max(300),
  /** Who, most calls first. */
  principals: z
    .array(
      z.object({
        /** Null: the caller was not known. */
        id: z.string().max(40).nullable(),
        kind: z.enum(PRINCIPAL_KINDS).nullable(),
        name: z.string().max(120),
        calls: count,
        firstAt: timestampSchema,
        lastAt: timestampSchema,
        lastCallId: idSchema('call'),
        modes: z.array(z.enum(RULE_MODES)).max(3),
      }),
    )
    .max(500),
  principalCount: count,
  targets: z
    .array(z.object({ server: z.string().max(48), target: targetSchema, calls: count, lastCallId: idSchema('call') }))
    .max(100),
});

export const getRuleActivity = defineOperation({
  id: 'getRuleActivity',
  method: 'get',
  path: '/v1/orgs/{org}/policies/{policyId}/rules/{ruleId}/activity',
  summary: 'Whom a rule warned, observed, held or denied',
  tag: 'Policy analysis',
  access: 'call:read',
  params: orgParams.extend({ policyId: z.string().min(1).max(40), ruleId: z.string().min(1).max(64) }),
  query: daysQuery(7),
  success: { status: 200, schema: ruleActivitySchema },
  errors: ['policy.not_found'],
});
