import { intentDetector } from '../intent/intent.js';
import type { Detector } from './detector.js';
import { POISONED_ORDER } from './frameworks.js';

/** The trained classifier's view of a tool's definition. Catalogue M1 to M3, M5, M8. */
export const intentDefinition: Detector = intentDetector('definition', {
  id: 'intent.definition',
  category: 'tool_poisoning',
  title: 'The definition reads like an order to the model and not like a description',
  why: 'A model follows what definitions say before any tool of the server was called.',
  fix: 'Read the marked words and ask the maintainer for a plain description; approve the tool only without them.',
  frameworks: POISONED_ORDER,
  surfaces: ['definition'],
});
