import type { Finding, FindingCategory, Severity } from '@sallyport/contracts';
import type { Inspector } from '@sallyport/detect';
import { appendPointer } from '../files/pointer.js';
import type { NameCatalogue } from '../judge/names.js';
import type { ServerEntry } from './entry.js';
import type { Launch } from './launcher.js';

/** What a rule may ask besides the entry itself. */
export interface ConfigContext {
  readonly launch: Launch;
  readonly inspector: Inspector;
  readonly names: NameCatalogue | null;
}

/** Something a rule saw; `at` leads from the entry to the value it stands in. */
export interface ConfigHit {
  readonly at: readonly (string | number)[];
  readonly evidence: string;
  readonly confidence: number;
  /** Instead of the rule's own. */
  readonly severity?: Severity;
}

/** One thing that can be wrong with how a client starts or reaches a server. */
export interface ConfigRule {
  readonly id: string;
  readonly category: FindingCategory;
  readonly severity: Severity;
  readonly title: string;
  readonly why: string;
  readonly fix: string;
  readonly frameworks: readonly string[];
  find(entry: ServerEntry, context: ConfigContext): readonly ConfigHit[];
}

const EVIDENCE_UNITS = 160;

export const toFinding = (rule: ConfigRule, entry: ServerEntry, hit: ConfigHit): Finding => ({
  detector: rule.id,
  category: rule.category,
  severity: hit.severity ?? rule.severity,
  confidence: hit.confidence,
  pointer: hit.at.reduce<string>(appendPointer, entry.pointer),
  start: 0,
  end: 0,
  view: 'raw',
  evidence: hit.evidence.slice(0, EVIDENCE_UNITS),
  title: rule.title,
  frameworks: [...rule.frameworks],
});
