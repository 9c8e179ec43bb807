import { type Detector, type Hit, type Subject } from './detector.js';
import { PROMPT_EXTRACTION } from './frameworks.js';
import { wordList } from './request-words.js';

/** Something is to be done with what stands above. */
const ABOVE =
  /\b(?:format|print|summari[sz]e|rewrite|convert|output|submit|translate|encode|repeat|copy|paste|show|list|write|display|return|put|reproduce|transcribe|render|echo|dump)\b[^.!?\n]{0,40}\b(?:everything|all|the (?:text|words|content|message|messages|instructions?|conversation|prompt|lines?)|all of the|the)\s(?:\w{1,12}\s){0,2}?(?:above|before this|prior to this|preceding)\b/i;
/** What a page may have above such a sentence. */
const OWN_ABOVE =
  /\b(?:above (?:command|example|code|table|figure|function|section|query|steps?|list|snippet|error|output|image|screenshot)|i (?:provided|gave|sent|wrote|pasted|shared)|the list|the paragraph|the table|my)\b/i;
const UNITS_MAX = 220;

function detect({ text }: Subject): Hit[] {
  const whole = text.trim();
  const match = ABOVE.exec(whole);
  // Nothing stands above in a text that is hardly more than this sentence: it means what the model was told.
  if (match === null || match.index > 60 || OWN_ABOVE.test(whole)) return [];
  const start = text.indexOf(whole) + match.index;
  return [{ start, end: start + match[0].length, confidence: 0.6 }];
}

/** A request for what stands above in a text that has nothing above: it is the conversation that is meant. Catalogue R1, C7. */
export const promptAbove: Detector = {
  id: 'prompt-extraction.above',
  category: 'prompt_extraction',
  severity: 'medium',
  title: 'The text asks for what stands above it, and nothing does',
  why: 'What a model has above a result is its instructions and the talk with the user; a model that obeys hands them out.',
  fix: 'Deliver the result fenced as data.',
  frameworks: PROMPT_EXTRACTION,
  surfaces: ['result', 'server_message'],
  whole: true,
  unitsMax: UNITS_MAX,
  gates: [
    {
      literals: [
        wordList(
          'the above|everything above|all above|text above|words above|content above|messages above|instructions above|instruction above|conversation above|prompt above|lines above|line above|before this|prior to this',
        ),
      ],
    },
  ],
  detect,
};
