import { isCited, isSecurityProse, isSpokenAbout } from '../text/prose.js';
import { type Detector, type Hit, INBOUND, matches, type Subject } from './detector.js';
import { FEIGNED_AUTHORITY } from './frameworks.js';
import { wordList } from './request-words.js';

const GAIN =
  '(?:for (?:the sake of )?(?:efficiency|speed|performance|convenience)(?: reasons)?|to (?:speed|finish|complete|expedite|optimi[sz]e|accelerate|streamline|save)\\b[^.!?\\n]{0,60}|(?:more )?(?:efficiently|quickly|faster))';
const SELF = "(?:i(?:'ll| will| am going to|'m going to| shall)|let me|allow me to|we(?:'ll| will))";
/** Goes past the layer that checks, and says that it is for speed. */
const PAST_THE_LAYER = new RegExp(
  `(?:${GAIN}[,\\s]{1,3}(?:[^.!?\\n]{0,40}[,\\s])?${SELF}|${SELF}[^.!?\\n]{0,80}${GAIN})[^.!?\\n]{0,100}|${SELF}\\s(?:\\w{1,12}\\s){0,3}(?:access|query|hit|use|connect|go|call|skip)[^.!?\\n]{0,60}(?:directly|instead of|rather than|without (?:going|passing) through)[^.!?\\n]{0,60}`,
  'gi',
);
const PAST =
  /\b(?:directly|direct access|instead of|rather than|without (?:going|passing) through|skip(?:ping)?|bypass\w{0,3})\b/i;
const LAYER =
  /\b(?:api|rest|middleware|service|proxy|gateway|layer|endpoint|orm|interface|checks?|validation|registry|database|db|backend|filesystem|server)\b/i;
/** Saw a door that is open, and goes in. */
const OPEN_DOOR = new RegExp(
  `\\bi(?:'ve| have)? ?(?:noticed|found|detected|discovered|see|saw)\\b[^.!?\\n]{0,40}\\b(?:admin\\w{0,9}|super-?user|root|management|privileged)\\b[^.!?\\n]{0,40}\\b(?:accessible|available|open|exposed|reachable|unprotected)\\b[^\\n]{0,40}\\b${SELF}\\b`,
  'gi',
);
/** What was worked out before is declared wrong, to be done again with what the text gives. */
const REDO =
  /\b(?:previous|prior|earlier|preceding|last|initial|first) (?:analysis|assessment|calculation|result|answer|conclusion|finding|output|report)s? (?:was|were|is|are|has been) (?:\w{1,12} )?(?:wrong|incorrect|erroneous|inaccurate|invalid|flawed|outdated)\b[^\n]{0,60}\b(?:re-?calculate|re-?assess|re-?do|re-?evaluate|re-?compute|re-?run|use (?:these|the following|this)|instead use|correct it)\b/gi;
/** A green light from somebody who cannot be asked, for what is to be left out. */
const GREEN_LIGHT =
  /\b(?:boss|b0ss|manager|lead(?:er)?|team lead(?:er)?|admin\w{0,9}|sys-?admin|supervisor|director|ceo|cto|ciso|owner|management)\b[^.!?\n]{0,40}\b(?:gave (?:us |me |you )?the green light|is (?:fine|ok(?:ay)?) with|says?|said|mentioned|told|wants?|agreed)\b[^.!?\n]{0,60}\b(?:not (?:to )?worry about|skip|sk1p|ignore|disable|dis able|leave out|without|bypass|turn off|forget about)\b[^.!?\n]{0,40}\b(?:safe ?ty|secur\w{2,4}|review|check|filter|fil ter|approval|process|verification|compliance)\b/gi;

function detect({ text, view }: Subject): Hit[] {
  const past = matches(PAST_THE_LAYER, text, ([said]) =>
    PAST.test(said) && LAYER.test(said) ? { confidence: 0.6 } : null,
  );
  const others = [OPEN_DOOR, REDO, GREEN_LIGHT].flatMap((pattern) =>
    matches(pattern, text, () => ({ confidence: 0.6 })),
  );
  return [...past, ...others].map((hit) => {
    const spoken =
      view === 'raw' &&
      (isCited(text, hit.start) || isSpokenAbout(text, hit.start, hit.end) || isSecurityProse(text, hit.start));
    return spoken ? { ...hit, confidence: 0.3, severity: 'low' as const } : hit;
  });
}

/** Somebody goes around what checks them and gives a reason, or hands the reader one. Catalogue R1, C11. */
export const injectionShortcut: Detector = {
  id: 'injection.shortcut',
  category: 'prompt_injection',
  severity: 'medium',
  title: 'The text goes around a layer, a review or an earlier result, with a pretext',
  why: 'Read as its own thought or as a colleague\u2019s word, it takes a model past the check that was meant to hold it.',
  fix: 'Deliver the result fenced, and let the check it speaks of happen.',
  frameworks: FEIGNED_AUTHORITY,
  surfaces: INBOUND,
  gates: [
    {
      literals: [
        wordList(
          `i'll use the|i'll access|i'll query|i'll connect|i'm going to |i will acc|i will query|i will use|let me access|let me query|let me check|let me review|let me inspect|allow me|i'll hit |and hit the
          |recalculate|reassess|re-evaluate|reevaluate|recompute|green light|worry about|mentioned we|mentioned that we|said we can|said to skip|i'll skip|i'll bypass|i'll go dir`,
        ),
      ],
    },
  ],
  detect,
};
