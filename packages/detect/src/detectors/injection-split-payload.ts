import { isSecurityProse } from '../text/prose.js';
import { type Detector, type Hit, type Subject } from './detector.js';
import { INDIRECT_INJECTION } from './frameworks.js';
import { wordList } from './request-words.js';

const QUOTED = '["“「\'][^"”」\'\\n]{2,240}["”」\']';
/** `a = "…"`, `B is "…"`, in the languages that put the verb between. */
const NAMED_PIECE = new RegExp(
  `(?<![\\p{L}\\d_.])([a-zA-Z])\\s?(?:=|:|is|es|ist|est|é|è|adalah|jest|olsun)\\s?(?:the string )?${QUOTED}`,
  'giu',
);
/** `part 1: "…"`, `Teil 2 ist "…"`, `파트 2: "…"`. */
const NUMBERED_PIECE = new RegExp(
  `(?:parts?|partie|parte|teil|bölüm|bagian|phần|część|część|часть|частина|piece|fragment|segment|chunk|部分|パート|파트|부분|ส่วนที่|অংশ|भाग|الجزء)\\s?([1-9]|[abc](?![a-z]))[^"“「'\\n]{0,24}${QUOTED}`,
  'giu',
);
/** The pieces are put together: `a + b`, `(z)`, or in words. */
const SUM = /(?<![\p{L}\d_])([a-z])\s?\+\s?([a-z])(?![\p{L}\d_])/giu;
const PUT_TOGETHER =
  /\b(?:combin\w{1,5}|concatenat\w{1,4}|join(?:ed|ing)?|interla\w{1,5}|interleav\w{1,4}|put (?:them )?together|following parts|kombin\w{1,6}|gabung\w{0,4}|concat[eé]n\w{1,6}|répondez|responde\w{0,2}|responda|beantworte\w{0,2}|antworte\w{0,2}|jawab\w{0,3}|rispondi|cevapla\w{0,3}|yanıtla\w{0,3}|answer|respond|remember each part)\b|ตอบ|回答|答え|대답|답하|암호|উত্তর|उत्तर|أجب|ответ/iu;
const UNITS_MAX = 1600;
const PIECES_MIN = 2;

/** Code adds strings as well; it ends its lines with semicolons and declares what it names. */
const CODE =
  /(?:^|\n)\s{0,8}(?:const|let|var|import|def|function|return|public|private|print\(|for|if) ?[\w({"']|[;{]\s{0,4}(?:\n|$)/;

function detect({ text, view }: Subject): Hit[] {
  if (CODE.test(text)) return [];
  const named = [...text.matchAll(NAMED_PIECE)];
  const letters = new Set(named.map(({ 1: letter = '' }) => letter.toLowerCase()));
  const summed = [...text.matchAll(SUM)].some(
    ({ 1: one = '', 2: other = '' }) => letters.has(one.toLowerCase()) && letters.has(other.toLowerCase()),
  );
  const numbered = [...text.matchAll(NUMBERED_PIECE)];
  const together = PUT_TOGETHER.test(text);
  const pieces =
    letters.size >= PIECES_MIN && (summed || together)
      ? named
      : numbered.length >= PIECES_MIN && together
        ? numbered
        : [];
  const [first] = pieces;
  const last = pieces.at(-1);
  if (first === undefined || last === undefined) return [];
  const span = { start: first.index, end: last.index + last[0].length };
  return view === 'raw' && isSecurityProse(text, span.start)
    ? [{ ...span, confidence: 0.3, severity: 'low', reason: 'quoted' }]
    : [{ ...span, confidence: 0.65 }];
}

/** A request cut into named pieces that the reader is to put together: none of them says what they say together. Catalogue R1, C14. */
export const injectionSplitPayload: Detector = {
  id: 'injection.split-payload',
  category: 'prompt_injection',
  severity: 'medium',
  title: 'The text hands its reader a request in pieces, to be put together',
  why: 'What is cut into pieces is meant to pass those who would refuse it whole; a model that puts it together then follows it.',
  fix: 'Deliver the result fenced as data, or keep the passage from the model.',
  frameworks: INDIRECT_INJECTION,
  surfaces: ['result', 'server_message'],
  whole: true,
  unitsMax: UNITS_MAX,
  gates: [
    {
      literals: [
        wordList(`= a + b|=a+b|z = a|b is "|b es "|b ist "|b est "|b é "|b adalah|a adalah|b jest
          |part 1: |part 1 is|part 1 "|parte 1: |parte 1 |partie 1|teil 1 |teil 1:|bagian 1|phần 1|część 1|часть 1|частина 1|bölüm 1|パート1|パート 1|部分1|部分 1|第1部分
          |파트 1|파트1|부분 1|ส่วนที่ 1|অংশ 1|भाग 1|الجزء 1|smartgpt|b = "`),
      ],
    },
  ],
  detect,
};
