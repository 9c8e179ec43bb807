import type { Detector, Hit, Subject, Surface } from '../detectors/detector.js';
import { isSecurityProse } from '../text/prose.js';
import type { Head } from './layout.js';
import { HEAD_NUMBERS, WEIGHTS_BASE64 } from './model.generated.js';
import { createScorer, type JsonScores, type Scorer, type Window } from './scorer.js';

/** Log odds. */
const SUSPECT_MARGIN = 0.75;
/** Log odds below the threshold at which a text may still be an order: the least of what other detectors find lies above. */
const DOUBT_MARGINS: Readonly<Record<Head, number>> = { result: 3.5, definition: 4.5 };
const DOUBTS: Readonly<Record<Head, number>> = {
  result: HEAD_NUMBERS.result.reported - DOUBT_MARGINS.result,
  definition: HEAD_NUMBERS.definition.reported - DOUBT_MARGINS.definition,
};

let shared: Scorer | null = null;

/** The shipped model's scorer; set up when it is first asked for. */
export function intentScorer(): Scorer {
  shared ??= createScorer({ heads: HEAD_NUMBERS, weights: Buffer.from(WEIGHTS_BASE64, 'base64') }, DOUBTS);
  return shared;
}

/** How likely a text of that score is an order to the model, among as many that are as that are not. */
export function confidenceOf(head: Head, score: number): number {
  const { slope, offset } = HEAD_NUMBERS[head];
  return Math.round(100 / (1 + Math.exp(-slope * score - offset))) / 100;
}

/** Each head's score is worked out when it is first asked for. */
export function scoresOf(raw: Uint8Array): JsonScores {
  const known = new Map<Head, number>();
  return (head) => {
    const score = known.get(head) ?? intentScorer().judgeJson(head, raw).score;
    known.set(head, score);
    return score;
  };
}

/**
 * Whether a string of these scores may reach the head's threshold. A text is judged in slices and views, which begin elsewhere
 * than the text does; the margin covers what that moves.
 */
export const mayReach = (head: Head, scores: JsonScores): boolean =>
  scores(head) >= HEAD_NUMBERS[head].reported - SUSPECT_MARGIN;

/**
 * How likely some string in these JSON bytes is an order to the model, 0 to 1, also where that is too little to report: to rank
 * what nothing was found in.
 */
export function intentLikelihood(head: Head, raw: Uint8Array): number {
  const { slope, offset } = HEAD_NUMBERS[head];
  return 1 / (1 + Math.exp(-slope * intentScorer().judgeJson(head, raw).score - offset));
}

const headOf = (surface: Surface): Head => (surface === 'definition' ? 'definition' : 'result');

/** UTF-16 units of a text that are in doubt together where one of them is. */
const DOUBT_UNITS = 256;
/** Texts up to this are in doubt as a whole. */
const WHOLE_UNITS_MAX = 2304;

/**
 * False where this part of the text is so unlike an order to the model that nobody needs to look for one. There is no head for
 * arguments. The text is judged once for all its parts.
 */
export function mayBeOrder(surface: Surface, text: string, from = 0, to = text.length): boolean {
  if (surface === 'argument') return true;
  const { doubts } = judge(headOf(surface), text);
  if (doubts === null || doubts.length === 0) return doubts === null;
  const first = Math.floor(from / DOUBT_UNITS) * DOUBT_UNITS;
  const end = to === text.length ? Number.POSITIVE_INFINITY : Math.ceil(to / DOUBT_UNITS) * DOUBT_UNITS;
  return doubts.some((at) => at >= first && at < end);
}

/** As {@link mayBeOrder}, of any string of these scores. */
export function mayHoldOrder(surface: Surface, scores: JsonScores): boolean {
  const head = headOf(surface);
  return scores(head) >= DOUBTS[head] - SUSPECT_MARGIN;
}

/** What a text came to for a head: its best window, and where windows end that leave doubt; null for all over it. */
interface Judged {
  readonly text: string;
  readonly head: Head;
  readonly best: Readonly<Window>;
  readonly doubts: Int32Array | null;
}

/** Several ask about one text in turn. */
let last: Judged | null = null;

function judge(head: Head, text: string): Judged {
  if (last !== null && last.head === head && last.text === text) return last;
  const scorer = intentScorer();
  const best = scorer.judgeText(head, text);
  const isShort = text.length <= WHOLE_UNITS_MAX && best.score >= DOUBTS[head];
  last = { text, head, best, doubts: isShort ? null : scorer.doubts(text) };
  return last;
}

const CITED_AROUND_UNITS = 600;
/** Somebody tells of words: as an example, as what was said, as what is tested. */
const REPORTS =
  /\b(?:looks? like|typical|examples? of|for example|phrases|tweeted|posted|wrote|said|told (?:the|an?|it)|unit tests?|test cases?|expect\(|assert|our filter|was (?:denied|refused|blocked)|refused|treat (?:\w{1,12} ){1,5}as (?:data|untrusted)|did not (?:obey|follow))|例として|例えば|예를 들어|例如/i;

const isReported = (text: string, from: number, to: number): boolean =>
  REPORTS.test(text.slice(Math.max(0, from - CITED_AROUND_UNITS), to + CITED_AROUND_UNITS));

/** Words that a sentence quotes: behind a word, in marks of quotation or of code, in quoted lines; not the value of a member. */
const CITATION =
  /(?<=[\p{L}\p{N},)|] |\p{L}: |[\p{L}(])(?:"[^"\n]{3,300}"|“[^”\n]{3,300}”|„[^“”\n]{3,300}[“”]|«[^»\n]{3,300}»|「[^」\n]{3,300}」|`[^`\n]{3,300}`)|```[^\n]{0,24}\n[^`]{1,1500}```|(?<=\n|^)> ?[^\n]{3,300}|(?<== )'[^'\n]{3,300}'(?=[;,)])/gu;

/** The score of the window and what stands around it, without what is quoted there. */
function scoreUncited(head: Head, text: string, from: number, to: number): number {
  const around = text.slice(Math.max(0, from - CITED_AROUND_UNITS), to + CITED_AROUND_UNITS);
  const uncited = around.replace(CITATION, '…');
  return uncited === around ? Infinity : intentScorer().judgeText(head, uncited).score;
}

/** Bytes of a picture or a key read as words by chance. */
const ENCODED = /[A-Za-z0-9+/=_-]{60,}/g;
/** Where words are joined by such signs they come more often than this. */
const UNITS_BETWEEN_SIGNS = 8;

const isEncoded = (run: string): boolean =>
  /\d/.test(run) && /[A-Z]/.test(run) && run.split(/[+/=_-]+/).length * UNITS_BETWEEN_SIGNS < run.length;

const withoutEncoded = (text: string): string =>
  text.replace(ENCODED, (run) => (isEncoded(run) ? ' '.repeat(run.length) : run));

/** The best window of the text, when it reaches the head's threshold; of what is no picture, where that is one. */
export function intentHits(head: Head, { text }: Pick<Subject, 'text'>): Hit[] {
  const { reported, sure } = HEAD_NUMBERS[head];
  let { score, start, end } = judge(head, text).best;
  if (score < reported) return [];
  let [from, to] = unitsOf(text, start, end);
  if (withoutEncoded(text.slice(from, to)).trim() === '') {
    ({ score, start, end } = intentScorer().judgeText(head, withoutEncoded(text)));
    if (score < reported) return [];
    [from, to] = unitsOf(text, start, end);
  }
  // Writing about attacks quotes them: there the model has to be sure, and of what stands outside the quotations. So does who
  // tells what was said or tests what is refused.
  const inProse = isSecurityProse(text, from);
  if (inProse && score < sure) return [];
  if ((inProse || isReported(text, from, to)) && scoreUncited(head, text, from, to) < reported) return [];
  const hit = { start: from, end: to, confidence: confidenceOf(head, score) };
  return [score < sure ? hit : { ...hit, severity: 'high' }];
}

/** Offsets in UTF-8 bytes as offsets in UTF-16 units, the white space before the first word left out. */
function unitsOf(text: string, start: number, end: number): [number, number] {
  let bytes = 0;
  let from = 0;
  let at = 0;
  for (const char of text) {
    if (bytes >= end) break;
    if (bytes <= start) from = at;
    const code = char.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    at += char.length;
  }
  const skipped = /^[\s"'`]*/.exec(text.slice(from, at))?.[0].length ?? 0;
  return [from + skipped, at];
}

/** What intent detectors share: they run on every text and are asked about the raw bytes first. */
export function intentDetector(
  head: Head,
  detector: Omit<Detector, 'always' | 'gates' | 'suspects' | 'detect' | 'severity'>,
): Detector {
  return {
    ...detector,
    severity: 'medium',
    gates: [],
    always: true,
    whole: true,
    suspects: (scores) => mayReach(head, scores),
    detect: (subject) => intentHits(head, subject),
  };
}
