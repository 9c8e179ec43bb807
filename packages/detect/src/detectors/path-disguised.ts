import type { Detector, Hit, Subject } from './detector.js';
import { ARGUMENT_INJECTION } from './frameworks.js';

interface Form {
  readonly pattern: RegExp;
  readonly confidence: number;
  readonly severity?: 'medium';
}

/** Ways of writing a path that mean something else to the file system than to a reader. Tried on the path as it stands. */
const FORMS: readonly Form[] = [
  { pattern: /\0|%(?:25)?00|\\x00|\\u0000|\\0(?=\.|$)/, confidence: 0.9 },
  { pattern: /^\\\\[?.]\\|globalroot|^\\\?\?\\|^\/\/[?.]\//i, confidence: 0.85 },
  {
    pattern: /^\\\\[\w.$-]{1,80}\\|^\/\/(?:\d{1,3}\.){3}\d{1,3}\/|^file:\/\/(?!localhost\/|\/)[\w.-]+\//i,
    confidence: 0.65,
    severity: 'medium',
  },
  {
    pattern: /(?:^|[\\/])(?:con|prn|aux|nul|com\d|lpt\d|conin\$|conout\$)(?:\.[\w.]{0,12})?(?:$|[\\/])/i,
    confidence: 0.6,
    severity: 'medium',
  },
  { pattern: /(?:^|[\\/])[a-z0-9_]{1,6}~\d(?:\.\w{1,3})?(?:$|[\\/])/i, confidence: 0.65, severity: 'medium' },
  { pattern: /::\$(?:data|index_allocation)|\.\w{1,5}:[\w.$-]{1,40}$/i, confidence: 0.7 },
  { pattern: /(?:%(?:2e|2f|5c|[46][1-9a-f]|[57][0-9a]|3[0-9])){3}/i, confidence: 0.75 },
  { pattern: /(?:%25){1,6}(?:2e|2f|5c)|%(?:25)+(?:25|2f|5c|2e)/i, confidence: 0.85 },
  { pattern: /[.\s]{2,}$|[^\s.]\s+[\\/]|\.[ ]+[\\/]/, confidence: 0.55, severity: 'medium' },
  { pattern: /([A-Za-z0-9./\\])\1{90}/, confidence: 0.7, severity: 'medium' },
  { pattern: /[\u2024\u2025\u2044\u2215\u29f8\ufe52\uff0e\uff0f\uff3c\u2216\u29f5]/, confidence: 0.75 },
];
/** `[id] page.tsx` and `My notes /` exist; nothing but a trick ends in dots. */
const ORDINARY_BLANKS = /^[^\\]{0,400}$/;

const glance = ({ text, role }: Subject): boolean => role === 'path' && text.length <= 4096 && !/^https?:/i.test(text);

function detect({ text, view }: Subject): Hit[] {
  for (const { pattern, confidence, severity } of FORMS) {
    const found = pattern.exec(text);
    if (found === null) continue;
    const blanks = severity === 'medium' && confidence === 0.55;
    if (
      blanks &&
      (/^\.{1,2}[\\/]?$|(?:^|[\\/])\.{2,3}$/.test(text) || !/\.{2,}$|\.[ ]+$/.test(text)) &&
      ORDINARY_BLANKS.test(text)
    )
      continue;
    if (view !== 'raw' && view !== 'nfkc' && found[0] === '\0')
      return [{ start: 0, end: text.length, confidence: 0.9 }];
    return [{ start: found.index, end: text.length, confidence, ...(severity === undefined ? {} : { severity }) }];
  }
  return [];
}

/** NUL bytes, device and stream names, network shares, short names, letters written as escapes. Catalogue C1. */
export const pathDisguised: Detector = {
  id: 'path.disguised',
  category: 'path',
  severity: 'high',
  title: 'The path is written to be read in two ways',
  why: 'A check reads one path and the file system opens another.',
  fix: 'Ask for the path in its ordinary form; resolve it once and open what was resolved.',
  frameworks: ARGUMENT_INJECTION,
  surfaces: ['argument'],
  glance,
  gates: [
    { shapes: ['percent'] },
    { shapes: ['compat'] },
    { shapes: ['dots'] },
    { shapes: ['drive'] },
    { shapes: ['shell'] },
    { shapes: ['url'] },
    {
      literals: [
        [
          '..\u2215',
          '\u2215..',
          '..\u2044',
          '\u2044..',
          '..\u2216',
          '\u2216..',
          '\u2024\u2024',
          '\u2025/',
          '//?/',
          '//./',
          '::$d',
          '::$i',
          'progra~',
          'docume~',
          'admini~',
          'micros~',
          'window~',
          'globalroot',
          '/con/',
          '/nul',
          '/aux',
          '\\con',
          '\\nul',
          '\\aux',
          'com1',
          'lpt1',
          '\\x00',
          '.txt:',
          '.php:',
          '.exe:',
          '.asp:',
          'aaaaaaaaaaaaaaaa',
          '////////',
          '................',
        ],
      ],
    },
  ],
  detect,
};
