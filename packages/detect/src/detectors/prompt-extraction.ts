import { type Detector, EVERYWHERE, type Hit, type Subject } from './detector.js';
import { FRAMEWORKS } from './frameworks.js';
import { tellingHits } from './telling.js';

const ASK =
  '(?:reveal|show|print|repeat|output|display|disclose|leak|dump|expose|tell me|give me|list|return|write(?: out)?|share|recite|state|provide|send|copy|append|include|embed|paste|spell out|translate|encode|summari[sz]e|what (?:is|are|was|were)|extract)';
const INNER =
  '(?:system[ _-]?prompt|system message|system instructions?|initial (?:prompt|instructions?)|hidden (?:prompt|instructions?|system)|original (?:prompt|instructions?)|(?:internal|developer|secret|confidential|pre-?prompt|base) (?:prompt|instructions?|guidelines?|rules)|instructions? (?:you (?:were|have been) (?:given|told)|above)|prompt (?:so far|above|verbatim)|everything (?:above|before this)|words above|text above|(?:all )?(?:of )?your (?:prompt|instructions|guidelines|rules|configuration|system))';
const DIRECT = new RegExp(
  `\\b${ASK}\\b[^.!?\\n]{0,60}?\\b(?:your|the|its|my|our|all|full|complete|entire|any|everything)\\b[^.!?\\n]{0,30}?\\b${INNER}\\b`,
  'gi',
);
const OWN = new RegExp(
  `\\b${ASK}\\b\\s{1,4}(?:me\\s{1,4})?(?:(?:all|of|the|full|complete|entire|exact)\\s{1,4}){0,3}your\\s{1,4}(?:(?:full|complete|entire|exact|initial|original|hidden|secret|internal|system|exact)\\s{1,4}){0,2}(?:system[ _-]?prompt|prompt|instructions|guidelines)\\b`,
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
  frameworks: [FRAMEWORKS.llmHiddenContext, FRAMEWORKS.agenticGoalHijack, FRAMEWORKS.atlasPromptExtraction],
  surfaces: EVERYWHERE,
  joins: true,
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
          'your guidelines',
          'your rules',
          'your configuration',
          'your system',
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
