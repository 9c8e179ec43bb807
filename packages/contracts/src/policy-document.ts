import { z } from 'zod';
import { EFFECTS, RULE_MODES } from './decision.js';
import { FINDING_CATEGORIES } from './findings.js';

const globSchema = z.string().min(1).max(200);
const globs = z.array(globSchema).min(1).max(200);
const names = z.array(z.string().min(1).max(120)).min(1).max(200);

/** Who a rule speaks of. Within a key any may match; between keys all must. */
export const principalMatchSchema = z.strictObject({
  users: names.optional(),
  groups: names.optional(),
  serviceAccounts: names.optional(),
});

/** What a rule speaks of. Within a key any may match; between keys all must; a missing key matches everything. */
export const ruleMatchSchema = z.strictObject({
  /** `request`: client to server; `response`: results, notifications and requests from the server. Missing: both. */
  direction: z.enum(['request', 'response']).optional(),
  /** MCP methods, globs: `tools/call`, `resources/*`. */
  methods: globs.optional(),
  /** Server slugs, globs. */
  servers: globs.optional(),
  /** Tool names, globs. A rule with `tools` matches tool calls and the tool's entry in lists only. */
  tools: globs.optional(),
  /** Resource URIs, globs (`*` crosses `/`). */
  resources: globs.optional(),
  prompts: globs.optional(),
  principals: principalMatchSchema.optional(),
  /** Names from `clientInfo`, globs. */
  clients: globs.optional(),
  tiers: z
    .array(z.enum(['standard', 'sensitive']))
    .min(1)
    .max(2)
    .optional(),
});

export const redactionSchema = z.strictObject({
  categories: z.array(z.enum(FINDING_CATEGORIES)).min(1).max(FINDING_CATEGORIES.length),
  how: z.enum(['mask', 'hash', 'placeholder']).default('placeholder'),
});

export const approversSchema = z.strictObject({
  groups: names.optional(),
  users: names.optional(),
  count: z.int().min(1).max(5).default(1),
  /** `30m`, `2h`, `1d`. */
  expires: z
    .string()
    .regex(/^[1-9][0-9]{0,3}[smhd]$/, 'a duration such as 30m, 2h or 1d')
    .default('30m'),
});

export const policyRuleSchema = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/, 'lower-case letters, digits and inner hyphens, at most 64'),
  description: z.string().max(500).optional(),
  /** What the denied person is told: one sentence. */
  message: z.string().max(300).optional(),
  match: ruleMatchSchema.default({}),
  /** CEL; true means the rule applies. */
  when: z.string().min(1).max(4000).optional(),
  effect: z.enum(EFFECTS),
  redact: redactionSchema.optional(),
  approvers: approversSchema.optional(),
  mode: z.enum(RULE_MODES).default('enforce'),
});

export const policyTestSchema = z.strictObject({
  name: z.string().min(1).max(200),
  given: z.strictObject({
    direction: z.enum(['request', 'response']).optional(),
    method: z.string().max(120).optional(),
    principal: z
      .strictObject({
        name: z.string().max(120).optional(),
        kind: z.enum(['user', 'service_account', 'device']).optional(),
        groups: z.array(z.string().max(120)).max(200).optional(),
      })
      .optional(),
    client: z.string().max(120).optional(),
    server: z.string().max(48).optional(),
    tier: z.enum(['standard', 'sensitive']).optional(),
    tool: z.string().max(200).optional(),
    annotations: z.record(z.string().max(64), z.unknown()).optional(),
    resource: z.string().max(1024).optional(),
    prompt: z.string().max(200).optional(),
    args: z.record(z.string().max(200), z.unknown()).optional(),
    findings: z
      .array(z.looseObject({ category: z.enum(FINDING_CATEGORIES) }))
      .max(50)
      .optional(),
  }),
  expect: z.enum(EFFECTS),
  /** Ids of rules that must take part in the decision. */
  rules: z.array(z.string().max(64)).max(50).optional(),
});

/** A policy document, after YAML or JSON parsing. The published JSON Schema is derived from this. */
export const policyDocumentSchema = z.strictObject({
  version: z.literal(1),
  name: z.string().min(1).max(120),
  description: z.string().max(1000).optional(),
  rules: z.array(policyRuleSchema).min(1).max(2000),
  tests: z.array(policyTestSchema).max(500).optional(),
});

export type PolicyDocument = z.infer<typeof policyDocumentSchema>;
export type PolicyRule = z.infer<typeof policyRuleSchema>;
export type PolicyTest = z.infer<typeof policyTestSchema>;
export type Redaction = z.infer<typeof redactionSchema>;
export type Approvers = z.infer<typeof approversSchema>;

/** Largest policy text accepted, bytes of UTF-8. */
export const POLICY_TEXT_BYTES_MAX = 512 * 1024;

/** One problem in a policy text; lines and columns are 1-based, columns in UTF-16 units. */
export const diagnosticSchema = z.object({
  severity: z.enum(['error', 'warning']),
  message: z.string().max(1024),
  line: z.int().min(1),
  column: z.int().min(1),
  endLine: z.int().min(1),
  endColumn: z.int().min(1),
  ruleId: z.string().max(64).optional(),
});
export type Diagnostic = z.infer<typeof diagnosticSchema>;
