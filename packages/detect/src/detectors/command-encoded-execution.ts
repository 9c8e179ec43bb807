import { concernedBy } from '../shell/concerns.js';
import { DECODE_CONCERN, pipedToInterpreter } from '../shell/effects.js';
import { commandHits, PIPED_INTERPRETER } from './command-hits.js';
import { type Detector, INBOUND } from './detector.js';
import { COMMAND_INJECTION } from './frameworks.js';

const isConcerned = concernedBy(DECODE_CONCERN);

/** `echo … | base64 -d | sh` and its kin. Catalogue C2, C13. */
export const commandEncodedExecution: Detector = {
  id: 'command.encoded-execution',
  category: 'command',
  severity: 'critical',
  title: 'The command decodes something and hands it to an interpreter',
  why: 'An encoded program that runs at once is only encoded to get past a reader.',
  fix: 'Ask for the program in plain text.',
  frameworks: COMMAND_INJECTION,
  surfaces: ['argument', 'definition'],
  hiddenSurfaces: INBOUND,
  local: true,
  gates: [{ shapes: ['shell'] }, { literals: [PIPED_INTERPRETER] }],
  glance: ({ text, script }) => isConcerned(text, script()),
  detect: (subject) => commandHits(pipedToInterpreter(subject.script()).decode, subject),
};
