import { z } from 'zod';
import { ROLES } from './permissions.js';

/** Effects from mildest to most severe; the most severe of all matching rules wins. */
export const EFFECTS = ['allow', 'redact', 'approve', 'deny'] as const;
export type Effect = (typeof EFFECTS)[number];

export const RULE_MODES = ['observe', 'warn', 'enforce'] as const;
export type RuleMode = (typeof RULE_MODES)[number];

/** Closed list of reasons, `criterion-outcome`. */
export const REASONS = [
  'rule-matched',
  'method-exempt',
  'default-denied',
  'rule-error',
  'method-unknown',
  'target-unknown',
  'definition-blocked',
  'definition-drifted',
  'server-disabled',
  'token-missing',
  'token-invalid',
  'token-expired',
  'session-foreign',
  'message-malformed',
  'message-oversized',
  'origin-forbidden',
  'inspection-failed',
  'snapshot-stale',
  'spool-unavailable',
  'limit-exceeded',
  'step-up-required',
] as const;
export type Reason = (typeof REASONS)[number];

/** A rule that took part in a decision. */
export const ruleRefSchema = z.object({
  policyId: z.string().max(40),
  policyName: z.string().max(120),
  policyVersion: z.int().min(1),
  ruleId: z.string().max(64),
  /** 1-based line of the rule in the policy's text. */
  line: z.int().min(1),
  effect: z.enum(EFFECTS),
  mode: z.enum(RULE_MODES),
  /** The values that made the condition true, as `path = value`, shortened and masked. */
  because: z.array(z.string().max(200)).max(8),
});
export type RuleRef = z.infer<typeof ruleRefSchema>;

export const PRINCIPAL_KINDS = ['user', 'service_account', 'device'] as const;

export const principalSchema = z.object({
  id: z.string().max(40),
  kind: z.enum(PRINCIPAL_KINDS),
  name: z.string().max(120),
  groups: z.array(z.string().max(120)).max(200),
  /** Role in the organisation; service accounts have none. */
  role: z.enum(ROLES).optional(),
});
/** Who calls. */
export type Principal = z.infer<typeof principalSchema>;

export const clientInfoSchema = z.object({ name: z.string().max(120), version: z.string().max(60) });
/** The MCP host application, as it names itself in `clientInfo`. */
export type ClientInfo = z.infer<typeof clientInfoSchema>;

export const TARGET_KINDS = ['tool', 'prompt', 'resource', 'none'] as const;
export const targetSchema = z.object({ kind: z.enum(TARGET_KINDS), name: z.string().max(1024) });
export type Target = z.infer<typeof targetSchema>;
