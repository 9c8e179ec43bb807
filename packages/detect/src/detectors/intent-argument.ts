import { intentHits } from '../intent/intent.js';
import type { Detector } from './detector.js';
import { FRAMEWORKS } from './frameworks.js';

/** Words without which hardly any order to a model is given, and which are rare in what a tool is called with. */
const WORDS_OF_ORDERS = [
  'ignore',
  'disregard',
  'forget',
  'override',
  'instruction',
  'system prompt',
  'you are now',
  'you must',
  'pretend',
  'act as',
  'from now on',
  'do not tell',
  'do not mention',
  'without asking',
  'without telling',
  'without confirmation',
  'no restrictions',
  'restrictions',
  'reveal',
  'bypass',
  'jailbreak',
  'assistant',
  'on behalf of',
];

/**
 * An order to a model that stands in what a tool is called with: an injection on its way to the next agent, or one that the
 * model has taken over. The head for results judges it, at the threshold where it is sure. Catalogue R14, C13.
 */
export const intentArgument: Detector = {
  id: 'intent.argument',
  category: 'prompt_injection',
  severity: 'medium',
  title: 'An argument reads like an order to a model',
  why: 'Text that orders a model about may have come with an earlier answer and goes on to whoever reads this call.',
  fix: 'Look at the answers before this call; where agents are meant to be given orders, add an exception for the tool.',
  frameworks: [FRAMEWORKS.llmPromptInjection, FRAMEWORKS.agenticGoalHijack, FRAMEWORKS.agenticToolMisuse],
  surfaces: ['argument'],
  gates: [{ literals: [WORDS_OF_ORDERS] }],
  detect: (subject) =>
    intentHits('result', subject)
      .filter(({ severity }) => severity === 'high')
      .map(({ severity: _sure, ...hit }) => hit),
};
