import { concernedBy } from '../shell/concerns.js';
import { REVERSE_SHELL_CONCERNS, reverseShells } from '../shell/effects.js';
import { commandHits } from './command-hits.js';
import { type Detector, type Hit, INBOUND, matches, type Subject } from './detector.js';
import { COMMAND_INJECTION } from './frameworks.js';

/** Program text in any language that opens a connection, and that which hands it to a shell. */
const SOCKET =
  /TcpStream|java\.net\.Socket|new\s+(?:net\.)?Socket\(|net\.(?:Dial|connect|Socket)|Socket\.connect|sockaddr_in|inet_addr|inet_aton|AF_INET|TCPSocket|fsockopen|TcpClient|socket\.socket|io\.popen|gen_tcp|tcp_connect/;
const SPAWN =
  /\/bin\/(?:ba|z|da)?sh|cmd\.exe|powershell(?:\.exe)?|Command::new|exec\.Command|dup2\(|ProcessBuilder|child_process|Process\.start|execve?l?p?\(|os\/exec|Runtime\.getRuntime|subprocess|\bgetInputStream/g;
/** Pieces that only a reverse shell has, and what turns one into a terminal or waits for one. */
const PIECES =
  /(?:struct\s+sockaddr(?:_in)?\s*\*?\s*\)?\s*&?\w*rev|revsockaddr|reverse\s+shell\s+here)|dup2\(\s?\w+,\s?[012]\s?\)|socket\(\s?(?:AF_INET|PF_INET)|execve\(\s?"\/bin\/(?:ba)?sh|(?:^|[;&\n]\s{0,8})stty\s+(?:-\w+\s+)?raw\s+-echo|-qc\s+\/bin\/(?:ba)?sh\s+\/dev\/null|#define\s+SHELL\s+"\/bin|use\s+std::(?:net::TcpStream|os::unix::io)/g;
/** Waiting for a connection with everything shown, as one does for a shell that calls home. */
const LISTENS =
  /(?:^|[\s;|&])(?:rlwrap\s+(?:-\S+\s+){0,4})?(?:nc|ncat|netcat|rcat|pwncat)\s+(?:-{1,2}\w+\s+){0,4}-?(?:l[uk]?v[nu]*p|lnvp|lvn?p|nlvp|vlnp|nvlp)\b|rlwrap\s+(?:-\S+\s+){0,4}(?:\S\s+)?nc\s|tcp-listen:\d+[^\n]{0,80}(?:tty|exec)|(?:`tty`|file:\S*tty)\S*[^\n]{0,40}tcp-listen/gi;

function detect(subject: Subject): Hit[] {
  const shells = commandHits(reverseShells(subject.script()), subject);
  if (subject.surface !== 'argument' || subject.role !== 'command') return shells;
  const spawned = SOCKET.test(subject.text)
    ? matches(SPAWN, subject.text, () => ({ confidence: 0.85 })).slice(0, 1)
    : [];
  const pieces = matches(PIECES, subject.text, () => ({ confidence: 0.7, severity: 'high' as const }));
  const listens = matches(LISTENS, subject.text, () => ({ confidence: 0.6, severity: 'medium' as const }));
  return [...shells, ...spawned, ...pieces, ...listens];
}

const isConcerned = concernedBy({ patterns: [SOCKET, PIECES, LISTENS] }, ...REVERSE_SHELL_CONCERNS);

/** A shell on a socket: devices, netcat, socat, named pipes, inline code. Catalogue C2. */
export const commandReverseShell: Detector = {
  id: 'command.reverse-shell',
  category: 'command',
  severity: 'critical',
  title: 'The command connects a shell to the network',
  why: 'Whoever is at the other end types commands on this machine, past every check of single calls.',
  fix: 'Forbid the tool outgoing connections that it does not need.',
  frameworks: COMMAND_INJECTION,
  surfaces: ['argument', 'definition'],
  hiddenSurfaces: INBOUND,
  local: true,
  gates: [
    { shapes: ['program'] },
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
  glance: ({ text, script }) => isConcerned(text, script()),
  detect,
};
