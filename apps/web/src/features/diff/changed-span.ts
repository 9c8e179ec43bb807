import type { DiffLine } from './line-diff';

/** Part of a line that differs from its counterpart, in UTF-16 units, `[start, end)`. */
export interface ChangedSpan {
  readonly start: number;
  readonly end: number;
}

/**
 * For each changed line that replaces another, what exactly changed in it: what is left when the common beginning and end
 * are taken off. Runs of removed and added lines are paired in order when they are equally long; other lines are new or gone
 * as a whole.
 */
export const findChangedSpans = (lines: readonly DiffLine[]): ReadonlyMap<DiffLine, ChangedSpan> => {
  const spans = new Map<DiffLine, ChangedSpan>();
  let index = 0;
  while (index < lines.length) {
    const removed = takeRun(lines, index, 'removed');
    const added = takeRun(lines, index + removed.length, 'added');
    if (removed.length === added.length) for (const [at, line] of removed.entries()) mark(spans, line, added[at]);
    index += Math.max(removed.length + added.length, 1);
  }
  return spans;
};

const takeRun = (lines: readonly DiffLine[], from: number, kind: DiffLine['kind']): DiffLine[] => {
  const end = lines.findIndex((line, index) => index >= from && line.kind !== kind);
  return lines.slice(from, end === -1 ? lines.length : end);
};

const mark = (spans: Map<DiffLine, ChangedSpan>, removed: DiffLine, added: DiffLine | undefined): void => {
  if (!added) return;
  const longest = Math.min(removed.text.length, added.text.length);
  let start = 0;
  while (start < longest && removed.text[start] === added.text[start]) start += 1;
  let tail = 0;
  while (tail < longest - start && removed.text.at(-1 - tail) === added.text.at(-1 - tail)) tail += 1;
  if (start + tail === 0) return;
  spans.set(removed, { start, end: removed.text.length - tail });
  spans.set(added, { start, end: added.text.length - tail });
};
