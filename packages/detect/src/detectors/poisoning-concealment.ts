import { concealsFromUser, skipsConsent } from '../concepts/clauses.js';
import type { Sentence } from '../concepts/reading.js';
import { type Around, CERTAIN, LIKELY, medium, type SentenceVerdict, sentenceHits } from './definition-hits.js';
import type { Detector } from './detector.js';
import { POISONED_ORDER } from './frameworks.js';

const acts = (sentence: Sentence | undefined): boolean =>
  sentence !== undefined &&
  (sentence.has('send') ||
    sentence.has('external') ||
    sentence.has('secretPlace') ||
    sentence.has('credential') ||
    sentence.has('conversation') ||
    (sentence.has('take') && sentence.has('directive')));

/** What a good answer leaves out: how things are called inside, and the form they came in. */
const FORM =
  /\b(?:do not|don't|never|avoid|without) (?:\w+ ){0,2}(?:mention|tell|show|reveal|expose|disclos|display|includ)\w* (?:(?:to )?(?:the )?(?:end )?users? )?(?:(?:the|any|these|those|its|their|raw|internal|numeric|technical|opaque|database|system|full) ){0,4}(?:ids?|identifiers?|uuids?|guids?|primary keys|(?:field|column|table|parameter|tool|function) names?|(?:error|status) codes?|json|html|xml|markdown|stack traces?|cursors?|page tokens|implementation details|coordinates)\b/;

function judge(sentence: Sentence, { before, after }: Around): SentenceVerdict {
  if (FORM.test(sentence.text) && !acts(sentence)) return null;
  if (concealsFromUser(sentence)) {
    return acts(sentence) || acts(before) || acts(after) ? { confidence: CERTAIN } : medium(0.6);
  }
  if (sentence.has('covert') && (acts(sentence) || acts(before) || (sentence.has('directive') && acts(after))))
    return medium(0.65);
  if (!skipsConsent(sentence)) return null;
  const hands = sentence.has('send') || (sentence.has('put') && sentence.has('call')) || sentence.has('external');
  if (!hands && !(sentence.has('take') && sentence.has('directive'))) return null;
  return sentence.has('directive') ? { confidence: LIKELY } : medium(0.6);
}

/** A definition that has the model act behind the user's back: not told, not asked. Catalogue M1. */
export const poisoningConcealment: Detector = {
  id: 'poisoning.concealment',
  category: 'tool_poisoning',
  severity: 'high',
  title: 'The definition has the model act without the user knowing',
  why: 'Honest tools have no reason to keep what they do from the person they work for.',
  fix: 'Block the tool and ask its publisher why the step is hidden.',
  frameworks: POISONED_ORDER,
  surfaces: ['definition'],
  always: true,
  gates: [],
  detect: (subject) => sentenceHits(subject, judge),
};
