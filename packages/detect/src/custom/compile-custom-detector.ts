import type { CustomDetector } from '@sallyport/contracts';
import { RE2JS } from 're2js';
import type { Detector, Hit, Subject } from '../detectors/detector.js';

/** Patterns look this far to both sides of a literal. */
const REACH_UNITS = 512;
/** Of one text, patterns look at no more than this: what is written to be expensive ends here. */
const PATTERN_UNITS_MAX = 8192;
const HITS_MAX = 20;

/**
 * A detector from its definition. Literals open it; patterns are RE2's, so that time is linear in the text whoever wrote them,
 * and look at the neighbourhood of the literals only.
 * @throws Error when a pattern does not compile; {@link checkCustomDetector} says so before
 */
export function compileCustomDetector(definition: CustomDetector): Detector {
  const { surfaces, roles, views, literals, confidence } = definition;
  const opener = literalPattern(literals);
  const patterns = definition.patterns.map((pattern) => RE2JS.compile(pattern));
  const isNear = nearness(definition.near);
  const applies = ({ surface, role, view }: Subject): boolean =>
    (surface !== 'argument' || roles === undefined || roles.includes(role)) &&
    (views === undefined || views.includes(view));
  return {
    id: definition.id,
    category: definition.category,
    severity: definition.severity,
    title: definition.title,
    why: definition.why,
    fix: definition.fix,
    frameworks: [],
    surfaces,
    gates: [{ literals: [literals] }],
    secret: definition.secret,
    detect(subject) {
      if (!applies(subject)) return [];
      const { text } = subject;
      const openings = [...text.matchAll(opener)].map((match) => span(match.index, match[0].length));
      const found =
        patterns.length === 0 ? openings : patterns.flatMap((pattern) => findAround(pattern, text, openings));
      return found
        .filter(({ start, end }) => isNear(text, start, end))
        .slice(0, HITS_MAX)
        .map((hit) => ({ ...hit, confidence }));
    },
  };
}

type Span = Pick<Hit, 'start' | 'end'>;

const span = (start: number, length: number): Span => ({ start, end: start + length });

/** Finds what the scanner finds: no regard to case, any white space for a space. */
function literalPattern(literals: readonly string[]): RegExp {
  const sources = literals.map((literal) =>
    literal
      .trim()
      .split(/\s+/)
      .map((word) => word.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&'))
      .join('\\s+'),
  );
  return new RegExp(sources.join('|'), 'gi');
}

function findAround(pattern: RE2JS, text: string, openings: readonly Span[]): Span[] {
  const found: Span[] = [];
  let budget = PATTERN_UNITS_MAX;
  for (const { start, end } of neighbourhoods(openings, text.length)) {
    const area = text.slice(start, Math.min(end, start + budget));
    const matcher = pattern.matcher(area);
    while (found.length < HITS_MAX && matcher.find()) {
      const length = matcher.end() - matcher.start();
      if (length > 0) found.push(span(start + matcher.start(), length));
    }
    budget -= area.length;
    if (budget <= 0) break;
  }
  return found;
}

/** What lies within reach of the literals, overlapping reaches as one. */
function neighbourhoods(openings: readonly Span[], length: number): Span[] {
  const areas: { start: number; end: number }[] = [];
  for (const opening of openings) {
    const start = Math.max(0, opening.start - REACH_UNITS);
    const end = Math.min(length, opening.end + REACH_UNITS);
    const last = areas.at(-1);
    if (last !== undefined && start <= last.end) last.end = end;
    else areas.push({ start, end });
  }
  return areas;
}

function nearness(near: CustomDetector['near']): (text: string, start: number, end: number) => boolean {
  if (near === undefined) return () => true;
  const words = literalPattern(near.words);
  return (text, start, end) => {
    words.lastIndex = 0;
    return words.test(text.slice(Math.max(0, start - near.within), end + near.within));
  };
}
