import { type Detector, type Hit, INBOUND, matches, type Subject } from './detector.js';
import { HIDDEN_INJECTION } from './frameworks.js';

/** Regional indicators, which in pairs are flags, spelling words instead. */
const INDICATORS = /(?:[\u{1f1e6}-\u{1f1ff}]{1,24}[\s\u200b]{0,2}){3,40}/gu;
const WORDS_MIN = 3;
/** Letters in circles, squares and brackets; nobody writes a sentence in them to be read. */
const ENCLOSED = /(?:[\u{1f110}-\u{1f149}\u{1f150}-\u{1f189}\u24b6-\u24e9\u249c-\u24b5][\s]?){6,200}/gu;
/** Morse of some length. */
const MORSE = /(?:^|[\s'":(])((?:[.\u00b7-]{1,6}[ /]{1,3}){12,400}[.\u00b7-]{1,6})(?=$|[\s'",.)])/g;
const BINARY = /\b(?:[01]{7,8}[ ,]){10,400}[01]{7,8}\b/g;
/** Brackets and exclamation marks with scraps of words: suffixes searched by machine to upset a model. */
const SCRAPS = /(?:(?:^|\s)[[!{(`]{1,2}(?=\s|$)[^\n"]{0,40}?){4,}/g;

/** More than flags: an odd number of letters, or words of other lengths than two. */
const spellsWords = (run: string): boolean => {
  const words = run
    .trim()
    .split(/[\s\u200b]+/)
    .filter((word) => word !== '');
  const odd = words.filter((word) => [...word].length % 2 === 1 || [...word].length > 4).length;
  return words.length >= WORDS_MIN && odd >= 1;
};
/** To the scanner eight neighbours are all signs of a block: two of them side by side are what no single emoji is. */
const pairs = (block: number): string[] =>
  [0, 1, 2, 3, 4, 5, 6, 7].flatMap((a, _, all) =>
    all.flatMap((b) => {
      const [first, second] = [String.fromCodePoint(block + a), String.fromCodePoint(block + b)];
      return [first + second, `${first} ${second}`];
    }),
  );
const isScrap = (run: string): boolean => /[A-Za-z]{3,}/.test(run) && !/[=;<]|\[\s?\d|\]\s{0,2}[,;]/.test(run);

/** Words stand before, between or behind them. */
const SCRAP_UNITS = 40;
const SCRAPS_MIN = 4;
const RUN_MIN = 9;
/** From here on characters may be letters in circles or flags. */
const SIGNS_FROM = 0x2400;

/** What {@link SCRAPS} passes over between two openings. */
const isOneRow = (between: string): boolean =>
  between.length <= 41 && !between.includes('\n') && !between.includes('"');

/** Openings of scraps, or words of nothing but Morse or bits behind one another, or letters of other planes. */
function glance({ text }: Subject): boolean {
  let [scraps, morse, bits, scrapEnd] = [0, 0, 0, 0];
  for (let from = 0; from < text.length; ) {
    let to = from;
    let kinds = 0;
    for (; to < text.length; to++) {
      const code = text.charCodeAt(to);
      if (code >= SIGNS_FROM) return true;
      if (code <= 32) break;
      kinds |= '[!{(`'.includes(text.charAt(to))
        ? 1
        : '.-/\u00b7'.includes(text.charAt(to))
          ? 2
          : '01,'.includes(text.charAt(to))
            ? 4
            : 8;
    }
    const length = to - from;
    if (length > 0) {
      if (kinds === 1 && length < 3) {
        scraps = isOneRow(text.slice(scrapEnd, from - 1)) ? scraps + 1 : 1;
        scrapEnd = to;
      }
      morse = kinds === 2 && (length < 7 || text.slice(from, to).includes('/')) ? morse + Math.ceil(length / 6) : 0;
      bits = kinds === 4 && length > 6 ? bits + Math.ceil(length / 9) : 0;
      if (scraps >= SCRAPS_MIN || morse >= RUN_MIN || bits >= RUN_MIN) return true;
    }
    from = to + 1;
  }
  return false;
}

function detect({ text }: Subject): Hit[] {
  return [
    ...matches(INDICATORS, text, ([run]) => (spellsWords(run) ? { confidence: 0.8 } : null)),
    ...matches(ENCLOSED, text, () => ({ confidence: 0.6 })),
    ...matches(MORSE, text, () => ({ confidence: 0.6 })),
    ...matches(BINARY, text, ([run]) => (/\b0[01]{7}\b/.test(run) ? { confidence: 0.6 } : null)),
    ...matches(SCRAPS, text, ({ 0: run, index }) =>
      isScrap(text.slice(Math.max(0, index - SCRAP_UNITS), index + run.length + SCRAP_UNITS))
        ? { confidence: 0.55 }
        : null,
    ),
  ];
}

/** Words spelled in flags, circles, Morse or bits, and suffixes of scraps: written for a model and past its filters. Catalogue M7, C13. */
export const hiddenSpelling: Detector = {
  id: 'hidden-text.spelling',
  category: 'hidden_text',
  severity: 'medium',
  title: 'Words are spelled in signs that people do not read',
  why: 'Models read flags, circled letters, Morse and bits as words; filters and people do not.',
  fix: 'Deliver the result fenced or drop the passage; texts that teach such alphabets can be allowed per tool.',
  frameworks: HIDDEN_INJECTION,
  surfaces: INBOUND,
  gates: [
    {
      literals: [
        [
          ...pairs(0x1f1e6),
          ...pairs(0x1f150),
          ...pairs(0x1f130),
          ' .... ',
          ' ... .',
          '- .-',
          // Digits are one class to the scanner: what tells bits is how many stand together.
          '01101000 01100101',
          '01101000,01100101',
          '0110100 0110010 0110111',
          ' [ [ ',
          ' ! ! ',
          '"[ [ ',
          '"! ! ',
          '[ [ [',
          '` [ [',
        ],
      ],
    },
    {
      literals: [
        [
          '\u24d8\u24d6',
          '\u24d0\u24d1',
          '\u24d4\u24e2',
          '\u24d9\u24d0',
          '\u24de\u24e1',
          '\u24e3\u24d7',
          '\u24d4\u24e1',
          '\u24d8\u24dd',
          '\u24d6\u24dd',
        ],
      ],
    },
  ],
  glance,
  detect,
};
