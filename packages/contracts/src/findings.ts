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
  'protocol',
  'other',
] as const;
export type FindingCategory = (typeof FINDING_CATEGORIES)[number];

export const SEVERITIES = ['info', 'low', 'medium', 'high', 'critical'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** The decoding under which a finding was seen; `raw` means in the text as it is. */
export const VIEWS = ['raw', 'nfkc', 'stripped', 'tags', 'percent', 'html', 'base64', 'hex', 'joined'] as const;
export type View = (typeof VIEWS)[number];

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
});

/** What inspection saw. Findings are facts; policy says what to do about them. */
export type Finding = z.infer<typeof findingSchema>;
