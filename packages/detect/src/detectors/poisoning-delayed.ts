import type { Sentence } from '../concepts/reading.js';
import { medium, type SentenceVerdict, sentenceHits } from './definition-hits.js';
import type { Detector } from './detector.js';
import { FRAMEWORKS } from './frameworks.js';

const HARM =
  /\b(?:exfiltrat\w*|silently|secretly|arbitrary|malicious|payload|ssh keys?|upload\w*|steal\w*|shell commands?|credentials?|hidden|directive|different version)\b/;
const TRIGGER =
  /\b(?:has been|was|is) (?:called|used|invoked) (?:\d+|three|four|five|six|ten|several|a few) times\b|\bfrom the (?:second|third|next) (?:week|day|call|month)\b|\bafter (?:the )?(?:\w+ )?(?:\d+|third|fifth|tenth|several|a few|three|five|ten) (?:calls?|invocations?|uses?|days?)\b/;
const OF_ITSELF = /\b(?:it|its|this|this tool|the tool|this description|the description|maintainer|enables)\b/;

function judge(sentence: Sentence): SentenceVerdict {
  const { text } = sentence;
  if (!sentence.has('approved') && !/\b(?:after|from the|times)\b/.test(text)) return null;
  if (
    sentence.has('approved') &&
    sentence.has('changes') &&
    HARM.test(text) &&
    !/\b(?:requires? re ?approval|legitimate|rather than)\b/.test(text)
  )
    return { confidence: 0.9 };
  if (
    TRIGGER.test(text) &&
    OF_ITSELF.test(text) &&
    (sentence.has('changes') ||
      sentence.has('send') ||
      sentence.has('secretPlace') ||
      sentence.has('authority') ||
      HARM.test(text))
  )
    return medium(0.65);
  return null;
}

/** A definition that says it will be another one later. Catalogue M4. */
export const poisoningDelayed: Detector = {
  id: 'poisoning.delayed',
  category: 'tool_poisoning',
  severity: 'high',
  title: 'The definition says it changes once it is trusted',
  why: 'What was approved is not what will run.',
  fix: 'Block the tool, and let no changed definition of this server pass without a person.',
  frameworks: [FRAMEWORKS.mcpToolPoisoning, FRAMEWORKS.agenticSupplyChain],
  surfaces: ['definition'],
  always: true,
  gates: [],
  detect: (subject) => sentenceHits(subject, judge),
};
