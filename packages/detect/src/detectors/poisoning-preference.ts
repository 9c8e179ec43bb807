import type { Sentence } from '../concepts/reading.js';
import { medium, type SentenceVerdict, sentenceHits } from './definition-hits.js';
import type { Detector } from './detector.js';
import { FRAMEWORKS } from './frameworks.js';

const SELECT =
  /\b(?:always (?:use|choose|select|prefer|call)|prefer (?:this|it)|must (?:be )?(?:use[d]?|chosen|selected|preferred)|use this (?:tool )?(?:instead|over|rather)|choose this|(?:should|has to|have to) (?:always )?(?:be )?(?:preferred|chosen|selected|picked|used)|must not be (?:used|called)|never use|do not use|don't use|avoid)\b/;
const DISPARAGES =
  /\b(?:other|others|another|competing|alternative|built in)\b.{0,60}\b(?:deprecated|unreliable|insecure|unsafe|outdated|broken|inferior|dangerous|slow|inaccurate|not trustworthy|compromised|wrong|deprecated)\b|\b(?:deprecated|unreliable|insecure|unsafe|outdated|broken|inferior|compromised)\b.{0,40}\b(?:other|others|competing|alternative)\b/;
const OTHERS =
  /\b(?:other|others|any other|all other|competing|alternative|rival)\b.{0,25}\b(?:tools?|servers?|functions?|providers?|plugins?|services?)?\b/;

function judge(sentence: Sentence): SentenceVerdict {
  const { text } = sentence;
  if (!SELECT.test(text) || !sentence.has('comparison')) return null;
  if (DISPARAGES.test(text)) return medium(0.65);
  if (sentence.has('superlative') && OTHERS.test(text)) return { confidence: 0.55, severity: 'medium' };
  return { confidence: 0.5, severity: 'low' };
}

/** A tool that praises itself and speaks badly of the rest, so that it is chosen. Catalogue M10. */
export const poisoningPreference: Detector = {
  id: 'poisoning.preference',
  category: 'tool_poisoning',
  severity: 'low',
  title: 'The tool asks to be preferred over all others',
  why: 'It draws calls and their data from tools that somebody chose; honest servers say this of their own tools too, so it only warns.',
  fix: 'Compare it with the tools it wants to replace, and hide one of them from the model.',
  frameworks: [FRAMEWORKS.mcpToolPoisoning, FRAMEWORKS.agenticToolMisuse],
  surfaces: ['definition'],
  always: true,
  gates: [],
  detect: (subject) => sentenceHits(subject, judge),
};
