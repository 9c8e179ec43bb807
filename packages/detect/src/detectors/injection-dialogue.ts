import { isSecurityProse } from '../text/prose.js';
import { type Detector, type Hit, type Subject } from './detector.js';
import { FRAMEWORKS } from './frameworks.js';

/** The beginning of a turn: who speaks, as transcripts and templates write it. */
const TURN =
  /(?:^|[\n.?!。？>)\]"'|]\s{0,3}|\s{2})[[(<*#]{0,3}(user|human|q|question|me|customer|prompt|assistant|ai|bot|a|s|c|answer|agent|model|chatgpt|gpt|system|admin|f|r|t|j|p|h|质问|问|答|質問|回答|вопрос|ответ|pregunta|respuesta|frage|antwort|pergunta|resposta|domanda|risposta|soru|cevap|प्रश्न|उत्तर|سؤال|جواب|질문|답변|ถาม|ตอบ)(?:\s?\([^)\n]{0,20}\))?[\])>*]{0,3}\s?[:：]\s?(?=\S)/giu;
const ASKS =
  /^(?:user|human|q|question|me|customer|prompt|f|s|t|p|h|质问|问|質問|вопрос|pregunta|frage|pergunta|domanda|soru|प्रश्न|سؤال|질문|ถาม)$/iu;
const TURNS_MIN = 3;
const TURNS_MAX = 200;

/** A transcript that stops at a question: whoever reads on is meant to answer it. */
function openDialogue(text: string): Hit[] {
  const turns = [...text.matchAll(TURN)].slice(0, TURNS_MAX);
  const last = turns.at(-1);
  const first = turns[0];
  if (first === undefined || last === undefined || turns.length < TURNS_MIN) return [];
  const answered = turns.filter(({ 1: who = '' }) => !ASKS.test(who)).length;
  const tail = text.slice(last.index + last[0].length);
  if (answered === 0 || !ASKS.test(last[1] ?? '') || tail.length > 400 || !/[?？؟]["')\]\s]*$/u.test(tail)) return [];
  return [{ start: last.index, end: text.length, confidence: 0.6 }];
}

const REPEATED = /(?:^|\s)((?:[\p{L}\p{M}']{2,16}|\d{4,12})(?:\s(?:[\p{L}\p{M}']{2,12}))?)[.!,]?(?:\s\1[.!,]?){9,}/giu;
/** Fillers of tables and code that repeat by themselves. */
const FILLER =
  /^(?:null|nan|none|true|false|n\/a|na|the|ok|yes|no|-+|x+|undefined|pass(?:ed)?|ha|bla|row|col|td|tr|div|0+)$/i;

/** The same word over and over: it wears down what the model was told before. */
function repetition(text: string): Hit[] {
  REPEATED.lastIndex = 0;
  const match = REPEATED.exec(text);
  if (match === null || FILLER.test(match[1]?.split(' ')[0] ?? '')) return [];
  return [{ start: match.index, end: match.index + match[0].length, confidence: 0.6 }];
}

/** As {@link REPEATED} wants it, of words compared by their letters alone. */
function repeatsItself(text: string): boolean {
  const lower = text.toLowerCase();
  // How often in a row the word was the same as the one before, and as the one before that.
  let alike = 0;
  let alternate = 0;
  let [last, beforeLast, word] = [0, 0, 0];
  for (let at = 0; at <= lower.length; at++) {
    const code = at < lower.length ? lower.charCodeAt(at) : SPACE;
    if (code > SPACE) {
      if (!'.!,'.includes(lower.charAt(at))) word = (Math.imul(word, 31) + code) | 0;
      continue;
    }
    if (word === 0) continue;
    alike = word === last ? alike + 1 : 0;
    alternate = word === beforeLast ? alternate + 1 : 0;
    if (alike >= REPEATS_MIN || alternate >= 2 * REPEATS_MIN) return true;
    [beforeLast, last, word] = [last, word, 0];
  }
  return false;
}

const SPACE = 32;
/** The last of ten may run on into something else. */
const REPEATS_MIN = 8;
const CLOSING = '"\')] \n\r\t\u00a0\u3000';

/** A dialogue that is left open ends in a question mark and what closes it. */
const glance = ({ text }: Subject): boolean => {
  let end = text.length;
  while (end > 0 && CLOSING.includes(text.charAt(end - 1))) end -= 1;
  return '?？؟'.includes(text.charAt(end - 1)) || repeatsItself(text);
};

function detect({ text, view }: Subject): Hit[] {
  return [...openDialogue(text), ...repetition(text)].map((hit) =>
    view === 'raw' && isSecurityProse(text, hit.start) ? { ...hit, confidence: 0.3, severity: 'low' as const } : hit,
  );
}

/** An invented conversation that leaves the last turn to the model, or words repeated to tire it. Catalogue R1. */
export const injectionDialogue: Detector = {
  id: 'injection.dialogue',
  category: 'prompt_injection',
  severity: 'medium',
  title: 'The text is a conversation that ends in a question to the reader, or repeats itself',
  why: 'Many answered examples teach a model to answer the last one whatever it is; a long repetition makes it forget its instructions.',
  fix: 'Deliver the result fenced as data.',
  frameworks: [FRAMEWORKS.llmPromptInjection, FRAMEWORKS.agenticGoalHijack, FRAMEWORKS.atlasIndirectInjection],
  surfaces: ['result', 'server_message'],
  whole: true,
  unitsMax: 8192,
  gates: [
    {
      literals: [
        [
          '"q: ',
          ' q: ',
          'user: ',
          'user]: ',
          'human: ',
          '"f: ',
          ' f: ',
          '"t: ',
          ' t: ',
          '"p: ',
          ' p: ',
          '"s: ',
          ' s: ',
          '。 q:',
          'question: ',
          'вопрос:',
          'pregunta:',
          'frage:',
          'pergunta:',
          'domanda:',
          'प्रश्न:',
          '"a: ',
          ' a: ',
          '质问',
          '質問:',
        ],
      ],
    },
  ],
  glance,
  detect,
};
