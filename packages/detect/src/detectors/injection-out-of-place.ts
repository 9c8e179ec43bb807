import { isSpokenAbout } from '../text/prose.js';
import { requestsIn } from '../text/requests.js';
import { type Detector, type Hit, type Subject } from './detector.js';
import { INDIRECT_INJECTION } from './frameworks.js';
import { wordList } from './request-words.js';

const ROWS_MIN = 3;
/** Rows of all lines from which a text is a table and not a page with one in it. */
const TABLE_SHARE = 0.6;
const LINE_UNITS_MAX = 400;
const WORDS_MIN = 3;

interface Line {
  readonly start: number;
  readonly text: string;
  readonly isRow: boolean;
}

/** Lines that stand in or beside a table without being of it. */
function strayLines(text: string): Line[] {
  const lines: Line[] = [];
  let start = 0;
  for (const line of text.split('\n')) {
    if (line.trim() !== '') lines.push({ start, text: line, isRow: ROW.test(line) });
    start += line.length + 1;
  }
  const rows = lines.filter(({ isRow }) => isRow).length;
  if (rows < ROWS_MIN || rows < lines.length * TABLE_SHARE) return [];
  // A page with headings explains its tables; only what stands between two rows is strange there.
  const isPage = lines.some(({ text: line }) => line.startsWith('#'));
  const isBetween = (index: number) => lines[index - 1]?.isRow === true && lines[index + 1]?.isRow === true;
  return lines.filter(
    ({ isRow, text: line }, index) => !isRow && line.length <= LINE_UNITS_MAX && (!isPage || isBetween(index)),
  );
}

/** A row, or the part of one whose cell holds a line break. */
const ROW = /\|/;
/** How captions and notes of tables begin. */
const CAPTION = /^\s{0,4}(?:#|table\b|figure\b|source\b|notes?\b|see\b|\*|legend\b|total\b|last updated|updated\b)/i;

function strays(text: string): Hit[] {
  const lines = strayLines(text);
  if (lines.length === 0) return [];
  const requests = requestsIn(text);
  return lines.flatMap(({ start, text: line }) => {
    if (CAPTION.test(line) || line.trim().split(/\s+/).length < WORDS_MIN) return [];
    const begin = start + line.length - line.trimStart().length;
    const asks = requests.some(
      ({ start: at, form, sentence }) =>
        at >= start && at <= begin + 1 && (form !== 'question' || sentence.trimEnd().endsWith('?')),
    );
    const speaks = /[?!]\s*$/.test(line) || /\byou(?:r|rs)?\b/i.test(line);
    if (!asks && !speaks) return [];
    return [{ start: begin, end: start + line.trimEnd().length, confidence: asks ? 0.8 : 0.6 }];
  });
}

/** A mail that a machine or a stranger wrote, by its furniture. */
const MAIL =
  /^\s{0,4}(?:subject|from|to|email_from|received date|content|date)\s?:|\|(?:content|email_from|received date):|^\s{0,4}(?:hi|hello|dear|hey)\b[^\n]{0,40}[,:!\n]/im;
/** What one asks of a model and not of the person a mail is written to. */
const TASK =
  /^(?:(?:please|kindly|can you|could you|would you|i need you to|i want you to)\s{1,3}(?:please )?)?(?:explain|describe|define|translate|summari[sz]e|paraphrase|compose|draft|write|generate|craft|create|develop|outline|brainstorm|calculate|compute|solve|convert|classify|analy[sz]e|identify|compare|provide|give|list|name|suggest|recommend|teach|tell|show|help|break|walk|determine|rewrite|proofread|simplify|extract|predict|evaluate|discuss|illustrate|elaborate|design|plan|find|research|look|conduct|deduce|infer|recite)\b/i;
const TASK_OBJECT =
  /\b(?:how (?:to|do|does|can|much|many|a|an|the|i|\w{3,20} (?:works?|is|are))|what (?:is|are|does|causes)|why|theory|theorem|law|principles?|concept|process of|life ?cycle|functions?|causes?|difference|benefits?|history|capital|meaning|equivalent|synonyms?|definition|plot|summary of|essay|poem|story|haiku|song|lyrics|speech|letter to|script|paragraph|introduction|slogan|tagline|tweet|recipe|joke|python|commands?|scripts?|windows|linux|java(?:script)?|c\+\+|sql|php|html|css|regex|algorithm|program|code|function|query|list of|examples? of|steps? (?:to|for)|guide|tips|ways to|ideas|itinerary|workout|sentiment|following (?:sentence|text|paragraph|phrase|passage|tweet|review|data|numbers)|in (?:simple|layman's) terms|(?:in|to|into) \w{2,8}(?:ish|ese|ian|ench|man|abic|ndi|eek|tin|ean|tch|hai|ili|rew|urdu)|equations?|formula|market|trend|winners?|population|weather|restaurants?|books?|movies?|articles?)\b/i;
const FACT_QUESTION = /^(?:what|who|when|where|why|how|which|is|are|do|does|did)(?:'s|'re)?\s/i;
/** A question between people is about them, or about what the mail is about. */
const BETWEEN_PEOPLE =
  /\b(?:you(?:r|rs)?|we|us|our|i|me|my|it|they|this|that|these|meeting|attached|invoice|deadline|deliverables?|refund|unsubscribe|new)\b/i;
const TASK_OF_MAIL =
  /\b(?:you(?:r|rs)?|we|us|our|this (?:e-?mail|message|charge|transaction)|attached|meeting|invoice)\b/i;
const QUOTED = /"[^"\n]{0,200}"|'[^'\n]{2,200}'(?!\w)|“[^”\n]{0,200}”/g;
const QUESTION_WORDS_MIN = 5;

function tasksInMail(text: string): Hit[] {
  if (!MAIL.test(text.slice(0, 2000))) return [];
  return requestsIn(text).flatMap(({ start, end, sentence, form }) => {
    if (sentence.split(/\s+/).length < WORDS_MIN || !/^[A-Z]/.test(sentence)) return [];
    const said = sentence.replace(QUOTED, 'X');
    const asksFact =
      form === 'question' &&
      said.endsWith('?') &&
      FACT_QUESTION.test(said) &&
      !BETWEEN_PEOPLE.test(said) &&
      (said !== sentence || said.split(/\s+/).length >= QUESTION_WORDS_MIN);
    const setsTask =
      form !== 'question' &&
      TASK.test(said) &&
      TASK_OBJECT.test(said) &&
      !TASK_OF_MAIL.test(said.replace(/^(?:can|could|would) you/i, ''));
    return asksFact || setsTask ? [{ start, end, confidence: 0.6 }] : [];
  });
}

/** Rows with a line of some words among them, counted as {@link strayLines} does. */
function mayHaveStray(text: string): boolean {
  let [rows, lines, others] = [0, 0, 0];
  for (let start = 0; start < text.length; ) {
    const next = text.indexOf('\n', start);
    const end = next < 0 ? text.length : next;
    const line = text.slice(start, end).trim();
    start = end + 1;
    if (line === '') continue;
    lines += 1;
    if (line.includes('|')) rows += 1;
    else if (line.length <= LINE_UNITS_MAX && (line.includes(' ') || line.includes('\t'))) others += 1;
  }
  return others > 0 && rows >= ROWS_MIN && rows >= lines * TABLE_SHARE;
}

const MAIL_UNITS = 2000;
const FIELDS = ['subject', 'from', 'to', 'email_from', 'received date', 'content', 'date'];
const GREETINGS = ['hi', 'hello', 'dear', 'hey'];

const beginsAsMail = (line: string): boolean =>
  FIELDS.some((field) => line.startsWith(field) && line.slice(field.length).trimStart().startsWith(':')) ||
  GREETINGS.some((word) => line.startsWith(word) && !/[a-z0-9_]/.test(line.charAt(word.length)));

/** What {@link MAIL} looks for: a word at the beginning of a line, or a field behind a bar. */
function mayBeMail(text: string): boolean {
  const head = text.slice(0, MAIL_UNITS).toLowerCase();
  if (head.includes('|content:') || head.includes('|email_from:') || head.includes('|received date:')) return true;
  for (let at = 0; at >= 0 && at < head.length; ) {
    if (beginsAsMail(head.slice(at, at + 24).trimStart())) return true;
    const next = head.indexOf('\n', at);
    at = next < 0 ? -1 : next + 1;
  }
  return false;
}

const glance = ({ text }: Subject): boolean => mayHaveStray(text) || mayBeMail(text);

function detect({ text, view }: Subject): Hit[] {
  return [...strays(text), ...tasksInMail(text)].filter(
    ({ start, end }) => view !== 'raw' || !isSpokenAbout(text, start, end),
  );
}

const MAIL_WORDS =
  wordList(`subject:|email_from|received date|reply to this email|best regards|sincerely|the team|"hi |"hi,|: hi |: hi,
  |"hello |"hello,|"dear |: dear |unsubscribe|sent from my`);
/** What a line that speaks to its reader holds. */
const ADDRESSED = [
  'please ',
  'can you',
  'could you',
  ' you ',
  ' you?',
  ' you.',
  'your ',
  '? |',
  '! |',
  '? "',
  '! "',
  '?"',
];
/** A line beside a table stands no further from the end of a row. */
const ROW_REACH = 1000;
const TASK_WORDS =
  wordList(`explain |describe |translate |summarize |compose |draft |calculate |write a|provide |determine |analyze
  |generate |solve |break down|list the|show me|tell me|give me|develop a|create a|suggest |recommend |what is|what are|what's|how do
  |how does|how to|how have|how has|how did|who wrote|who is|who was|who invented|why do|why is|why did|where is|when did|when was|which |how can |how should |is this `);

/** A request or a question that does not belong to the table or the mail it stands in. Catalogue R1. */
export const injectionOutOfPlace: Detector = {
  id: 'injection.out-of-place',
  category: 'prompt_injection',
  severity: 'medium',
  title: 'A request to the reader stands in a table or a mail it does not belong to',
  why: 'A line that asks a question or sets a task between the rows of a table was put there for a model: it turns the task the user gave into another one.',
  fix: 'Redact the line or deliver the result fenced as data.',
  frameworks: INDIRECT_INJECTION,
  surfaces: ['result', 'server_message'],
  whole: true,
  unitsMax: 8192,
  gates: [
    { literals: [['| | '], [...TASK_WORDS, ...ADDRESSED]], near: ROW_REACH },
    { literals: [MAIL_WORDS, TASK_WORDS] },
  ],
  glance,
  detect,
};
