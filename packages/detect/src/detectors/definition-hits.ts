import type { Severity } from '@sallyport/contracts';
import { readSentences, type Sentence } from '../concepts/reading.js';
import type { Hit, Subject } from './detector.js';

/** How grave a sentence is; null for one that says nothing of the kind. */
export type SentenceVerdict = Pick<Hit, 'confidence' | 'severity' | 'reason'> | null;

/** The sentences around the one that is judged: what is ordered in one is often hidden in the next. */
export interface Around {
  readonly before: Sentence | undefined;
  readonly after: Sentence | undefined;
  readonly all: readonly Sentence[];
}

const HITS_MAX = 5;

/** Judges a text sentence by sentence; the sentence is the span. */
export function sentenceHits(
  { text, view }: Pick<Subject, 'text' | 'view'>,
  judge: (sentence: Sentence, around: Around) => SentenceVerdict,
): Hit[] {
  if (view === 'joined' && !WORTH_JOINING.test(text)) return [];
  const all = readSentences(text);
  const hits: Hit[] = [];
  for (const sentence of all) {
    if (hits.length === HITS_MAX) break;
    const verdict = judge(sentence, { before: all[sentence.index - 1], after: all[sentence.index + 1], all });
    if (verdict !== null && (view !== 'joined' || standsAlone(sentence, verdict.confidence)))
      hits.push({ start: sentence.start, end: sentence.end, ...verdict });
  }
  return hits;
}

const JOINED_UNITS_MAX = 320;

/** What a text cut over two parameters has to speak of before it is read once more. */
const WORTH_JOINING =
  /ssh|\.env\b|passw|credential|api[ _-]?key|conversation|chat history|transcript|ignore|override|secret|token|private key|silently|mention|\binform\b|tell the user|\/etc\/|\.aws|cookie|clipboard/i;

/** Parameters without full stops run on when joined; what is cut over two of them on purpose is short and clear. */
const standsAlone = ({ start, end }: Sentence, confidence: number): boolean =>
  end - start <= JOINED_UNITS_MAX && confidence >= CERTAIN;

/** Blocks by the shipped baseline. */
export const CERTAIN = 0.93;
/** Flags. */
export const LIKELY = 0.7;

export const medium = (confidence = LIKELY): { confidence: number; severity: Severity } => ({
  confidence,
  severity: 'medium',
});
