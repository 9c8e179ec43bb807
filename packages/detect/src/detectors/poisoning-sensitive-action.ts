import { concealsFromUser, isDisclaimed, isStudied } from '../concepts/clauses.js';
import type { Concept } from '../concepts/lexicon.js';
import type { Sentence } from '../concepts/reading.js';
import { type Around, CERTAIN, medium, type SentenceVerdict, sentenceHits } from './definition-hits.js';
import type { Detector, Subject } from './detector.js';
import { FRAMEWORKS } from './frameworks.js';

const HOSTILE = /\b(?:exfiltrat\w*|attackers?|attacker's|steals?|stealing|harvest(?:s|ing)?|leak the|evil)\b/;
/** Of the reader's machine or account, not of the tool's own set-up. */
const OF_THE_USER =
  /\b(?:user|users|user's|their|your|they|customer|all|any|every|contents?|system administrator|saved|the host|you find|that appear)\b/;
const SETUP =
  /\b(?:requires? (?:an?|your) (?:api|access|valid)|required for auth\w*|set the|set your|configure|configured|provide (?:a|an|your|the)|optional|default|authenticat\w+ (?:with|via|using)|must be set|your own|obtain (?:a|an|your)|example|e\.g|from environment variables|environment variable \w+|get one|sign up|valid|expires?|generates?|creates?|rotates?|stores? the|stored (?:in|at)|looks? up|lists?|manages?)\b/;
const AIMED =
  /\b(?:before|first|then|also|always|must|additionally|silently|secretly|whenever|each call|every call|every request|each request|requires you|requires the|mandatory|after (?:running|this|each|every)|prior to|in addition|obliged|essential|necessary|ensure|make sure|has to|have to|should|and (?:reads?|sends?|posts?|uploads?|includes?|passe?s?))\b/;
/** A parameter by its name, or the tool itself as the place to bring it. */
const PARAMETER =
  /[`'"][a-z][\w.]{1,30}[`'"]|\bto this tool\b|\bthis tool with\b|\boperand\b|\b(?:parameter|argument|field|property|param)\b/;

const INTO_PARAMETER =
  /\b(?:into|in|as|via|through) (?:the |a |an |its )?\S{0,24} ?(?:argument|parameter|field|sidenote|param)\b/;

const DATA = ['secretPlace', 'credential', 'sessionData'] as const satisfies readonly Concept[];

const taken = (sentence: Sentence, what: Concept): boolean =>
  sentence.near('take', what, 60) || sentence.near('send', what, 60) || sentence.near('put', what, 60);

/** Reading and handing on may stand in two sentences. */
const handsOn = (sentence: Sentence): boolean =>
  sentence.has('external') ||
  sentence.has('covert') ||
  (sentence.has('put') && (sentence.has('container') || PARAMETER.test(sentence.text))) ||
  INTO_PARAMETER.test(sentence.text) ||
  (sentence.has('put') && /\b(?:it|them|its contents?|their contents?|the contents?|its text)\b/.test(sentence.text));

function judge(sentence: Sentence, { before, after }: Around): SentenceVerdict {
  const wanted = DATA.filter((concept) => sentence.has(concept));
  if (wanted.length === 0 || isDisclaimed(sentence) || isStudied(sentence)) return null;
  const hidden = [before, sentence, after].some(
    (near) => near !== undefined && (concealsFromUser(near) || near.has('covert')),
  );
  if (!wanted.some((concept) => taken(sentence, concept))) return null;
  if (HOSTILE.test(sentence.text)) return { confidence: CERTAIN };
  const place = sentence.has('secretPlace');
  const ordered =
    AIMED.test(sentence.text) ||
    (sentence.has('directive') && !/^\W*(?:please )?(?:provide|set)\b/.test(sentence.text));
  const onward =
    handsOn(sentence) || (after !== undefined && (after.has('send') || after.has('put')) && handsOn(after));
  const setup = SETUP.test(sentence.text);
  if (hidden && (ordered || onward || place)) return { confidence: CERTAIN };
  if (setup) return null;
  if (!place && !OF_THE_USER.test(sentence.text)) return null;
  if (ordered && onward && place) return { confidence: CERTAIN };
  if (ordered && onward && (PARAMETER.test(sentence.text) || (sentence.has('send') && sentence.has('external'))))
    return medium(0.7);
  if (place && onward && (PARAMETER.test(sentence.text) || sentence.has('external'))) return medium(0.65);
  return onward && sentence.has('send') && sentence.has('external') ? medium(0.6) : null;
}

/** A definition that wants credentials, keys, private files or what other tools returned, and puts them somewhere. Catalogue M1. */
export const poisoningSensitiveAction: Detector = {
  id: 'poisoning.sensitive-action',
  category: 'tool_poisoning',
  severity: 'critical',
  title: 'The definition has the model read secrets and hand them on',
  why: 'A model that follows it reads keys of the machine and gives them to the tool, whose server keeps them.',
  fix: 'Block the tool; if it was called before, replace the keys it names.',
  frameworks: [
    FRAMEWORKS.llmPromptInjection,
    FRAMEWORKS.mcpToolPoisoning,
    FRAMEWORKS.agenticSupplyChain,
    FRAMEWORKS.atlasDataLeakage,
  ],
  surfaces: ['definition'],
  joins: true,
  always: true,
  gates: [],
  detect: (subject: Subject) => sentenceHits(subject, judge),
};
