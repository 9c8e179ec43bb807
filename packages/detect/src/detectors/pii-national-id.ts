import type { NationalId } from '../pii/national-id.js';
import { NATIONAL_IDS } from '../pii/national-ids.js';
import { type Detector, EVERYWHERE, type Gate, type Hit, matches, type Subject } from './detector.js';
import { digits, hasWordNear, PII } from './pii.js';

interface CompiledId {
  readonly id: NationalId;
  readonly pattern: RegExp;
  readonly words: RegExp;
}

const escaped = (word: string): string => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

const COMPILED: readonly CompiledId[] = NATIONAL_IDS.map((id) => ({
  id,
  pattern: new RegExp(`(?<![\\w.+/=-])(?:${id.form})(?![\\w/=+-]|[.,]\\d)`, 'g'),
  // A word of ASCII has to stand by itself; other scripts do not put blanks around theirs.
  words: new RegExp(
    id.words.map((word) => (/^[\x20-\x7e]/.test(word) ? `(?<![a-z])${escaped(word)}` : escaped(word))).join('|'),
    'i',
  ),
}));

const NAMED = 0.9;
const DISTINCT = 0.75;

function detect({ text, key }: Subject): Hit[] {
  return COMPILED.flatMap(({ id, pattern, words }) => {
    if (id.distinct !== true && !words.test(key) && !words.test(text)) return [];
    return matches(pattern, text, ({ 0: shown, index }) => {
      const number = shown.replace(/[ ./()+-]/g, '').toUpperCase();
      if (/^(\d)\1+$/.test(number) || !id.valid(number)) return null;
      if (words.test(key) || hasWordNear(text, index, index + shown.length, words)) return { confidence: NAMED };
      return id.distinct === true ? { confidence: DISTINCT } : null;
    });
  });
}

const NUMBER_UNITS_MAX = 18;
const DIGITS_MIN = 6;
const GROUP_UNITS_MAX = 6;
/** India's permanent account number is mostly letters. */
const LETTERED_UNITS = 10;
const LETTERED_DIGITS = 4;

/**
 * A number stands by itself: a word of some digits that is no longer than the longest of them, or short groups of digits with
 * a blank or a mark between. Most of what the gates open for are digests and times.
 */
function glance({ text }: Subject): boolean {
  let digits = 0;
  for (let from = 0; from < text.length; ) {
    const code = text.charCodeAt(from);
    if (!isWord(code)) {
      from += 1;
      // Marks inside a number; anything else ends it.
      if (!' ./()+-'.includes(String.fromCharCode(code))) digits = 0;
      continue;
    }
    let to = from;
    let own = 0;
    for (; to < text.length && isWord(text.charCodeAt(to)); to++) if (text.charCodeAt(to) <= 57) own += 1;
    if (to - from <= NUMBER_UNITS_MAX && own >= (to - from === LETTERED_UNITS ? LETTERED_DIGITS : DIGITS_MIN))
      return true;
    digits = own > 0 && to - from <= GROUP_UNITS_MAX ? digits + own : 0;
    if (digits >= DIGITS_MIN) return true;
    from = to;
  }
  return false;
}

const isWord = (code: number): boolean =>
  (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 95;

const isShort = (word: string): boolean => Buffer.byteLength(word) < 4;

/** Common words and abbreviations open nothing by themselves: a run of digits has to stand near. */
function gates(): Gate[] {
  const words = new Set(NATIONAL_IDS.flatMap((id) => id.words.map((word) => (isShort(word) ? ` ${word} ` : word))));
  const short = NATIONAL_IDS.flatMap((id) => id.words.filter(isShort));
  const marked = short
    .flatMap((word) => [`"${word}"`, `"${word} `, `${word}: `, ` ${word}:`, `'${word}'`])
    .filter((word) => word.length > 3);
  return [
    {
      literals: [
        [...words, ...marked],
        ['######', '### ###', '###.###', '## ## ##', '#### ####', '####-####'].map(digits),
      ],
      near: 110,
    },
    { literals: [['###.###.###-##', '##.###.###/####-##', '######-#######', '756.####.####.##'].map(digits)] },
    { literals: [FISCAL_CODES] },
  ];
}

/** Month letter and digits in the middle of an Italian code: `85t10a562` is `##x##x###`, and nothing else is so often. */
const FISCAL_CODES = [...'abcdehlmprst'].flatMap((month) =>
  [...'abcdefghilmz'].map((place) => digits(`##${month}##${place}###`)),
);

/** Identity, tax and insurance numbers of forty countries, each by its check digits and a word for it. Catalogue R6. */
export const piiNationalId: Detector = {
  ...PII,
  id: 'pii.national-id',
  severity: 'medium',
  title: 'National identity, tax or insurance number',
  why: 'It names one person for life and opens what the state keeps about them.',
  surfaces: EVERYWHERE,
  local: true,
  gates: gates(),
  glance,
  detect,
};
