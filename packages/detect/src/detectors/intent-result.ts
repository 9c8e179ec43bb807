import { intentDetector } from '../intent/intent.js';
import type { Detector } from './detector.js';
import { INDIRECT_INJECTION } from './frameworks.js';

/** The trained classifier's view of a result or a message from the server. Catalogue R1 to R3, R10 to R12, C14. */
export const intentResult: Detector = intentDetector('result', {
  id: 'intent.result',
  category: 'prompt_injection',
  title: 'The text reads like an order to the model',
  why: 'A model reads what a tool answers as it reads its user, and may carry out an order that stands in it.',
  fix: 'Read the marked words; if they belong there, add an exception for this tool, else treat its source as hostile.',
  frameworks: INDIRECT_INJECTION,
  surfaces: ['result', 'server_message'],
});
