import { concernedBy } from '../shell/concerns.js';
import { DOWNLOAD_CONCERN, pipedToInterpreter } from '../shell/effects.js';
import { commandHits, PIPED_INTERPRETER } from './command-hits.js';
import { type Detector, INBOUND } from './detector.js';
import { COMMAND_INJECTION } from './frameworks.js';

const isConcerned = concernedBy(DOWNLOAD_CONCERN);

/** `curl … | sh` and every other way to say it. Catalogue C2. */
export const commandPipeToInterpreter: Detector = {
  id: 'command.pipe-to-interpreter',
  category: 'command',
  severity: 'critical',
  title: 'The command downloads something and hands it to an interpreter',
  why: 'What is fetched is run unread; whoever controls the address controls the machine.',
  fix: 'Download, look, then run; or install through the package manager.',
  frameworks: COMMAND_INJECTION,
  surfaces: ['argument', 'definition'],
  hiddenSurfaces: INBOUND,
  local: true,
  gates: [
    { shapes: ['program'] },
    { shapes: ['shell'] },
    { literals: [PIPED_INTERPRETER] },
    { literals: [['$(curl', '$(wget', '<(curl', '<(wget', '`curl', '`wget']] },
  ],
  glance: ({ text, script }) => isConcerned(text, script()),
  detect: (subject) => commandHits(pipedToInterpreter(subject.script()).download, subject),
};
