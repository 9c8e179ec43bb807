import { isDisclaimed, isStudied } from '../concepts/clauses.js';
import type { Sentence } from '../concepts/reading.js';
import { medium, type SentenceVerdict, sentenceHits } from './definition-hits.js';
import type { Detector } from './detector.js';
import { FRAMEWORKS } from './frameworks.js';

function judge(sentence: Sentence): SentenceVerdict {
  if (!sentence.has('safeguard') && !sentence.has('privilege')) return null;
  if (isDisclaimed(sentence) || isStudied(sentence)) return null;
  if (sentence.follows('override', 'safeguard', 30)) return { confidence: 0.75 };
  if (
    sentence.has('privilege') &&
    sentence.has('call') &&
    /\b(?:full|elevat\w*|privileged|root|erhoht\w*|elevados)\b/.test(sentence.text)
  )
    return medium(0.65);
  return null;
}

/** A tool that says it runs past the checks that hold for its caller. Catalogue M9, M14. */
export const poisoningUncheckedPower: Detector = {
  id: 'poisoning.unchecked-power',
  category: 'tool_poisoning',
  severity: 'high',
  title: 'The tool says it works around permission or safety checks',
  why: 'What a caller may do is decided by checks; a tool that avoids them gives every caller all of it.',
  fix: 'Block the tool, or allow it to administrators with approval only.',
  frameworks: [FRAMEWORKS.mcpToolPoisoning, FRAMEWORKS.agenticToolMisuse, FRAMEWORKS.agenticIdentityAbuse],
  surfaces: ['definition'],
  always: true,
  gates: [],
  detect: (subject) => sentenceHits(subject, judge),
};
