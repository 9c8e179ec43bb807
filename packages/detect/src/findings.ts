import { type Finding, SEVERITIES, type Severity, type SeverityReason, VIEWS, type View } from '@sallyport/contracts';
import type { Detector, Hit, MessageHit } from './detectors/detector.js';
import type { TextView } from './views/view.js';

export const FINDINGS_MAX = 100;
const EVIDENCE_UNITS = 120;
const POINTER_UNITS_MAX = 512;
const SECRET_HEAD = 4;
const SECRET_TAIL = 2;
/** Shorter secrets show nothing: four and two of eight would be most of it. */
const SECRET_SHOWN_MIN = 16;

export const severityRank = (severity: Severity): number => SEVERITIES.indexOf(severity);

/** One level up; critical stays. */
export function raise(severity: Severity): Severity {
  return SEVERITIES[Math.min(SEVERITIES.length - 1, severityRank(severity) + 1)] ?? severity;
}

/** At most the first four and the last two characters of a secret. */
export function maskSecret(secret: string): string {
  if (secret.length < SECRET_SHOWN_MIN) return '*'.repeat(Math.min(8, secret.length));
  return `${secret.slice(0, SECRET_HEAD)}…${secret.slice(-SECRET_TAIL)}`;
}

/** A hit in one view of a leaf. */
export interface Sighting {
  readonly detector: Detector;
  readonly hit: Hit;
  readonly view: TextView;
}

/** Findings of one leaf. Secrets that stand inside the evidence of another finding are masked there too. */
export function toFindings(sightings: readonly Sighting[], pointer: string, isName: boolean): Finding[] {
  return sightings.map((sighting) => {
    const { detector, hit, view } = sighting;
    const { severity, reasons } = severityOf(sighting);
    const [start, end] = isName ? [0, 0] : view.origin(hit.start, hit.end);
    return {
      detector: detector.id,
      category: detector.category,
      severity,
      confidence: hit.confidence,
      pointer,
      start,
      end,
      view: view.kind,
      evidence: evidenceOf(sighting, sightings),
      title: detector.title,
      frameworks: [...detector.frameworks],
      ...(reasons.length === 0 ? {} : { severityReasons: reasons }),
    };
  });
}

interface Weighed {
  readonly severity: Severity;
  readonly reasons: SeverityReason[];
}

/** Readings that are as ordinary as the text itself. */
export const PLAIN_VIEWS: ReadonlySet<View> = new Set<View>(['raw', 'json', 'markdown']);

/** What had to be decoded to be seen was hidden, which is worse; a secret or a character is no worse for it. */
function severityOf({ detector, hit, view }: Sighting): Weighed {
  const own = hit.severity ?? detector.severity;
  const reasons: SeverityReason[] = hit.severity === undefined ? [] : [hit.reason ?? 'context'];
  if (view.kind === 'joined') return { severity: own, reasons: [...reasons, 'split'] };
  if (PLAIN_VIEWS.has(view.kind) || detector.secret === true) return { severity: own, reasons };
  return { severity: raise(own), reasons: [...reasons, 'hidden-view', ...(view.depth > 1 ? TWICE : [])] };
}

const TWICE: readonly SeverityReason[] = ['decoded-twice'];

function evidenceOf({ detector, hit, view }: Sighting, all: readonly Sighting[]): string {
  const text = view.text.slice(hit.start, Math.min(hit.end, hit.start + EVIDENCE_UNITS));
  if (detector.secret === true) return maskSecret(view.text.slice(hit.start, hit.end));
  const secrets = all.filter(
    (other) => other.detector.secret === true && other.view === view && other.hit.end > hit.start,
  );
  const masked = secrets
    .map(({ hit: { start, end } }) => ({
      start: Math.max(0, start - hit.start),
      end: Math.min(text.length, end - hit.start),
    }))
    .filter(({ start, end }) => start < end)
    .sort((a, b) => b.start - a.start)
    .reduce(
      (shown, { start, end }) => shown.slice(0, start) + maskSecret(shown.slice(start, end)) + shown.slice(end),
      text,
    );
  return visible(hit.end - hit.start > EVIDENCE_UNITS ? `${masked}…` : masked);
}

/** Control and invisible characters written as `\u{…}`, so that evidence can be read and does no harm where it is shown. */
function visible(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}]|[\u{fe00}-\u{fe0f}]|[\u{e0100}-\u{e01ef}]/gu, (char) =>
      char === '\n' || char === '\t' ? ' ' : `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`,
    )
    .slice(0, 256);
}

/** A finding about how a message is built: it has a place and no span. */
export function toMessageFinding(detector: Detector, hit: MessageHit, pointerBase: string): Finding {
  return {
    detector: detector.id,
    category: detector.category,
    severity: hit.severity ?? detector.severity,
    confidence: hit.confidence,
    pointer: `${pointerBase}${hit.pointer}`.slice(0, POINTER_UNITS_MAX),
    start: 0,
    end: 0,
    view: 'raw',
    evidence: visible(hit.evidence.slice(0, EVIDENCE_UNITS)),
    title: detector.title,
    frameworks: [...detector.frameworks],
  };
}

/** Worst first; of equals, the surer, then the earlier. */
function compare(a: Finding, b: Finding): number {
  return severityRank(b.severity) - severityRank(a.severity) || b.confidence - a.confidence || a.start - b.start;
}

/**
 * One finding per detector and place: the plainest view that shows it, and of one view the worst. Sorted, at most 100.
 */
export function collapse(findings: readonly Finding[]): Finding[] {
  const plainness = (finding: Finding) => VIEWS.indexOf(finding.view);
  const ordered = [...findings].sort((a, b) => plainness(a) - plainness(b) || compare(a, b));
  const kept = new Map<string, Finding[]>();
  for (const finding of ordered) {
    const place = `${finding.detector}\n${finding.pointer}`;
    const known = kept.get(place);
    if (known === undefined) kept.set(place, [finding]);
    else if (!known.some((other) => overlaps(other, finding))) known.push(finding);
  }
  return mostTelling([...kept.values()].flat());
}

/**
 * At most {@link FINDINGS_MAX} findings, worst first: the worst of each detector before more of the same, so that who fills a text
 * with worse ones does not hide another kind.
 */
export function mostTelling(findings: readonly Finding[]): Finding[] {
  const sorted = [...findings].sort(compare);
  if (sorted.length <= FINDINGS_MAX) return sorted;
  const seen = new Set<string>();
  const firsts = sorted.filter(({ detector }) => !seen.has(detector) && seen.add(detector));
  return [...new Set([...firsts, ...sorted])].slice(0, FINDINGS_MAX).sort(compare);
}

const overlaps = (a: Finding, b: Finding): boolean =>
  (a.start < b.end && b.start < a.end) || (a.start === b.start && a.end === b.end);
