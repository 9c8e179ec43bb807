import { type Detector, type Hit, matches, type Subject } from './detector.js';
import { COMMAND_INJECTION } from './frameworks.js';

const PROGRAMS =
  'ls|ll|dir|id|cat|tac|type|more|less|head|tail|whoami|who|w|pwd|uname|hostname|sleep|ping|wget|curl|nc|ncat|netcat|bash|sh|zsh|cmd|powershell|pwsh|perl|python[23]?|ruby|php|node|echo|printf|rm|mv|cp|chmod|chown|touch|kill|ps|net|netstat|ipconfig|ifconfig|ip|arp|route|nslookup|dig|host|env|set|export|sudo|su|find|grep|awk|sed|tar|zip|useradd|adduser|reboot|shutdown|system|exec|eval|phpinfo|passthru|calc|notepad|start|sc|reg|tasklist|systeminfo|dd|mkfifo|telnet|ssh|scp|ftp|crontab|mkdir|rmdir|del|copy|ver|vol|time(?:out)?';
const AFTER_SEPARATOR = new RegExp(
  `(?:\\|{1,2}|&{1,2}|;|\\n|%0a|%0d)\\s{0,8}(?:["'(]\\s{0,4})?(?:(?:/?usr)?/?s?bin/|[a-z]:\\\\(?:[\\w.]+\\\\){0,4})?(?:${PROGRAMS})(?:\\.exe)?(?=$|[\\s;|&'"\`()<>$])`,
  'gi',
);
const SUBSTITUTION = /\$\((?!\()[^)\n]{1,200}\)|`[^`\n]{1,200}`|\$\{IFS\}|\$IFS\b|\(\)\s{0,4}\{\s{0,4}:;\s{0,4}\}/g;
const TEMPLATE_CODE =
  /\{\$\{|\$\{@|<!--\s{0,4}#exec|<\?(?:php|=)|\b(?:system|exec|passthru|shell_exec|popen|eval)\s{0,4}\(\s{0,4}['"$]|\bphp(?:info|version)\(\s?\)|%\{\(#/gi;
/** A command that opens with a separator, or by closing a quotation, is a fragment to be hung on another one. */
const FRAGMENT =
  /^\s{0,8}(?:["')\\]{0,3}(?:n|r)?\s{0,4}(?:;|\|{1,2}(?!\s{0,4}$)|&&|&\s)|["']?\\n\/|["']\s{1,4}\w+$|(?:["']|%2[27])?%0[ad]|\(\)\s{0,4}\{)|^\\{1,2}[nr](?:\/|id|ls|echo|whoami|cat)/i;
/** `a;id;`, `x)|/usr/bin/id|`: a stub, a separator, and a look at the machine. */
const HUNG_ON =
  /^[^\s;|&]{0,24}?[)'"*]{0,2}\s?(?:;|\|{1,2}|&{1,2})\s?(?:\/(?:usr\/)?s?bin\/)?(?:id|whoami|ls|uname|pwd|cat|sleep|ping|hostname|ifconfig|netstat|ps|dir|type|ver|perl|echo)(?:\s[^;|&]{0,60})?(?:[;|&]|\\n|$)/i;
/** Nothing but a substitution: it stands for something else's argument. */
const BARE_SUBSTITUTION = /^\s{0,4}(?:\$\(\s{0,2}`?|`)[^`)]{1,120}(?:`\s{0,2}\)?|\))\s{0,4}$/;
/** A whole command where a name, an address or a path is asked for. */
const AT_START = new RegExp(
  `^\\s{0,4}(?:${PROGRAMS}|netsh|reg|net|sort|wmic|schtasks|base64)(?:\\.exe)?\\s{1,4}(?:-[A-Za-z]|/[a-z]|[a-z]:\\\\|https?:|%\\w|["']<|user\\s|add\\s|firewall\\s|\\.{1,2}/|~/|["'])`,
  'i',
);
const UNITS_MAX = 4096;
const STRICT = new Set(['identifier', 'path', 'url']);

/** Full-width signs as the ASCII ones that careless programs make of them, unit by unit. */
const narrowed = (text: string): string =>
  text.replace(/[\uff01-\uff5e]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0));

/** What any of the patterns for a whole command needs; a text in full-width signs has to be read. */
const OF_COMMANDS = /\{\$\{|\$\{@|<!--|<\?|[cmunl]\s{0,4}\(|php|%\{\(#|[\uff01-\uff5e]/i;

function glance({ text, role }: Subject): boolean {
  if (text.length > UNITS_MAX || role === 'free_text' || role === 'secret') return false;
  if (role !== 'command') return true;
  return OF_COMMANDS.test(text) || FRAGMENT.test(text) || BARE_SUBSTITUTION.test(text) || HUNG_ON.test(text);
}

function detect({ text: written, role, key }: Subject): Hit[] {
  const text = narrowed(written);
  const templates = matches(TEMPLATE_CODE, text, () => ({ confidence: 0.8 }));
  if (role === 'command')
    return [
      ...templates,
      ...fragments(text, key),
      ...(HUNG_ON.test(text) && text.length < 120 && looksHung(text) ? whole(text, 0.65) : []),
    ];
  const chained = matches(AFTER_SEPARATOR, text, () => ({ confidence: role === 'query' ? 0.7 : 0.9 }));
  const command = chained.length === 0 && AT_START.test(text) ? whole(text, 0.75) : [];
  if (!STRICT.has(role))
    return [
      ...chained,
      ...command,
      ...(BARE_SUBSTITUTION.test(text) ? whole(text, 0.75) : []),
      ...templates,
      ...(chained.length === 0 ? fragments(text, key).filter(() => /^\s*[|;&]/.test(text)) : []),
    ];
  const substituted = matches(SUBSTITUTION, text, () => ({ confidence: 0.85 }));
  const broken =
    chained.length === 0 && /^["')]?\s?[;|&`]|[;|`]$|^["']\s{1,4}\w+["']?$|^\\[rn]|^(?:%2[27])?%0[ad]/i.test(text)
      ? [{ start: 0, end: text.length, confidence: 0.7 }]
      : [];
  return [...chained, ...command, ...substituted, ...templates, ...broken];
}

const whole = (text: string, confidence: number): Hit[] => [{ start: 0, end: text.length, confidence }];

/** `cd x && ls` is ordinary; a stub that is no command, or a separator left over at the end, is not. */
const looksHung = (text: string): boolean =>
  /[;|&]\s{0,2}(?:\\n)?$/.test(text) ||
  /^[^\s;|&]{0,3}[)'"*$]{0,2}\s?[;|&]/.test(text) ||
  /^\S{1,20}\*\s?[;|&]/.test(text);

function fragments(text: string, key: string): Hit[] {
  if ((!FRAGMENT.test(text) && !BARE_SUBSTITUTION.test(text)) || /^(?:code|program)$/i.test(key)) return [];
  return [{ start: 0, end: text.length, confidence: 0.75 }];
}

/** Shell syntax in an argument that is a name, a path, an address or a search. Catalogue C2. */
export const commandMetacharacters: Detector = {
  id: 'command.metacharacters',
  category: 'command',
  severity: 'high',
  title: 'The argument carries shell syntax that does not belong there',
  why: 'A tool that puts this value into a command line runs what stands in it.',
  fix: 'Start programs with an argument list instead of a shell; restrict the parameter by a pattern in its schema.',
  frameworks: COMMAND_INJECTION,
  surfaces: ['argument'],
  glance,
  gates: [
    { shapes: ['shell'] },
    { shapes: ['percent'] },
    {
      literals: [
        [
          'dir c:',
          'curl http',
          'wget http',
          'curl -',
          'wget -',
          'net user',
          'netsh ',
          'reg add',
          'ls -',
          'ping -',
          'cat /',
          'ls /',
          'perl -e',
          'phpinfo(',
          'phpversion(',
          'type c:',
          'echo ',
        ],
      ],
    },
  ],
  detect,
};
