import type { Severity } from '@sallyport/contracts';
import { isSecurityProse, isSpokenAbout } from '../text/prose.js';
import { type Hit, matchesWithin, type Subject } from './detector.js';

const SPOKEN_ABOUT_CONFIDENCE = 0.3;
const PROSE_FACTOR = 0.6;

/**
 * Hits of phrases addressed to a model. What is quoted, announced as an example, or stands in a text about security is kept
 * as a low finding: it is worth knowing and not worth stopping.
 */
export function tellingHits(subject: Subject, pattern: RegExp, confidence: number, severity?: Severity): Hit[] {
  const { text, view } = subject;
  return matchesWithin(pattern, subject, (match) => {
    const start = match.index;
    if (view === 'raw' && isSpokenAbout(text, start, start + match[0].length)) {
      return { confidence: SPOKEN_ABOUT_CONFIDENCE, severity: 'low', reason: 'quoted' };
    }
    if (view === 'raw' && isSecurityProse(text, start))
      return { confidence: confidence * PROSE_FACTOR, severity: 'low', reason: 'quoted' };
    return severity === undefined ? { confidence } : { confidence, severity };
  });
}
