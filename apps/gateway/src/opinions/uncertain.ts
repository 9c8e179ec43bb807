import { type Finding, type FindingCategory, SEVERITIES } from '@sallyport/contracts';

/** Of texts that speak to the model; paths, commands and secrets are judged by what they are. */
const ABOUT_TEXT: ReadonlySet<FindingCategory> = new Set([
  'prompt_injection',
  'tool_poisoning',
  'prompt_extraction',
  'hidden_text',
]);
const LIKELY = 0.5;
const CERTAIN = 0.9;
const rank = ({ severity }: Finding): number => SEVERITIES.indexOf(severity);
const MEDIUM = SEVERITIES.indexOf('medium');
const HIGH = SEVERITIES.indexOf('high');

/**
 * The likeliest finding in a text that speaks to the model, when none of them is certain: what a second opinion is asked about.
 * Null when there is nothing to ask, or no need to.
 */
export const uncertain = (findings: readonly Finding[]): Finding | null => {
  const about = findings.filter(
    (finding) =>
      ABOUT_TEXT.has(finding.category) &&
      finding.observed !== true &&
      finding.confidence >= LIKELY &&
      rank(finding) >= MEDIUM,
  );
  if (about.some((finding) => finding.confidence >= CERTAIN && rank(finding) >= HIGH)) return null;
  return about.toSorted((a, b) => b.confidence - a.confidence)[0] ?? null;
};
