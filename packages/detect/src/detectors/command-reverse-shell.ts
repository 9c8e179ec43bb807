import { reverseShells } from '../shell/effects.js';
import { commandHits } from './command-hits.js';
import { type Detector, INBOUND } from './detector.js';
import { FRAMEWORKS } from './frameworks.js';

/** A shell on a socket: devices, netcat, socat, named pipes, inline code. Catalogue C2. */
export const commandReverseShell: Detector = {
  id: 'command.reverse-shell',
  category: 'command',
  severity: 'critical',
  title: 'The command connects a shell to the network',
  frameworks: [FRAMEWORKS.mcpCommandInjection, FRAMEWORKS.agenticCodeExecution],
  surfaces: ['argument', 'definition'],
  hiddenSurfaces: INBOUND,
  gates: [
    { shapes: ['shell'] },
    {
      literals: [
        [
          '/dev/tcp/',
          '/dev/udp/',
          'inet/tcp/',
          'pty.spawn',
          'msfvenom',
          'socat',
          'ncat ',
          'netcat',
          ' nc ',
          '"nc ',
          'nc -',
          '/nc ',
          'mkfifo',
          'mknod ',
          's_client',
          'telnet',
          'socket',
          'fsockopen',
          'tcpclient',
          '-display',
        ],
      ],
    },
    { literals: [['|nc ', ';nc ', '&nc ', 'nc${', 'nc$ifs']] },
  ],
  detect: (subject) => commandHits(reverseShells(subject.script()), subject),
};
