import { concernedBy, KIND } from '../shell/concerns.js';
import { commandHits } from './command-hits.js';
import { type Detector, type Hit, INBOUND, matches, type Subject } from './detector.js';
import { COMMAND_INJECTION } from './frameworks.js';

/** Ways to write a command that only serve to hide it. One pass each. */
const DISGUISES: readonly RegExp[] = [
  /\$\{?IFS\b/g,
  /%[A-Za-z()]{3,24}:~-?\d{1,3}(?:,-?\d{1,3})?%/g,
  /(?:[a-z]\^){2,}[a-z]?/gi,
  /(?:\b|-)(?=\w{0,12}`)(?:[a-z]{1,12}`){1,12}[a-z]{1,12}\b(?=\s|\(|\.|-)(?<!\w`(?:n|t|r)\b)/gi,
  /\$\{\w{1,30}\/{1,2}[^}/]{1,30}\/[^}]{0,30}\}[^\n]{0,40}(?:passwd|shadow)|[<\s]\$\{\w{1,20}\/\/[^}]{1,40}\\?\/[^}]{0,40}\}/g,
  /\[char\]\s{0,2}(?:0x[\da-f]{2}|\d{2,3})\s{0,2}\+\s{0,2}\[char\]/gi,
  /["']\{\d\}(?:\{\d\}){1,40}["']\s{0,4}-f\b/gi,
  /-join\s{0,4}\(?\s{0,4}[@(]?['"\d(]|\[array\]::reverse|-split\s{0,2}['"][^'"]{1,6}['"]\s{0,4}\|\s{0,4}%/gi,
  /\/\?{2,4}\/[\w?*]{1,20}|\/[a-z?*]{0,4}[?][a-z?*]{0,4}\/[\w?*]{0,8}[?*][\w?*]{0,8}\s/g,
  /\\x[0-9a-f]{2}\\x[0-9a-f]{2}\\x[0-9a-f]{2}(?:\\x[0-9a-f]{2}){3,}/gi,
  /\u202e|\[char\]\s?0x20(?:2e|0[bcd])/gi,
  /\[char\[\]\]\s{0,2}\(?\s{0,2}\d{2,3}\s?,/gi,
  /\\(?:033|x1b|e)\[\d{0,2}[A-HJKf]/g,
  /(?:^|[\s;|&])\{,[^{}\s]{1,40}\}/g,
  /\$\(\s{0,2}tr\s[^)\n]{1,60}<<<|\btr\s+['"]!-0['"]/g,
];

function detect(subject: Subject): Hit[] {
  if (subject.role === 'free_text') return [];
  const { invocations } = subject.script();
  const hidden = invocations
    .filter(({ disguised }) => disguised)
    .map(({ start, end }) => ({ start, end, confidence: 0.85 }));
  const found = DISGUISES.flatMap((pattern) => matches(pattern, subject.text, () => ({ confidence: 0.75 })));
  return commandHits([...hidden, ...found], subject);
}

const isConcerned = concernedBy({ programs: [[KIND.disguised]] }, { patterns: DISGUISES });

/** Quotes, holes, slices, carets, format strings and wild cards that only serve to hide what runs. Catalogue C2, C13. */
export const commandDisguised: Detector = {
  id: 'command.disguised',
  category: 'command',
  severity: 'high',
  title: 'The command is written so that it does not show what it runs',
  why: 'Nobody who wants a command to be read writes it this way; filters are the only reader it is meant for.',
  fix: 'Ask for the command in plain words. If a generated script needs this, allow that tool by name.',
  frameworks: COMMAND_INJECTION,
  surfaces: ['argument'],
  hiddenSurfaces: INBOUND,
  gates: [{ shapes: ['program'] }, { shapes: ['shell'], literals: [['$ifs', '${ifs']] }],
  glance: ({ text, script }) => isConcerned(text, script()),
  detect,
};
