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

/**
 * Collects decoded units together with where each began in the parent, so that a hit maps back to what encoded it.
 * Grows by doubling; one number per unit.
 */
export class ViewBuilder {
  private readonly parts: string[] = [];
  private starts = new Uint32Array(256);
  private length = 0;
  private end = 0;

  /** Appends decoded text that came from the parent's `[from, to)`; same length means unit by unit. */
  append(text: string, from: number, to: number): void {
    if (text === '') return;
    this.end = to;
    this.parts.push(text);
    this.reserve(text.length);
    const unitwise = text.length === to - from;
    for (let i = 0; i < text.length; i++) this.starts[this.length++] = unitwise ? from + i : from;
  }

  build(kind: ViewKind, parent: TextView): TextView {
    const text = this.parts.join('');
    const { starts, end: parentEnd } = this;
    const origin = (start: number, end: number): readonly [number, number] => {
      const from = start < text.length ? (starts[start] ?? parentEnd) : parentEnd;
      const last = end > start ? (starts[end - 1] ?? from) : from;
      let next = end;
      while (next < text.length && starts[next] === last) next += 1;
      return parent.origin(from, next < text.length ? (starts[next] ?? parentEnd) : parentEnd);
    };
    return { kind, text, depth: parent.depth + 1, origin };
  }

  private reserve(more: number): void {
    if (this.length + more <= this.starts.length) return;
    const grown = new Uint32Array(Math.max(this.starts.length * 2, this.length + more));
    grown.set(this.starts);
    this.starts = grown;
  }
}

/** Rewrites every match of `pattern`, which must have the `g` flag; null when nothing changed. */
export function rewrite(
  parent: TextView,
  kind: ViewKind,
  pattern: RegExp,
  decode: (match: RegExpExecArray) => string | null,
): TextView | null {
  const builder = new ViewBuilder();
  const { text } = parent;
  let copied = 0;
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    const decoded = decode(match);
    if (decoded === null) continue;
    builder.append(text.slice(copied, match.index), copied, match.index);
    copied = match.index + match[0].length;
    builder.append(decoded, match.index, copied);
  }
  if (copied === 0) return null;
  builder.append(text.slice(copied), copied, text.length);
  return builder.build(kind, parent);
}
