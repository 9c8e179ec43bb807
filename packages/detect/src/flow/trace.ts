import type { View } from '@sallyport/contracts';
import { RUN_CHARS } from './fold.js';
import { NO_TAIL, type Runs, runsOf, type Tail } from './runs.js';
import type { SentText } from './texts.js';

/** A part of what is sent that was in a result before. */
export interface Match {
  readonly origin: number;
  readonly pointer: string;
  readonly start: number;
  readonly end: number;
  readonly view: View;
  /** Folded characters that are the same. */
  readonly chars: number;
  /** Of the characters of its text. */
  readonly share: number;
  /** Part of them stand in texts of the same place sent before. */
  readonly isContinued: boolean;
  /** The matched text. */
  readonly text: string;
}

export type FindOrigin = (print: number) => number;

const MATCH_TEXT_MAX = 200;

interface Span {
  first: number;
  last: number;
  chars: number;
  hits: number;
}

/** Finds the results a text shares something with: long runs, short texts as a whole, and tokens. */
export function traceText(sent: SentText, find: FindOrigin, before: Tail = NO_TAIL): { matches: Match[]; runs: Runs } {
  const runs = runsOf(sent.text, before);
  const spans = new Map<number, Span>();
  for (let index = 0; index < runs.length; index += 1) {
    const print = runs.prints[index] ?? 0;
    const origin = print === 0 ? 0 : find(print);
    if (origin !== 0) extend(spans, origin, index);
  }
  const matches: Match[] = [];
  for (const [origin, span] of spans) {
    const isContinued = span.first < 0;
    const share = Math.min(1, (Math.max(0, span.last + 1) - Math.max(0, span.first)) / Math.max(1, runs.length));
    matches.push(
      matchOf(sent, runs, origin, span, { isContinued, share: Math.min(share, span.chars / Math.max(1, runs.length)) }),
    );
  }
  for (const token of runs.tokens) {
    const origin = find(token.print);
    if (origin === 0 || matches.some((match) => match.origin === origin && covers(match, token))) continue;
    const chars = token.end - token.start;
    matches.push({
      origin,
      pointer: sent.pointer,
      ...spanIn(sent, token.start, token.end),
      view: sent.view,
      chars,
      share: Math.min(1, chars / Math.max(1, sent.text.length)),
      isContinued: false,
      text: sent.text.slice(token.start, token.end),
    });
  }
  return { matches, runs };
}

/** Runs of one origin that touch are one text; what lies between the first and the last of them may be more than is the same. */
function extend(spans: Map<number, Span>, origin: number, index: number): void {
  const first = index - RUN_CHARS + 1;
  const span = spans.get(origin);
  if (span === undefined) spans.set(origin, { first, last: index, chars: RUN_CHARS, hits: 1 });
  else {
    span.chars += Math.min(RUN_CHARS, index - span.last);
    span.last = index;
    span.hits += 1;
  }
}

function matchOf(
  sent: SentText,
  runs: Runs,
  origin: number,
  { first, last, chars }: Span,
  facts: Pick<Match, 'isContinued' | 'share'>,
): Match {
  const start = runs.places[Math.max(0, first)] ?? 0;
  const end = Math.min(sent.text.length, (runs.places[last] ?? start) + 1);
  const text = sent.text.slice(start, Math.min(end, start + MATCH_TEXT_MAX));
  return { origin, pointer: sent.pointer, ...spanIn(sent, start, end), view: sent.view, chars, text, ...facts };
}

/** Places in a reading are none in the text: the whole of it is meant then. */
const spanIn = (sent: SentText, start: number, end: number): { start: number; end: number } =>
  sent.view === 'raw' ? { start, end } : { start: 0, end: sent.whole };

const covers = (match: Match, token: { readonly start: number; readonly end: number }): boolean =>
  match.start <= token.start && token.end <= match.end;
