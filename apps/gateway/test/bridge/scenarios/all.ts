import { CHANGES } from './changes.js';
import { PLAIN } from './plain.js';
import { QUESTIONS } from './questions.js';
import type { Scenario } from './scenario.js';

/** Everything that has to work for every client at every server. */
export const SCENARIOS: readonly Scenario[] = [...PLAIN, ...QUESTIONS, ...CHANGES];
