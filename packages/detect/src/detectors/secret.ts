import type { Severity } from '@sallyport/contracts';
import { isShownAsExample } from '../text/documents.js';
import { isPlaceholder } from '../text/entropy.js';
import { type Detector, EVERYWHERE, type Gate, type Hit, valueMatches } from './detector.js';
import { FRAMEWORKS } from './frameworks.js';

/** What to do, whatever the kind. */
export const SECRET_FIX =
  'Revoke it at its issuer and issue another; let the gateway redact it, or hand it over by a vault reference.';

export const SECRET_FRAMEWORKS = [
  FRAMEWORKS.llmDisclosure,
  FRAMEWORKS.mcpSecretExposure,
  FRAMEWORKS.agenticIdentityAbuse,
  FRAMEWORKS.atlasDataLeakage,
] as const;

/** Confidence left when a value of the right form calls itself an example. */
export const EXAMPLE_CONFIDENCE = 0.3;

interface SecretSpec {
  readonly name: string;
  readonly title: string;
  readonly severity?: Severity;
  readonly why: string;
  readonly gates: readonly Gate[];
  /** With the `g` flag. The first group, where there is one, is the value and becomes the span. */
  readonly pattern: RegExp;
  readonly confidence?: number;
  /** As {@link Detector.whole}. */
  readonly whole?: boolean;
  /** As {@link Detector.glance}, of the text. */
  readonly glance?: (text: string) => boolean;
  /** Documents show such values, made up for the purpose: there it only informs. */
  readonly shownInDocuments?: boolean;
  /** How sure, from 0 to 1; 0 drops the match. */
  readonly judge?: (value: string, match: RegExpExecArray, text: string) => number;
}

/** A detector of one kind of secret, on every surface, with masked evidence. */
export function secretDetector(spec: SecretSpec): Detector {
  const { glance } = spec;
  return {
    id: `secret.${spec.name}`,
    category: 'secret',
    severity: spec.severity ?? 'high',
    title: spec.title,
    why: spec.why,
    fix: SECRET_FIX,
    frameworks: SECRET_FRAMEWORKS,
    surfaces: EVERYWHERE,
    gates: spec.gates,
    secret: true,
    whole: spec.whole === true,
    ...(glance === undefined ? {} : { glance: ({ text }) => glance(text) }),
    detect: ({ text }) => secretHits(spec, text),
  };
}

function secretHits(spec: SecretSpec, text: string): Hit[] {
  return valueMatches(spec.pattern, text, (value, match) => {
    const confidence = spec.judge?.(value, match, text) ?? spec.confidence ?? 0.9;
    if (confidence <= 0) return null;
    if (isPlaceholder(value)) return { confidence: Math.min(confidence, EXAMPLE_CONFIDENCE), severity: 'low' };
    const shown = spec.shownInDocuments === true && isShownAsExample(text, match.index);
    return shown ? { confidence, severity: 'low', reason: 'quoted' } : { confidence };
  });
}
