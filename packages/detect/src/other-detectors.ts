import type { FindingCategory, Severity } from '@sallyport/contracts';
import { EVERYWHERE, type Surface } from './detectors/detector.js';
import { FRAMEWORKS } from './detectors/frameworks.js';
import { BEHAVIOUR_KINDS } from './flow/findings-of.js';
import { registeredSecretsDetector } from './registered/registered-secrets.js';

/** What a catalogue tells of a detector. */
export interface DetectorProfile {
  readonly id: string;
  readonly category: FindingCategory;
  readonly severity: Severity;
  readonly title: string;
  readonly why: string;
  readonly fix: string;
  readonly frameworks: readonly string[];
  readonly surfaces: readonly Surface[];
}

/** Of what a principal does over many calls. Two kinds of finding may share an id: the graver one tells of both. */
const BEHAVIOUR: readonly DetectorProfile[] = Object.values(BEHAVIOUR_KINDS)
  .filter(({ id }, index, all) => all.findIndex((other) => other.id === id) === index)
  .map((kind) => ({ ...kind, surfaces: [kind.id === BEHAVIOUR_KINDS.returned.id ? 'result' : 'argument'] }));

const OPINION = {
  category: 'prompt_injection',
  frameworks: [FRAMEWORKS.llmPromptInjection, FRAMEWORKS.agenticGoalHijack, FRAMEWORKS.atlasIndirectInjection],
  surfaces: EVERYWHERE,
} as const;

const OPINIONS: readonly DetectorProfile[] = [
  {
    ...OPINION,
    id: 'opinion.model',
    severity: 'high',
    title: 'A larger model takes the text for an attack',
    why: 'Rules and classifier were not sure, and a model that reads more closely is.',
    fix: 'Read the passage; if it is harmless, except this tool for a while or let the model only observe.',
  },
  {
    ...OPINION,
    id: 'opinion.judge',
    severity: 'high',
    title: 'The judge takes the text for an attack',
    why: 'Rules and classifier were not sure, and the judge that the operator set up is.',
    fix: 'Read the passage; if it is harmless, except this tool for a while or let the judge only observe.',
  },
  {
    ...OPINION,
    id: 'opinion.missing',
    severity: 'medium',
    title: 'The text is uncertain, and there was no second opinion',
    why: 'What should have been looked at more closely was not.',
    fix: 'Look whether the model or the judge is reachable, and whether its budget is large enough.',
  },
];

const { id, category, severity, title, why, fix, frameworks, surfaces } = registeredSecretsDetector([]);

/**
 * What makes findings without being one of the shipped detectors: behaviour over many calls, second opinions, and the secrets
 * an organisation registers. Their modes are set as those of any other.
 */
export const OTHER_DETECTORS: readonly DetectorProfile[] = [
  ...BEHAVIOUR,
  ...OPINIONS,
  { id, category, severity, title, why, fix, frameworks, surfaces },
];
