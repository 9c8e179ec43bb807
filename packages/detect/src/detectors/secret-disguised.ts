import { FORMATS, matchFormats } from '../secrets/match-formats.js';
import { type Detector, EVERYWHERE, type Hit, type Subject } from './detector.js';
import { SECRET_FIX, SECRET_FRAMEWORKS } from './secret.js';

/** Prefixes that nothing else starts with; short ones are parts of words when they are turned round. */
const SPELLINGS = [
  ...new Set(
    Object.values(FORMATS)
      .flat()
      .filter(({ prefix, words, filler }) => words === undefined && filler !== true && /^\S{4,12}$/.test(prefix))
      .map(({ prefix }) => prefix)
      .filter((prefix) => /[-_.~]|^[A-Z]{4}/.test(prefix)),
  ),
].filter((prefix) => !['live_', 'test_', 'npm_', 'sess-', 'figma-', 'eaaa'].includes(prefix.toLowerCase()));
const PREFIXES = [...new Set(SPELLINGS.map((prefix) => prefix.toLowerCase()))];

const turned = (text: string): string => [...text].reverse().join('');
/** As providers write them and backwards: case counts, as it does in the formats. */
const SHOWN = [...SPELLINGS, ...SPELLINGS.map(turned)];
/** So much of a prefix opens when it is kept apart. */
const APART_UNITS = 3;
/** Pairs of a character and what keeps it from the next, and how many of the characters are letters or digits at least. */
const APART = { pairs: 15, letters: 8 };

const glance = ({ text }: Subject): boolean => SHOWN.some((prefix) => text.includes(prefix)) || standsApart(text);

/** Every second character over a stretch is a blank or a mark: what {@link LETTERS_APART} looks for. */
function standsApart(text: string): boolean {
  const pairs = [0, 0];
  const letters = [0, 0];
  for (let at = 1; at < text.length; at++) {
    const turn = at & 1;
    const before = text.charAt(at - 1);
    if (before <= ' ' || !' .|\u00b7-'.includes(text.charAt(at))) {
      pairs[turn] = 0;
      letters[turn] = 0;
      continue;
    }
    pairs[turn] = (pairs[turn] ?? 0) + 1;
    letters[turn] = (letters[turn] ?? 0) + (/\w/.test(before) ? 1 : 0);
    if (pairs[turn] >= APART.pairs && letters[turn] >= APART.letters) return true;
  }
  return false;
}

/** What is put between the parts of a value: blanks, quotation and concatenation. */
const BETWEEN = /[\s"'`+,|\\]/g;
/** Sixteen single characters with a blank or a mark between any two. */
const LETTERS_APART = /(?<![^\s"'=:(])(?:\S[ .|\u00b7-]){15,260}\S(?!\S)/g;
const STARTS = new RegExp(
  `(?<![A-Za-z0-9_])(?:${PREFIXES.map((prefix) => prefix.replace(/[.~]/g, '\\$&')).join('|')})`,
  'gi',
);
const STARTS_MAX = 20;
const VALUE_UNITS_MAX = 400;
const TEXT_UNITS_MAX = 65_536;
const CONFIDENCE = 0.9;

function detect({ text }: Subject): Hit[] {
  const read = text.slice(0, TEXT_UNITS_MAX);
  return [...backwards(read), ...byLetters(read), ...inPieces(read)];
}

function backwards(text: string): Hit[] {
  const reversed = turned(text);
  if (reversed.length !== text.length) return [];
  return made(reversed).map(({ start, end }) => ({
    start: text.length - end,
    end: text.length - start,
    confidence: CONFIDENCE,
  }));
}

function byLetters(text: string): Hit[] {
  return [...text.matchAll(LETTERS_APART)].flatMap(({ 0: run, index }) => {
    const letters = [...run].filter((_, i) => i % 2 === 0).join('');
    return made(letters).map(({ start, end }) => ({
      start: index + start * 2,
      end: index + end * 2 - 1,
      confidence: CONFIDENCE,
    }));
  });
}

/** From where a prefix stands, what is left when the marks between the parts are taken out. */
function inPieces(text: string): Hit[] {
  const hits: Hit[] = [];
  let starts = 0;
  for (const { index } of text.matchAll(STARTS)) {
    if (++starts > STARTS_MAX) break;
    const shown = text.slice(index, index + VALUE_UNITS_MAX);
    const whole = shown.replace(BETWEEN, '');
    const found = made(whole).find(({ start }) => start === 0);
    const end = found === undefined ? 0 : unitsWith(shown, found.end);
    if (found !== undefined && end > found.end) hits.push({ start: index, end: index + end, confidence: CONFIDENCE });
  }
  return hits;
}

/** Length of the beginning of a text that holds so many characters besides marks. */
function unitsWith(text: string, kept: number): number {
  let at = 0;
  for (let left = kept; left > 0 && at < text.length; at++) if (text.charAt(at).search(BETWEEN) < 0) left -= 1;
  return at;
}

/** Matches whose body is made by a machine beyond doubt: words that run together are not. */
function made(text: string) {
  return matchFormats(text).filter(({ start, end, example }) => {
    const value = text.slice(start, end);
    const digits = value.replace(/\D/g, '').length;
    return (
      !example &&
      digits >= 2 &&
      !/[a-z]{7,}/.test(value.slice(8)) &&
      PREFIXES.some((prefix) => value.toLowerCase().startsWith(prefix))
    );
  });
}

/** A provider's token written backwards, letter by letter, or in pieces. Catalogue R6, C6, C8. */
export const secretDisguised: Detector = {
  id: 'secret.disguised',
  category: 'secret',
  severity: 'critical',
  title: 'Credential written backwards or in pieces',
  why: 'Nobody takes a credential apart but to get it past somebody who looks for it.',
  fix: SECRET_FIX,
  frameworks: SECRET_FRAMEWORKS,
  surfaces: EVERYWHERE,
  secret: true,
  joins: true,
  local: true,
  gates: [
    { literals: [PREFIXES.map(turned)], shapes: ['token'] },
    {
      literals: [[' ', '-'].flatMap((mark) => PREFIXES.map((prefix) => [...prefix].slice(0, APART_UNITS).join(mark)))],
    },
    { literals: [PREFIXES] },
  ],
  glance,
  detect,
};
