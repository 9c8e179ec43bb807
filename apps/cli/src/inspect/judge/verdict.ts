import type { Effect, Finding, Severity } from '@sallyport/contracts';
import { SEVERITIES } from '@sallyport/contracts';

export type Verdict = 'allow' | 'flag' | 'block';

/** What is said of one payload. */
export interface Judgement {
  readonly verdict: Verdict;
  /**
   * 0 to 1: grows with severity and confidence of the gravest finding and with every other detector that found something grave,
   * and is at least 0.5 exactly when there is something to flag. Below that it ranks what was not worth a finding.
   */
  readonly score: number;
  /** Worst first. */
  readonly findings: readonly Finding[];
}

/** Below it a finding informs and no more. */
const CONFIDENCE_MIN = 0.5;

const WEIGHT: Readonly<Record<Severity, number>> = { info: 0.2, low: 0.4, medium: 0.7, high: 0.9, critical: 1 };

/** Medium or worse, and more likely than not. */
export const isGrave = ({ severity, confidence }: Finding): boolean =>
  SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf('medium') && confidence >= CONFIDENCE_MIN;

/** Whether a finding is worth an exit code. */
export const reaches = (finding: Finding, severity: Severity): boolean =>
  SEVERITIES.indexOf(finding.severity) >= SEVERITIES.indexOf(severity) && finding.confidence >= CONFIDENCE_MIN;

/** Less than what a hundredth of confidence makes: it ranks equals and no others. */
const TIE = 0.003;

const weightOf = ({ severity, confidence }: Finding): number => WEIGHT[severity] * confidence;

/** What is still in doubt when detectors that know nothing of one another agree: each leaves what the others left, and less. */
const certaintyOf = (findings: readonly Finding[]): number => {
  const byDetector = new Map<string, number>();
  for (const finding of findings) {
    byDetector.set(finding.detector, Math.max(byDetector.get(finding.detector) ?? 0, weightOf(finding)));
  }
  let doubt = 1;
  for (const weight of byDetector.values()) doubt *= 1 - weight;
  return 1 - doubt;
};

const scoreOf = (findings: readonly Finding[]): number => {
  const grave = findings.filter(isGrave);
  if (grave.length > 0) return 0.5 + 0.5 * certaintyOf(grave);
  return findings.reduce((most, finding) => Math.max(most, 0.5 * weightOf(finding)), 0);
};

/**
 * @param effects     what the policy says of each message
 * @param background  0 to 1: how suspicious the text looks to the classifier, also where that is not worth a finding
 */
export const judgementOf = (effects: readonly Effect[], findings: readonly Finding[], background = 0): Judgement => {
  const worst = scoreOf(findings);
  const score = worst > 0.499 ? worst + TIE * background : Math.max(worst, 0.499 * background);
  const verdict = effects.includes('deny')
    ? 'block'
    : findings.some(isGrave) || effects.some((effect) => effect !== 'allow')
      ? 'flag'
      : 'allow';
  return { verdict, score: Math.round(Math.min(1, score) * 10_000) / 10_000, findings };
};

/** As many as a record of the gateway has room for. */
const FINDINGS_MAX = 100;

/** Worst first, of equals the surer; at most 100. */
export const worstFirst = (findings: readonly Finding[]): readonly Finding[] =>
  findings
    .toSorted((a, b) => SEVERITIES.indexOf(b.severity) - SEVERITIES.indexOf(a.severity) || b.confidence - a.confidence)
    .slice(0, FINDINGS_MAX);
