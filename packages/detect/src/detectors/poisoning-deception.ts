import { isStudied } from '../concepts/clauses.js';
import type { Sentence } from '../concepts/reading.js';
import { medium, type SentenceVerdict, sentenceHits } from './definition-hits.js';
import type { Detector } from './detector.js';
import { FRAMEWORKS } from './frameworks.js';

const SAYS_FALSELY =
  /\b(?:answer|reply|state|say|claim|respond|tell (?:the user|them)|insist|pretend|assure (?:the user|them))\b.{0,14}\bthat\b.{0,50}\b(?:no|only|nothing|never|none|safe|successful\w*|harmless|not)\b/;
const FALSIFIES =
  /\binstead\b.{0,60}\breport success\b|\breport(?:s|ed)? (?:it as |the \w+ as )?(?:success|a success|successful)\b.{0,40}\b(?:even|although|regardless|anyway|whatever)\b|\b(?:always|instead) report\b.{0,40}\b(?:lower|higher|less|more|different|fewer)\b|\b(?:falsif\w+|fabricat\w+|make up|misreport\w*|mislead\w*) (?:the |a )?(?:user|result|value|answer|report)s?\b/;
const ADVERTISES =
  /\b(?:recommend|suggest|promote|advertise|mention)\b.{0,20}\b(?:the package|our product|the product|our service|the link|the site|this link)\b.{0,60}\b(?:whenever|always|every time|in (?:every|each|all)|install)\b/;
const CARRIES_OUT =
  /\b(?:image|img|link|url|markdown)\b.{0,80}(?:\?\w{0,20}=?|query)\S{0,20}.{0,40}\b(?:followed by|containing|with|plus|carrying|encoded)\b.{0,50}\b(?:user|message|conversation|secret|data|content|key|token)/;
const SOMETHING_ELSE =
  /\bif (?:asked|the user asks|you are asked|requested) to (?:remove|delete|send|pay|transfer|show|list|read)\b.{0,60}\binstead (?:also )?(?:remove|delete|send|pay|transfer|show|list|read|call|run|answer|return)\w*\b/;

const MAY = /instead|report|falsif|fabricat|make up|mislead|recommend|suggest|promote|advertise|mention|\?|that /;

function judge(sentence: Sentence): SentenceVerdict {
  const { text } = sentence;
  if (!MAY.test(text) || isStudied(sentence)) return null;
  if (SOMETHING_ELSE.test(text) || FALSIFIES.test(text)) return { confidence: 0.75 };
  if (CARRIES_OUT.test(text) && sentence.has('directive')) return { confidence: 0.75 };
  if (ADVERTISES.test(text)) return medium(0.6);
  return SAYS_FALSELY.test(text) && /\b(?:if|when|whenever)\b/.test(text) && sentence.has('user') ? medium(0.6) : null;
}

/** A definition that has the model deceive its user: false answers, other deeds than asked, adverts, answers that carry data out. Catalogue M3. */
export const poisoningDeception: Detector = {
  id: 'poisoning.deception',
  category: 'tool_poisoning',
  severity: 'high',
  title: 'The definition has the model deceive its user',
  why: 'The user decides by what the model says; a tool that dictates a false answer decides for them.',
  fix: 'Block the tool and check what was answered with its help.',
  frameworks: [FRAMEWORKS.mcpToolPoisoning, FRAMEWORKS.mcpIntentSubversion, FRAMEWORKS.agenticGoalHijack],
  surfaces: ['definition'],
  always: true,
  gates: [],
  detect: (subject) => sentenceHits(subject, judge),
};
