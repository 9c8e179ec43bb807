import { diffArrays } from 'diff';

export interface VersionText {
  readonly version: number;
  readonly text: string;
}

/** Consecutive lines of the newest text that one version wrote; 1-based, both ends included. */
export interface BlameRange {
  readonly fromLine: number;
  readonly toLine: number;
  readonly version: number;
}

/** Past this many changed lines two versions are not compared line by line: the newer one wrote what differs. */
const EDITS_MAX = 2000;

/**
 * Which version wrote each line of the newest text. A line that a revert brought back belongs to the revert.
 * @param versions  oldest first, at least one
 */
export const blameRanges = (versions: readonly VersionText[]): BlameRange[] => {
  let lines: readonly string[] = [];
  let writers: readonly number[] = [];
  for (const { version, text } of versions) {
    const next = linesOf(text);
    writers = carryOver({ lines, writers }, next, version);
    lines = next;
  }
  return toRanges(writers);
};

/** Lines without the empty one that a final line break would leave. */
const linesOf = (text: string): string[] => text.replace(/\r?\n$/, '').split(/\r?\n/);

const carryOver = (
  before: { readonly lines: readonly string[]; readonly writers: readonly number[] },
  next: readonly string[],
  version: number,
): number[] => {
  const changes = diffArrays([...before.lines], [...next], { maxEditLength: EDITS_MAX });
  if (!changes) return next.map(() => version);
  const writers: number[] = [];
  let at = 0;
  for (const { added, removed, count } of changes) {
    if (removed) {
      at += count;
    } else if (added) {
      for (let line = 0; line < count; line += 1) writers.push(version);
    } else {
      writers.push(...before.writers.slice(at, at + count));
      at += count;
    }
  }
  return writers;
};

const toRanges = (writers: readonly number[]): BlameRange[] => {
  const ranges: { fromLine: number; toLine: number; version: number }[] = [];
  for (const [index, version] of writers.entries()) {
    const last = ranges.at(-1);
    if (last?.version === version) last.toLine = index + 1;
    else ranges.push({ fromLine: index + 1, toLine: index + 1, version });
  }
  return ranges;
};
