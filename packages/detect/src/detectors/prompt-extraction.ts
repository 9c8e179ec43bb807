import { type Detector, EVERYWHERE, type Hit, type Subject } from './detector.js';
import { PROMPT_EXTRACTION } from './frameworks.js';
import { tellingHits } from './telling.js';

const ASK =
  '(?:reveal|show|print|repeat|output|display|disclose|leak|dump|expose|tell me|give me|return|write(?: out)?|recite|state|send|copy|append|include|embed|paste|spell out|translate|encode|what (?:is|are|was|were))(?![\\w-])';
const INNER =
  '(?:system[ _-]?prompt|system message|system instructions?|initial (?:prompt|instructions?)|hidden (?:prompt|instructions?|system (?:prompt|instructions?))|original (?:prompt|instructions?)|(?:internal|developer|secret|confidential|pre-?prompt|base) (?:prompt|instructions?)|instructions? (?:you (?:were|have been) (?:given|told)))(?![\\w-])';
const DIRECT = new RegExp(
  `\\b${ASK}[^.!?\\n]{0,40}?\\b(?:your|(?:the|any|all)(?= (?:\\w{1,10} ){0,2}(?:system|hidden|original|initial|full|complete|entire|secret|developer)))\\b[^.!?\\n:]{0,24}?\\b${INNER}`,
  'gi',
);
const OWN = new RegExp(
  `\\b${ASK}\\s{1,4}(?:me\\s{1,4})?(?:(?:all|of|the|full|complete|entire|exact)\\s{1,4}){0,3}your\\s{1,4}(?:(?:full|complete|entire|exact|initial|original|hidden|secret|internal|system|exact)\\s{1,4}){0,2}(?:system[ _-]?prompt|prompt|instructions)\\b`,
  'gi',
);
const REPEAT =
  /\b(?:repeat|print|output|write|recite)\b[^.!?\n]{0,30}\b(?:everything|all (?:the )?(?:text|words)|the (?:words|text|sentences?|message|prompt)|what(?:ever)? (?:is|was))\b[^.!?\n]{0,16}\b(?:above|before this|prior to this|so far|preceding)\b|\beverything in your prompt\b|\bstarting (?:with|from) "?you are\b/gi;

function detect(subject: Subject): Hit[] {
  const severity = subject.surface === 'argument' ? 'medium' : undefined;
  return [DIRECT, OWN, REPEAT].flatMap((pattern) => tellingHits(subject, pattern, 0.8, severity));
}

/** A request for the instructions the model was given, asked by an argument or by data. Catalogue R1, C7. */
export const promptExtraction: Detector = {
  id: 'prompt-extraction.request',
  category: 'prompt_extraction',
  severity: 'high',
  title: "The text asks for the model's own instructions",
  why: 'The instructions of an agent tell how to get around them, and may hold what is confidential.',
  fix: 'Keep the request from the model; let the answer be looked at before it leaves.',
  frameworks: PROMPT_EXTRACTION,
  surfaces: EVERYWHERE,
  joins: true,
  soft: true,
  gates: [
    {
      literals: [
        [
          'system prompt',
          'system_prompt',
          'system-prompt',
          'system message',
          'system instruction',
          'initial prompt',
          'initial instruction',
          'hidden prompt',
          'hidden instruction',
          'hidden system',
          'original prompt',
          'original instruction',
          'internal instruction',
          'internal prompt',
          'internal guideline',
          'developer instruction',
          'developer prompt',
          'secret instruction',
          'confidential instruction',
          'your prompt',
          'your instruction',
          'your initial',
          'your original',
          'your full',
          'your complete',
          'prompt so far',
          'everything above',
          'text above',
          'words above',
          'before this message',
          'starting with "you are',
          'instructions you were',
          'instructions you have been',
          'prompt verbatim',
          'pre-prompt',
          'preprompt',
        ],
      ],
    },
  ],
  detect,
};
