import { z } from 'zod';
import { flowFactsSchema, sessionFactsSchema } from './behaviour.js';
import { EFFECTS, RULE_MODES } from './decision.js';
import { FINDING_CATEGORIES, SEVERITIES } from './findings.js';
import { ROLES } from './permissions.js';
import { DEFINITION_STATES, SERVER_TIERS } from './snapshot.js';
import { argumentRolesSchema, TOOL_CAPABILITIES, TOOL_RISKS } from './tool-facts.js';

const durationSchema = z.string().regex(/^[1-9][0-9]{0,3}[smhd]$/, 'a duration such as 30m, 2h or 1d');
const ruleIdSchema = z
  .string()
  .regex(/^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/, 'lower-case letters, digits and inner hyphens, at most 64');
/** A moment with its offset, so that nobody has to guess the time zone. */
const momentSchema = z.iso.datetime({ offset: true, error: 'a time such as 2027-01-31T18:00:00Z' });
const timeOfDaySchema = z.string().regex(/^(?:[01][0-9]|2[0-3]):[0-5][0-9]$/, 'a time of day such as 09:00');

const globSchema = z.string().min(1).max(200);
const globs = z.array(globSchema).min(1).max(200);
const names = z.array(z.string().min(1).max(120)).min(1).max(200);

/** Who a rule speaks of. Within a key any may match; between keys all must. */
export const principalMatchSchema = z.strictObject({
  users: names.optional(),
  groups: names.optional(),
  roles: z.array(z.enum(ROLES)).min(1).max(ROLES.length).optional(),
  serviceAccounts: names.optional(),
  devices: names.optional(),
});

export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** When a rule speaks. `from` later than `to` goes over midnight and belongs to the day it began on. */
export const timeWindowSchema = z.strictObject({
  days: z.array(z.enum(WEEKDAYS)).min(1).max(7).optional(),
  from: timeOfDaySchema.optional(),
  /** Not included. */
  to: timeOfDaySchema.optional(),
  /** IANA name; UTC when missing. */
  zone: z.string().min(1).max(64).optional(),
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
  /** Risk tiers of servers. */
  tiers: z.array(z.enum(SERVER_TIERS)).min(1).max(SERVER_TIERS.length).optional(),
  /** Risk of the tool, from its definition; other targets have none. */
  risks: z.array(z.enum(TOOL_RISKS)).min(1).max(TOOL_RISKS.length).optional(),
  /** State of the definition that is addressed. */
  states: z.array(z.enum(DEFINITION_STATES)).min(1).max(DEFINITION_STATES.length).optional(),
  /** Labels of the server, globs; any of them. */
  labels: globs.optional(),
  time: timeWindowSchema.optional(),
  /** Networks the client calls from, CIDR. Calls without an address (stdio) are in none. */
  networks: z
    .array(z.union([z.cidrv4(), z.cidrv6()], { error: 'a network such as 10.0.0.0/8 or fd00::/8' }))
    .min(1)
    .max(100)
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
  /** How long the call waits for them. */
  expires: durationSchema.default('30m'),
  /** How long the grant holds for further calls with the same arguments. Missing: for this call only. */
  reuse: durationSchema.optional(),
});

export const LIMIT_UNITS = ['requests', 'rows', 'bytes', 'cost'] as const;
export const LIMIT_KEYS = ['principal', 'group', 'tool', 'server'] as const;

/** A rate limit or a budget: at most `max` of a unit for each key in each window of `every`. */
export const limitSchema = z.strictObject({
  of: z.enum(LIMIT_UNITS).default('requests'),
  max: z.int().min(1).max(1_000_000_000_000),
  every: durationSchema,
  /** Counted apart for each of these together; missing: all calls of the rule together. */
  per: z.array(z.enum(LIMIT_KEYS)).min(1).max(LIMIT_KEYS.length).optional(),
  /** `rows`: JSON pointer of the array in the result. `cost`: of the number in the arguments or, failing that, the result. */
  at: z.string().startsWith('/').max(200).optional(),
});

/** What has to happen besides the effect, when a rule that is in force lets a message go on. */
export const obligationsSchema = z.strictObject({
  /** Tell the security team, this urgently. Also in `warn`. */
  alert: z.enum(SEVERITIES).optional(),
  /** Keep the payload as evidence. */
  capture: z.enum(['arguments', 'result', 'both']).optional(),
  /** Labels the call gets. */
  label: names.optional(),
  limits: z.array(limitSchema).min(1).max(10).optional(),
  /** The person must have signed in at most this long ago. */
  stepUp: z.strictObject({ maxAge: durationSchema }).optional(),
});

/** A stage of a roll-out: for whom the rule has another mode. Within a stage any of the two may fit. */
export const rolloutStageSchema = z.strictObject({
  groups: names.optional(),
  /** Share of principals, always the same ones. */
  percent: z.number().min(0).max(100).optional(),
  mode: z.enum(RULE_MODES),
});

export const policyRuleSchema = z.strictObject({
  id: ruleIdSchema,
  description: z.string().max(500).optional(),
  /** What the denied person is told: one sentence. */
  message: z.string().max(300).optional(),
  match: ruleMatchSchema.default({}),
  /** CEL; true means the rule applies. */
  when: z.string().min(1).max(4000).optional(),
  effect: z.enum(EFFECTS),
  redact: redactionSchema.optional(),
  approvers: approversSchema.optional(),
  obligations: obligationsSchema.optional(),
  mode: z.enum(RULE_MODES).default('enforce'),
  /** The first stage that takes the caller in gives the mode; `mode` is for everyone else. */
  rollout: z.array(rolloutStageSchema).min(1).max(10).optional(),
  /** From then on the rule is not there. */
  expires: momentSchema.optional(),
  /** Whether lower levels may make exceptions from it. */
  overridable: z.boolean().optional(),
});

/** Where paths in arguments may lead. Becomes a deny rule of the same id. */
export const pathZoneSchema = z.strictObject({
  id: ruleIdSchema,
  description: z.string().max(500).optional(),
  message: z.string().max(300).optional(),
  match: ruleMatchSchema.pick({ servers: true, tools: true, principals: true, clients: true }).default({}),
  /** Directories, absolute or below `~`: paths have to lead inside one of them. */
  inside: z.array(z.string().min(1).max(400)).min(1).max(50),
  /** Directories where only tools that change nothing may go. */
  readOnly: z.array(z.string().min(1).max(400)).min(1).max(50).optional(),
  /** Directories below those where nothing may go. */
  except: z.array(z.string().min(1).max(400)).min(1).max(50).optional(),
  mode: z.enum(RULE_MODES).default('enforce'),
});

/** A narrow, named, ending exception: from one rule, or from what one detector sees in one argument. */
export const exceptionSchema = z.strictObject({
  id: ruleIdSchema,
  /** Slug and name, never patterns. */
  server: z.string().min(1).max(48),
  tool: z.string().min(1).max(200),
  /** Detector id such as `path.traversal`; needs `argument`. */
  detector: z.string().min(1).max(64).optional(),
  /** JSON pointer into the arguments. */
  argument: z.string().startsWith('/').max(200).optional(),
  /** Id of the rule that does not apply. */
  rule: ruleIdSchema.optional(),
  principals: principalMatchSchema.optional(),
  expires: momentSchema,
  grantedBy: z.string().min(1).max(120),
  reason: z.string().min(1).max(500),
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
        role: z.enum(ROLES).optional(),
        groups: z.array(z.string().max(120)).max(200).optional(),
      })
      .optional(),
    client: z.string().max(120).optional(),
    clientVersion: z.string().max(60).optional(),
    server: z.string().max(48).optional(),
    tier: z.enum(SERVER_TIERS).optional(),
    egress: z.enum(['internal', 'external']).optional(),
    labels: names.optional(),
    state: z.enum(DEFINITION_STATES).optional(),
    risk: z.enum(TOOL_RISKS).optional(),
    capabilities: z.array(z.enum(TOOL_CAPABILITIES)).max(TOOL_CAPABILITIES.length).optional(),
    /** Address the client calls from. */
    address: z.union([z.ipv4(), z.ipv6()], { error: 'an address such as 10.1.2.3 or fd00::1' }).optional(),
    /** Where the data in the arguments is from; what is left out is as if nothing flowed. */
    flow: flowFactsSchema.partial().optional(),
    session: sessionFactsSchema.partial().optional(),
    /** Monday 2026-01-05 12:00 UTC when missing. */
    now: momentSchema.optional(),
    tool: z.string().max(200).optional(),
    annotations: z.record(z.string().max(64), z.unknown()).optional(),
    resource: z.string().max(1024).optional(),
    prompt: z.string().max(200).optional(),
    args: z.record(z.string().max(200), z.unknown()).optional(),
    /** What texts in the arguments are for: `{ /path: path }`. Inspection tells it in real calls. */
    roles: argumentRolesSchema.optional(),
    /** Of a test about an answer. */
    result: z.unknown().optional(),
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
  /** Makes it a group's policy: it speaks of members of the group only. Missing: the whole organisation's. */
  appliesTo: z.strictObject({ group: z.string().min(1).max(120) }).optional(),
  /** Whether lower levels may allow what this level does not. Missing: this policy has no say. */
  lowerLevels: z.enum(['allow', 'tighten']).optional(),
  rules: z.array(policyRuleSchema).min(1).max(2000),
  pathZones: z.array(pathZoneSchema).max(200).optional(),
  exceptions: z.array(exceptionSchema).max(500).optional(),
  tests: z.array(policyTestSchema).max(500).optional(),
});

export type PolicyDocument = z.infer<typeof policyDocumentSchema>;
export type PolicyRule = z.infer<typeof policyRuleSchema>;
export type PolicyTest = z.infer<typeof policyTestSchema>;
export type Redaction = z.infer<typeof redactionSchema>;
export type Approvers = z.infer<typeof approversSchema>;
export type Obligations = z.infer<typeof obligationsSchema>;
export type Limit = z.infer<typeof limitSchema>;
export type PathZone = z.infer<typeof pathZoneSchema>;
export type PolicyException = z.infer<typeof exceptionSchema>;

/** Levels of policies, highest first. The platform's ships with the product. */
export const POLICY_LEVELS = ['platform', 'organisation', 'group'] as const;
export type PolicyLevel = (typeof POLICY_LEVELS)[number];

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
