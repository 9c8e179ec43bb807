import { type Detector, matches } from './detector.js';
import { FRAMEWORKS } from './frameworks.js';

/** Objects written out by languages that run something when they read them back. */
const OBJECTS =
  /\b[OC]:\d{1,4}:"[\w\\]{1,120}":\d{1,4}:\{|\brO0AB[A-Za-z0-9+/]{8,}|\baced0005[0-9a-f]{8,}|!!python\/(?:object|name|module)|!ruby\/(?:object|hash|struct)|!!javax?\.|_\$\$ND_FUNC\$\$_|\bAAEAAAD\/{5}|"\$type"\s{0,4}:\s{0,4}"System\.|\bcos\nsystem\n|__reduce__|c__builtin__\n/g;

/** Serialised objects of PHP, Java, Python, Ruby, .NET and Node. */
export const argumentSerialized: Detector = {
  id: 'argument.serialized-object',
  category: 'command',
  severity: 'high',
  title: 'The value is a serialised object',
  why: 'Reading such an object back runs code that its writer chose.',
  fix: 'Exchange plain JSON; refuse serialised objects at the tool.',
  frameworks: [FRAMEWORKS.agenticCodeExecution, FRAMEWORKS.mcpCommandInjection],
  surfaces: ['argument'],
  gates: [
    {
      literals: [
        [
          '":{s:',
          '":0:{',
          '":1:{',
          '":2:{',
          '":3:{',
          'ro0ab',
          'aced0005',
          '!!python/',
          '!ruby/',
          '!!java',
          '_$$nd_func$$_',
          'aaeaaad/',
          '"$type"',
          '__reduce__',
          '__builtin__',
        ],
      ],
    },
  ],
  detect: ({ text, role }) =>
    matches(OBJECTS, text, () =>
      role === 'free_text' && text.length > 400 ? { confidence: 0.45, severity: 'low' as const } : { confidence: 0.85 },
    ),
};
