import { isDisclaimed, isStudied } from '../concepts/clauses.js';
import type { Sentence } from '../concepts/reading.js';
import { type Around, CERTAIN, LIKELY, medium, type SentenceVerdict, sentenceHits } from './definition-hits.js';
import type { Detector } from './detector.js';
import { FRAMEWORKS } from './frameworks.js';

const OUTPUT =
  /\b(?:output|returned|following instructions|response|results?|values? returned|payload|page|content|item|embedded|salida|respuesta|sortie|ausgabe|saida)\b/;

function judge(sentence: Sentence, { before }: Around): SentenceVerdict {
  const speaks =
    sentence.has('override') || sentence.has('adopt') || sentence.has('addressed') || before?.has('addressed') === true;
  if (!speaks || isDisclaimed(sentence) || isStudied(sentence)) return null;
  const rules = sentence.has('instructions');
  const guards = sentence.has('safeguard');
  const addressed = sentence.has('addressed') || (before?.has('addressed') ?? false);
  if (addressed && sentence.has('override') && (rules || guards)) return { confidence: CERTAIN };
  if (sentence.has('persona') && sentence.has('adopt') && (OUTPUT.test(sentence.text) || sentence.has('override')))
    return { confidence: sentence.has('override') && (rules || guards) ? CERTAIN : LIKELY };
  if (
    sentence.has('override') &&
    sentence.near('override', 'instructions', 40) &&
    (sentence.has('model') || sentence.has('authority') || sentence.has('adopt'))
  )
    return { confidence: CERTAIN };
  if (sentence.has('authority') && sentence.has('adopt') && OUTPUT.test(sentence.text)) return { confidence: 0.85 };
  if (
    sentence.has('override') &&
    sentence.near('override', 'safeguard', 40) &&
    (sentence.has('directive') || sentence.has('model') || addressed)
  )
    return { confidence: addressed || sentence.has('model') ? CERTAIN : LIKELY };
  if (sentence.has('override') && sentence.near('override', 'instructions', 30)) return { confidence: 0.75 };
  return addressed &&
    sentence.has('directive') &&
    (sentence.has('send') || sentence.has('call') || sentence.has('take'))
    ? medium(0.65)
    : null;
}

/** A definition that sets itself above what the model was told: new rules, a new self, results that are to be obeyed. Catalogue M1. */
export const poisoningAuthority: Detector = {
  id: 'poisoning.authority',
  category: 'tool_poisoning',
  severity: 'high',
  title: 'The definition sets itself above the instructions of the model',
  why: 'Whoever controls the tool controls every session that can see it.',
  fix: 'Block the tool; what a tool is for needs no word about the instructions of its reader.',
  frameworks: [
    FRAMEWORKS.llmPromptInjection,
    FRAMEWORKS.mcpToolPoisoning,
    FRAMEWORKS.mcpIntentSubversion,
    FRAMEWORKS.agenticGoalHijack,
  ],
  surfaces: ['definition'],
  joins: true,
  always: true,
  gates: [],
  detect: (subject) => sentenceHits(subject, judge),
};
