import { exfiltration } from '../shell/effects.js';
import { commandHits } from './command-hits.js';
import { type Detector, INBOUND } from './detector.js';
import { FRAMEWORKS } from './frameworks.js';

/** Credential file and sender in one pipeline. Catalogue C6, C7. */
export const commandExfiltration: Detector = {
  id: 'command.exfiltration',
  category: 'command',
  severity: 'critical',
  title: 'The command reads credentials and sends them away',
  frameworks: [FRAMEWORKS.mcpCommandInjection, FRAMEWORKS.agenticCodeExecution],
  surfaces: ['argument', 'definition'],
  hiddenSurfaces: INBOUND,
  gates: [
    { shapes: ['shell'] },
    {
      literals: [
        [
          '.ssh/',
          '.aws/',
          '/etc/shadow',
          '/etc/passwd',
          '/etc/sudoers',
          '.kube/',
          '.docker/',
          '.env',
          '.netrc',
          '.pgpass',
          '.git-cred',
          'id_rsa',
          'id_ed25519',
          'id_ecdsa',
          '.gnupg',
        ],
      ],
    },
  ],
  detect: (subject) => commandHits(exfiltration(subject.script()), subject),
};
