import type { View as ViewKind } from '@sallyport/contracts';

/** A text as it reads after decoding, with the way back to the string it came from. */
export interface TextView {
  readonly kind: ViewKind;
  readonly text: string;
  /** Decodings applied so far; the original has 0. */
  readonly depth: number;
  /** Span `[start, end)` of this text → span of the original string. */
  origin(start: number, end: number): readonly [number, number];
}

export function rawView(text: string): TextView {
  return { kind: 'raw', text, depth: 0, origin: (start, end) => [start, end] };
}

/** A part of a decoded text and what of the parent it came from: unit by unit where both are as long, else as a whole. */
interface Segment {
  readonly start: number;
  readonly from: number;
  readonly unitwise: boolean;
}

/** Collects decoded texts together with where each came from in the parent, so that a hit maps back to what encoded it. */
export class ViewBuilder {
  private readonly parts: string[] = [];
  private readonly segments: Segment[] = [];
  private length = 0;
  private end = 0;

  /** Appends decoded text that came from the parent's `[from, to)`; same length means unit by unit. */
  append(text: string, from: number, to: number): void {
    if (text === '') return;
    this.end = to;
    this.parts.push(text);
    this.segments.push({ start: this.length, from, unitwise: text.length === to - from });
    this.length += text.length;
  }

  build(kind: ViewKind, parent: TextView): TextView {
    const text = this.parts.join('');
    const { segments, end: parentEnd } = this;
    const startOf = (at: number): number => {
      const segment = segmentAt(segments, at);
      return segment === undefined ? parentEnd : segment.from + (segment.unitwise ? at - segment.start : 0);
    };
    const origin = (start: number, end: number): readonly [number, number] => {
      const from = start < text.length ? startOf(start) : parentEnd;
      const last = end > start ? startOf(end - 1) : from;
      let next = end;
      while (next < text.length && startOf(next) === last) next += 1;
      return parent.origin(from, next < text.length ? startOf(next) : parentEnd);
    };
    return { kind, text, depth: parent.depth + 1, origin };
  }
}

/** The segment that a unit of a text stands in. */
function segmentAt(segments: readonly Segment[], at: number): Segment | undefined {
  let low = 0;
  let high = segments.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((segments[middle]?.start ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return segments[low - 1];
}

/** Of a text around what was decoded in it: enough to read the sentence. What is further away the parent view has shown. */
const CONTEXT_UNITS = 400;
/** Between two places of one text, so that they are not read as one sentence. */
const GAP = '\n\n';

/** A part of the parent that reads otherwise now. */
export interface Rewritten {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** Appends the text itself, where its units come from more than one place. */
  readonly append?: (builder: ViewBuilder) => void;
}

/** The places where something was rewritten, in order, with what stands around them; null when there are none. */
export function excerpts(parent: TextView, kind: ViewKind, changes: Iterable<Rewritten>): TextView | null {
  const builder = new ViewBuilder();
  const { text } = parent;
  let copied = -1;
  for (const change of changes) {
    const { start, end } = change;
    const from = Math.max(0, start - CONTEXT_UNITS);
    if (copied < 0) builder.append(text.slice(from, start), from, start);
    else if (start - copied <= 2 * CONTEXT_UNITS) builder.append(text.slice(copied, start), copied, start);
    else {
      builder.append(text.slice(copied, copied + CONTEXT_UNITS), copied, copied + CONTEXT_UNITS);
      builder.append(GAP, from, from);
      builder.append(text.slice(from, start), from, start);
    }
    if (change.append === undefined) builder.append(change.text, start, end);
    else change.append(builder);
    copied = end;
  }
  if (copied < 0) return null;
  builder.append(text.slice(copied, copied + CONTEXT_UNITS), copied, Math.min(text.length, copied + CONTEXT_UNITS));
  return builder.build(kind, parent);
}

/** Parts of a text, in order and apart from one another. */
export type Spans = readonly { readonly start: number; readonly end: number }[];

/** Longest thing that one match of a decoder's expression takes up, when it is looked for in a part of a text alone. */
const MATCH_UNITS_MAX = 1024;

/** Matches of a pattern with the `g` flag that begin in the spans; everywhere without them. */
export function* matchesIn(text: string, pattern: RegExp, spans: Spans | null): Generator<RegExpExecArray> {
  for (const { start, end } of spans ?? [{ start: 0, end: text.length }]) {
    const within = end + MATCH_UNITS_MAX < text.length ? text.slice(0, end + MATCH_UNITS_MAX) : text;
    pattern.lastIndex = start;
    for (let match = pattern.exec(within); match !== null && match.index < end; match = pattern.exec(within)) {
      const next = match.index + match[0].length;
      yield match;
      pattern.lastIndex = next;
    }
  }
}

/**
 * Rewrites every match of `pattern`, which must have the `g` flag; null when nothing changed.
 * @param spans where to look; everywhere without them
 */
export function rewrite(
  parent: TextView,
  kind: ViewKind,
  pattern: RegExp,
  decode: (match: RegExpExecArray) => string | null,
  spans: Spans | null = null,
): TextView | null {
  return excerpts(parent, kind, decodedMatches(parent.text, pattern, decode, spans));
}

function* decodedMatches(
  text: string,
  pattern: RegExp,
  decode: (match: RegExpExecArray) => string | null,
  spans: Spans | null,
): Generator<Rewritten> {
  for (const match of matchesIn(text, pattern, spans)) {
    const decoded = decode(match);
    if (decoded !== null) yield { start: match.index, end: match.index + match[0].length, text: decoded };
  }
}
