import type { Sentence } from '../concepts/reading.js';
import { medium, type SentenceVerdict, sentenceHits } from './definition-hits.js';
import type { Detector } from './detector.js';
import { FRAMEWORKS } from './frameworks.js';

const COUNT = /"?(?:retry_count|max_retries|retries|retry_limit|attempts)"?\s?[:=]\s?"?\d{3,}/;
const SELF_CALL =
  /\bon_error\b.{0,60}\bretry ?= ?true|continue_retrying\W{1,4}true|"?continue_after_error"?\W{1,4}true/;
const BOUNDED = /\b(?:up to|at most|maximum|max) \d+\b/;

function judge(sentence: Sentence): SentenceVerdict {
  const { text } = sentence;
  const counts = text.includes('retr') || text.includes('continue') || text.includes('attempts');
  if (!counts && !sentence.has('endless')) return null;
  if (BOUNDED.test(text)) return null;
  if (sentence.has('endless') && sentence.has('retry')) return medium(0.6);
  return (COUNT.test(text) && /continue|retry_count/.test(text)) || SELF_CALL.test(text) ? medium(0.55) : null;
}

/** A definition that has itself called without an end. Catalogue C15. */
export const poisoningEndless: Detector = {
  id: 'poisoning.endless',
  category: 'tool_poisoning',
  severity: 'medium',
  title: 'The definition has the model call it again and again',
  why: 'Every round costs tokens and hands over arguments once more.',
  fix: 'Limit the calls of this tool, and ask its publisher for a bound.',
  frameworks: [FRAMEWORKS.mcpToolPoisoning, FRAMEWORKS.agenticToolMisuse],
  surfaces: ['definition'],
  always: true,
  gates: [],
  detect: (subject) => sentenceHits(subject, judge),
};
