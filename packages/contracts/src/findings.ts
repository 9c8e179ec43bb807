import { z } from 'zod';

export const FINDING_CATEGORIES = [
  'path',
  'command',
  'ssrf',
  'secret',
  'pii',
  'prompt_injection',
  'tool_poisoning',
  'hidden_text',
  'prompt_extraction',
  'data_flow',
  'behaviour',
  'protocol',
  'other',
] as const;
export type FindingCategory = (typeof FINDING_CATEGORIES)[number];

export const SEVERITIES = ['info', 'low', 'medium', 'high', 'critical'] as const;
export type Severity = (typeof SEVERITIES)[number];

/**
 * The reading under which a finding was seen, plainest first; `raw` means in the text as it is. `stripped`: without characters
 * nobody sees. `tags`: what tag characters or variation selectors spell. `confusables`: look-alikes of Latin letters folded.
 * `spaced`: letters that stood apart put together. `leet`: digits and signs that stand for letters read as those. `comment`:
 * what markup keeps from being shown. `inflated`: what was compressed. `joined`: several texts of the message read as one.
 */
export const VIEWS = [
  'raw',
  'nfkc',
  'stripped',
  'confusables',
  'spaced',
  'leet',
  'markdown',
  'comment',
  'json',
  'percent',
  'html',
  'tags',
  'base64',
  'base32',
  'hex',
  'rot13',
  'reversed',
  'inflated',
  'joined',
] as const;
export type View = (typeof VIEWS)[number];

/** Why a finding has not the severity of its detector, or has it in spite of how the text looks. */
export const SEVERITY_REASONS = [
  /** A level worse: it shows only after decoding. */
  'hidden-view',
  /** It took two decodings or more. */
  'decoded-twice',
  /** Spread over several texts of the message. */
  'split',
  /** A level less: quoted, in code, or announced as an example in prose about security. */
  'quoted',
  /** A level less: a value that documentation and tests use. */
  'test-value',
  /** The detector has grounds of its own in what stands around. */
  'context',
] as const;
export type SeverityReason = (typeof SEVERITY_REASONS)[number];

export const findingSchema = z.object({
  /** Stable id of the detector, such as `secret.aws-access-key`. */
  detector: z.string().max(64),
  category: z.enum(FINDING_CATEGORIES),
  severity: z.enum(SEVERITIES),
  /** 0 to 1. */
  confidence: z.number().min(0).max(1),
  /** JSON pointer (RFC 6901) of the string leaf inside the message (`/params/arguments/path`, `/result/content/0/text`). */
  pointer: z.string().max(512),
  /** Span in UTF-16 units of that leaf's string: `[start, end)`. For decoded views, the span of the encoded original. */
  start: z.int().min(0),
  end: z.int().min(0),
  view: z.enum(VIEWS),
  /** What was seen, masked: never the whole of a secret. */
  evidence: z.string().max(256),
  /** One sentence for a person: what this is. */
  title: z.string().max(160),
  /** Framework ids such as `OWASP-MCP-2025:MCP01`. */
  frameworks: z.array(z.string().max(48)).max(8),
  /** Its detector only observes here: no rule sees it. Absent: rules do. */
  observed: z.literal(true).optional(),
  /** Why this severity and not the detector's; absent when it is the detector's. */
  severityReasons: z.array(z.enum(SEVERITY_REASONS)).max(4).optional(),
});

/** What inspection saw. Findings are facts; policy says what to do about them. */
export type Finding = z.infer<typeof findingSchema>;
