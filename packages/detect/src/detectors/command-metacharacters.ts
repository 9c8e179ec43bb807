import { type Detector, type Hit, matches, type Subject } from './detector.js';
import { FRAMEWORKS } from './frameworks.js';

const PROGRAMS =
  'ls|ll|dir|id|cat|tac|type|more|less|head|tail|whoami|who|w|pwd|uname|hostname|sleep|ping|wget|curl|nc|ncat|netcat|bash|sh|zsh|cmd|powershell|pwsh|perl|python[23]?|ruby|php|node|echo|printf|rm|mv|cp|chmod|chown|touch|kill|ps|net|netstat|ipconfig|ifconfig|ip|arp|route|nslookup|dig|host|env|set|export|sudo|su|find|grep|awk|sed|tar|zip|useradd|adduser|reboot|shutdown|system|exec|eval|phpinfo|passthru|calc|notepad|start|sc|reg|tasklist|systeminfo|dd|mkfifo|telnet|ssh|scp|ftp|crontab|mkdir|rmdir|del|copy|ver|vol|time(?:out)?';
const AFTER_SEPARATOR = new RegExp(
  `(?:\\|{1,2}|&{1,2}|;|\\n|%0a|%0d)\\s{0,8}(?:["'(]\\s{0,4})?(?:(?:/?usr)?/?s?bin/|[a-z]:\\\\(?:[\\w.]+\\\\){0,4})?(?:${PROGRAMS})(?:\\.exe)?(?=$|[\\s;|&'"\`()<>$])`,
  'gi',
);
const SUBSTITUTION = /\$\((?!\()[^)\n]{1,200}\)|`[^`\n]{1,200}`|\$\{IFS\}|\$IFS\b|\(\)\s{0,4}\{\s{0,4}:;\s{0,4}\}/g;
const TEMPLATE_CODE =
  /\{\$\{|\$\{@|<!--\s{0,4}#exec|<\?(?:php|=)|\b(?:system|exec|passthru|shell_exec|popen|eval)\s{0,4}\(\s{0,4}['"$]|\{\{[^}]{0,80}(?:__|class|config|import)|%\{\(#/gi;
/** A command that opens with a separator, or by closing a quotation, is a fragment to be hung on another one. */
const FRAGMENT =
  /^\s{0,8}(?:["')\\]{0,3}(?:n|r)?\s{0,4}(?:;|\|{1,2}(?!\s{0,4}$)|&&|&\s)|\\n\/|"\s{1,4}\w+$|\(\)\s{0,4}\{)/;
const STRICT = new Set(['identifier', 'path', 'url']);

function detect({ text, role, key }: Subject): Hit[] {
  if (text.length > 4096) return [];
  const templates = matches(TEMPLATE_CODE, text, () => ({ confidence: 0.8 }));
  if (role === 'command') return [...templates, ...fragments(text, key)];
  if (role === 'free_text' || role === 'secret') return [];
  const chained = matches(AFTER_SEPARATOR, text, () => ({ confidence: role === 'query' ? 0.7 : 0.9 }));
  if (!STRICT.has(role))
    return [
      ...chained,
      ...templates,
      ...(chained.length === 0 ? fragments(text, key).filter(() => /^\s*[|;&]/.test(text)) : []),
    ];
  const substituted = matches(SUBSTITUTION, text, () => ({ confidence: 0.85 }));
  const broken =
    chained.length === 0 && /^["')]?\s?[;|&`]|[;|`]$/.test(text)
      ? [{ start: 0, end: text.length, confidence: 0.7 }]
      : [];
  return [...chained, ...substituted, ...templates, ...broken];
}

function fragments(text: string, key: string): Hit[] {
  if (!FRAGMENT.test(text) || /^(?:code|program)$/i.test(key)) return [];
  return [{ start: 0, end: text.length, confidence: 0.75 }];
}

/** Shell syntax in an argument that is a name, a path, an address or a search. Catalogue C2. */
export const commandMetacharacters: Detector = {
  id: 'command.metacharacters',
  category: 'command',
  severity: 'high',
  title: 'The argument carries shell syntax that does not belong there',
  frameworks: [FRAMEWORKS.mcpCommandInjection, FRAMEWORKS.agenticCodeExecution],
  surfaces: ['argument'],
  gates: [{ shapes: ['shell'] }, { shapes: ['percent'] }],
  detect,
};
