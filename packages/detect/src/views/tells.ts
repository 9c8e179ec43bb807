import type { Gate } from '../detectors/detector.js';
import { SHAPES } from '../scan/shapes.js';

/** A gate that opens a decoder and not a detector: what stands in a text so encoded that only its words give it away. */
export interface Tell {
  readonly shape: number;
  readonly gate: Gate;
}

const WORDS = [
  'instruction',
  'ignore ',
  'previous',
  'disregard',
  'assistant',
  'password',
  'system prompt',
  'secret key',
];

/** Spellings of the words above, and of what goes with them, with digits for letters. Digits are one class to the scanner. */
const LEET = [
  ...['1gnor', 'ign0r', '1gn0r', 'ignor3', 'd1sregard', 'disr3gard', 'd15r3g', 'd1sr3g'],
  ...['1nstruct', 'in5truct', '1n5truct', 'ins7ruct', '1ns7ruct', '1n57ruct', 'instruct10n', 'instruc7'],
  ...['pr3vious', 'prev1ou', 'pr3v1ou', 'previ0u', 'prev10u', 'pr3v10u', 'pr0mpt', 'pr0mp7', 'promp7'],
  ...[
    'sy5tem',
    'syst3m',
    'sy5t3m',
    '5yst3m',
    'sys73m',
    '5y573m',
    'passw0rd',
    'pa55wo',
    'pa55w0',
    'p4ssw',
    'p455w',
    'p@ssw',
  ],
  ...['4ssist', 'as5ist', 'assi5t', '4ss1st', 'a551st', '4551st', 'secr3t', 's3cret', 's3cr3t', '53cr3t'],
];

const rot13 = (word: string): string =>
  word.replace(/[a-z]/g, (char) => String.fromCharCode(((char.charCodeAt(0) - 97 + 13) % 26) + 97));
const reversed = (word: string): string => [...word].reverse().join('');

export const TELLS: readonly Tell[] = [
  { shape: SHAPES.leet, gate: { literals: [LEET] } },
  { shape: SHAPES.rot13, gate: { literals: [WORDS.map(rot13)] } },
  { shape: SHAPES.reversed, gate: { literals: [WORDS.map(reversed)] } },
  {
    shape: SHAPES.order,
    gate: {
      literals: [
        ['ignore', 'disregard', 'forget', 'override', 'bypass', 'do not follow'],
        ['instruction', 'prompt', 'previous', 'guideline', 'restriction', 'earlier rules'],
      ],
      near: 160,
    },
  },
  // The header of gzip, and of zlib at the beginning of a data URI.
  {
    shape: SHAPES.deflated,
    gate: {
      literals: [['h4siaa', 'base64,ejx', 'base64,ejy', 'base64,ejz', 'base64,ejw', 'base64,eno', 'base64,enp']],
    },
  },
];
