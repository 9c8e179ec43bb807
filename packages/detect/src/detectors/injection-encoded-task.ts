import { isSecurityProse } from '../text/prose.js';
import { type Detector, type Hit, INBOUND, type Subject } from './detector.js';
import { HIDDEN_INJECTION } from './frameworks.js';
import { wordList } from './request-words.js';

/** A gap that whoever reads on is meant to fill. */
const OPEN_END =
  /\b(?:decoded(?: (?:string|text|message))?|plain ?text|translation|answer|output|result)\s?[:=]\s{0,8}$/i;
/** Asks what the signs say. */
const ASKS =
  /\b(?:decode|decipher|translate|unscramble|interpret|read|what (?:does|do) (?:this|these|it|the following)(?: \w{1,12}){0,3} (?:mean|say|spell)|follow this|encoded|ecoji|zalgo|base-?(?:2048|32768|65536|122))\b/i;
/** Emojis in a row, without words between. */
const EMOJIS = /(?:(?!\d)\p{Extended_Pictographic}[\u{1f3fb}-\u{1f3ff}\ufe0f\u200d]{0,3}\s?){7,400}/gu;
const KINDS_MIN = 5;
/** Marks upon marks: three to a letter. */
const STACKED = /(?:[\p{L}\p{M}]\p{M}{3,40}){2,200}/gu;
const WORD = /[\p{L}\p{M}]{8,400}/gu;
const SCRIPTS: readonly RegExp[] = [
  /\p{Script=Latin}/u,
  /\p{Script=Cyrillic}/u,
  /\p{Script=Greek}/u,
  /\p{Script=Arabic}/u,
  /\p{Script=Hebrew}/u,
  /\p{Script=Armenian}/u,
  /\p{Script=Georgian}/u,
  /\p{Script=Devanagari}/u,
  /\p{Script=Bengali}/u,
  /\p{Script=Tamil}/u,
  /\p{Script=Telugu}/u,
  /\p{Script=Kannada}/u,
  /\p{Script=Malayalam}/u,
  /\p{Script=Gujarati}/u,
  /\p{Script=Gurmukhi}/u,
  /\p{Script=Oriya}/u,
  /\p{Script=Thai}/u,
  /\p{Script=Lao}/u,
  /\p{Script=Tibetan}/u,
  /\p{Script=Myanmar}/u,
  /\p{Script=Sinhala}/u,
];
/** No word is written in that many. */
const SCRIPTS_MIN = 4;
const UNITS_MAX = 2048;

const scriptsIn = (word: string): number => SCRIPTS.filter((script) => script.test(word)).length;
const kindsIn = (run: string): number =>
  new Set([...run].filter((char) => /\p{Extended_Pictographic}/u.test(char))).size;

/** Stretches that are no writing people read: rows of emojis, letters under marks, words of many scripts. */
function ciphers(text: string): Hit[] {
  const emojis = [...text.matchAll(EMOJIS)].filter(([run]) => kindsIn(run) >= KINDS_MIN);
  const stacked = [...text.matchAll(STACKED)];
  const mixed = [...text.matchAll(WORD)].filter(([word]) => scriptsIn(word) >= SCRIPTS_MIN);
  return [...emojis, ...stacked, ...mixed].map(({ index, 0: run }) => ({
    start: index,
    end: index + run.length,
    confidence: 0.6,
  }));
}

function detect({ text, view }: Subject): Hit[] {
  if (!ASKS.test(text) && !OPEN_END.test(text)) return [];
  const [hit] = ciphers(text);
  if (hit === undefined) return [];
  return [view === 'raw' && isSecurityProse(text, hit.start) ? { ...hit, confidence: 0.3, severity: 'low' } : hit];
}

/** In plain ASCII there is no such sign. */
const glance = ({ text }: Subject): boolean => Buffer.byteLength(text) !== text.length;

/** Signs that only a model reads, with the wish that it read them. Catalogue R1, C13. */
export const injectionEncodedTask: Detector = {
  id: 'injection.encoded-task',
  category: 'prompt_injection',
  severity: 'medium',
  title: 'The text holds a cipher of emojis, marks or mixed scripts and asks its reader to decode it',
  why: 'A model decodes such rows and may follow what they say; neither people nor filters see it.',
  fix: 'Keep the passage from the model; collections of such ciphers that are wanted can be allowed per tool.',
  frameworks: HIDDEN_INJECTION,
  surfaces: INBOUND,
  whole: true,
  unitsMax: UNITS_MAX,
  gates: [
    {
      literals: [
        wordList(`decoded:|decoded string|decoded text|decoded message|encoded string|encoded message|encoded text|encoded: |ecoji|zalgo|base2048|base65536|base32768|decode this|decode the|decode it
          |decipher |unscramble |does this mean|do these mean|does this say|follow this l|read this cipher|what do these|interpret these`),
      ],
    },
  ],
  glance,
  detect,
};
