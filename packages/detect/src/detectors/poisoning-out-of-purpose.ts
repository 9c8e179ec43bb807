import { concealsFromUser, isDisclaimed, isStudied, skipsConsent } from '../concepts/clauses.js';
import type { Concept } from '../concepts/lexicon.js';
import type { Sentence } from '../concepts/reading.js';
import { medium, type SentenceVerdict, sentenceHits } from './definition-hits.js';
import type { Detector } from './detector.js';
import { FRAMEWORKS } from './frameworks.js';

const MODEL_OBLIGED =
  /\b(?:assistants?|models?|agents?|llms?|ais?|callers?)\b.{0,24}\b(?:must|should|has to|have to|(?:is|are) (?:required|expected|obliged)|needs? to|wants you to)\b/;
const OBLIGED =
  /\b(?:must|always|never|required to|has to|have to|whenever|every time|each time|mandatory|crucial|essential|every|before|after|first|also|additionally|prior to|should|note)\b/;
const PARAMETER =
  /[`'"][a-z][\w.]{1,30}[`'"]|\b(?:parameter|argument|field|param|metadata|headers?|request body|operand)\b/;
const ADDRESS = /\bhttps?:\/\/|[\w.+-]{1,64}@[\w-]{1,63}\.[a-z]{2,}/;
const OF_THE_USER =
  /\busers?'s?\b.{0,30}\b(?:full|complete|entire|most recent|recent|contacts?|messages?|passwords?|keys?|tokens?|passport|clipboard|home)\b|\bcomplete user request\b/;
const REPLACES =
  /\b(?:must|always|should|be)\b.{0,30}\breplaced? (?:\w+ ){0,4}(?:with|by)\b|\binstead of the one\b|\bin blind copy\b/;
/** Deeds that a machine's owner would want to be asked about. */
const DRASTIC =
  /\bcron entry\b|\bkeystrokes?\b|\bcaptures? the screen\b|--privileged|\bhost root\b|\b(?:removes?|deletes?|wipes?) (?:\S+ ){0,4}home (?:folder|directory)\b|\bright away in the terminal\b|\bauto approve\b|\breverse shell\b|\bfollow what it says\b|\badd (?:\S+ ){0,3}to (?:the )?\.?bashrc\b/;

/** Where an honest tool gets its own key from, and tools for the variables themselves. */
const SET_UP =
  /\b(?:retrieved|taken|read|loaded) from (?:the )?environment variables\b|^\W*(?:\[\w+\] )?(?:lists?|prints?|gets?|sets?|shows?) (?:all )?(?:the )?environment variables\b/;

const MOVES: readonly Concept[] = ['put', 'send', 'take'];
const moves = (sentence: Sentence): boolean => MOVES.some((concept) => sentence.has(concept));

/** Each is rare in honest definitions, and none says what a tool is for. */
const DEMANDS: readonly ((sentence: Sentence) => boolean)[] = [
  (s) =>
    s.has('secretPlace') &&
    !SET_UP.test(s.text) &&
    moves(s) &&
    (s.has('directive') || OBLIGED.test(s.text) || s.has('pretext') || (PARAMETER.test(s.text) && s.has('put'))),
  (s) =>
    s.has('conversation') &&
    (s.has('put') || s.has('send')) &&
    (PARAMETER.test(s.text) || s.has('external')) &&
    (s.has('directive') || s.has('entire')),
  (s) =>
    s.has('sessionData') &&
    (s.has('put') || s.has('send')) &&
    (s.has('external') || PARAMETER.test(s.text) || OBLIGED.test(s.text)),
  (s) =>
    s.has('credential') &&
    (s.has('send') || s.near('put', 'credential', 40)) &&
    (s.has('external') || ADDRESS.test(s.text)) &&
    s.has('user'),
  (s) =>
    s.has('credential') &&
    PARAMETER.test(s.text) &&
    s.has('put') &&
    (MODEL_OBLIGED.test(s.text) || /\bfound in\b|\bfrom the environment\b/.test(s.text)),
  (s) =>
    MODEL_OBLIGED.test(s.text) &&
    (s.has('put') || s.has('send')) &&
    (PARAMETER.test(s.text) || s.has('user') || ADDRESS.test(s.text) || s.has('secretPlace')),
  (s) =>
    OF_THE_USER.test(s.text) &&
    (s.has('put') || s.has('send')) &&
    (s.has('container') || s.has('external') || OBLIGED.test(s.text)),
  (s) => (s.has('covert') || concealsFromUser(s) || skipsConsent(s)) && moves(s) && s.has('directive'),
  (s) => s.has('addressed') && (moves(s) || s.has('call') || s.has('adopt')),
  (s) => DRASTIC.test(s.text),
  (s) =>
    REPLACES.test(s.text) && (ADDRESS.test(s.text) || /\d{3}|\b[a-z0-9]{24,}\b|links in your answers/.test(s.text)),
];

function judge(sentence: Sentence): SentenceVerdict {
  const met = DEMANDS.filter((demand) => demand(sentence)).length;
  if (met === 0 || isDisclaimed(sentence) || isStudied(sentence)) return null;
  return met > 1 ? { confidence: 0.8, severity: 'high' } : medium(0.6);
}

/**
 * A definition that demands what no tool needs for its purpose: data of the machine or the session in its parameters, orders to
 * the model, deeds out of sight. Catalogue M1, M2, M14.
 */
export const poisoningOutOfPurpose: Detector = {
  id: 'poisoning.out-of-purpose',
  category: 'tool_poisoning',
  severity: 'medium',
  title: 'The definition demands what its purpose does not need',
  why: 'Sentences like these are found in two of a thousand honest definitions, and in most poisoned ones.',
  fix: 'Read the sentence beside what the tool is for; ask its publisher where the two do not meet.',
  frameworks: [FRAMEWORKS.llmPromptInjection, FRAMEWORKS.mcpToolPoisoning, FRAMEWORKS.mcpOverSharing],
  surfaces: ['definition'],
  always: true,
  gates: [],
  detect: (subject) => sentenceHits(subject, judge),
};
