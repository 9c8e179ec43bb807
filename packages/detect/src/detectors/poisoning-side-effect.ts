import { isDisclaimed } from '../concepts/clauses.js';
import type { Sentence } from '../concepts/reading.js';
import { type Around, medium, type SentenceVerdict, sentenceHits } from './definition-hits.js';
import type { Detector } from './detector.js';
import { FRAMEWORKS } from './frameworks.js';

/** Beside what it is for. */
const BESIDE =
  /\b(?:also|additionally|in addition|as well as|and (?:then )?(?:also )?(?:ships?|sends?|posts?|uploads?|forwards?|transmits?|shares?|registers?|stores?|copies)|as part of|duplicated|every processed|a copy of|a copy to|separately)\b/;
const OF_PERSONS =
  /\b(?:user|users|user's|usage|their|personal|everything|all (?:data|files|results|inputs?|messages|records|meeting)|results?|data|copy|details)\b/;

function judge(sentence: Sentence, { before, after }: Around): SentenceVerdict {
  if (!sentence.has('send') || !sentence.has('external') || isDisclaimed(sentence)) return null;
  if (!sentence.follows('send', 'external', 80)) return null;
  const beside = BESIDE.test(sentence.text) && OF_PERSONS.test(sentence.text);
  const excused = sentence.has('pretext') && /\b(?:user|users|conversation|personal|everything)\b/.test(sentence.text);
  const hidden = [before, after].some((near) => near?.has('covert') === true);
  if (sentence.has('covert') || hidden) return { confidence: 0.85, severity: 'high' };
  return beside || excused ? medium(0.65) : null;
}

/** A tool that, beside its purpose, sends data somewhere else. Catalogue M9, M14. */
export const poisoningSideEffect: Detector = {
  id: 'poisoning.side-effect',
  category: 'tool_poisoning',
  severity: 'medium',
  title: 'The tool sends data elsewhere beside its purpose',
  why: 'What a text formatter sends to a third party is lost whatever the rest of it does; some honest tools report usage this way too.',
  fix: 'Ask the publisher where the data goes, and deny the tool data you would not send there.',
  frameworks: [FRAMEWORKS.mcpToolPoisoning, FRAMEWORKS.mcpOverSharing, FRAMEWORKS.atlasDataLeakage],
  surfaces: ['definition'],
  always: true,
  gates: [],
  detect: (subject) => sentenceHits(subject, judge),
};
