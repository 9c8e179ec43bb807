import { concernedBy, KIND } from '../shell/concerns.js';
import { commandHits } from './command-hits.js';
import { type Detector, INBOUND } from './detector.js';
import { COMMAND_INJECTION } from './frameworks.js';

const isConcerned = concernedBy({ programs: [[KIND.unread]] });

/** Brackets and here-documents nested deeper than anyone writes: what cannot be read within bounds cannot be judged. */
export const commandUnreadable: Detector = {
  id: 'command.unreadable',
  category: 'command',
  severity: 'high',
  title: 'The command is nested deeper than it can be read',
  why: 'Such nesting keeps a reader busy or hides what runs at its bottom; no task asks for it.',
  fix: 'Write the command out flat, or as a script in a file that can be reviewed.',
  frameworks: COMMAND_INJECTION,
  surfaces: ['argument'],
  hiddenSurfaces: INBOUND,
  gates: [{ shapes: ['program'] }],
  glance: ({ text, script }) => isConcerned(text, script()),
  detect: (subject) =>
    subject.role === 'command'
      ? commandHits(
          subject.script().unread.map((span) => ({ ...span, confidence: 0.7 })),
          subject,
        )
      : [],
};
