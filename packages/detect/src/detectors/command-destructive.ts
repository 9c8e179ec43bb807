import { destruction } from '../shell/effects.js';
import { commandHits } from './command-hits.js';
import { type Detector, INBOUND } from './detector.js';
import { FRAMEWORKS } from './frameworks.js';

/** `rm -rf /` and the like. Catalogue C9. */
export const commandDestructive: Detector = {
  id: 'command.destructive',
  category: 'command',
  severity: 'critical',
  title: 'The command erases a system, a home or a disk',
  frameworks: [FRAMEWORKS.mcpCommandInjection, FRAMEWORKS.agenticCodeExecution],
  surfaces: ['argument', 'definition'],
  hiddenSurfaces: INBOUND,
  gates: [
    { shapes: ['shell'] },
    {
      literals: [
        ['rm -', 'rm ${', 'shred ', 'chmod -', 'chown -', '/dev/sd', '/dev/nvme', '/dev/hd', '/dev/vd', 'no-preserve'],
      ],
    },
  ],
  detect: (subject) => commandHits(destruction(subject.script()), subject),
};
