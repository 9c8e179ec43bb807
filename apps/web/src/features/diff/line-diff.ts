export interface DiffLine {
  readonly kind: 'same' | 'added' | 'removed';
  readonly text: string;
  /** 1-based; null where the line does not exist on that side. */
  readonly oldNumber: number | null;
  readonly newNumber: number | null;
}

export interface DiffSummary {
  readonly added: number;
  readonly removed: number;
}

/** Past this many cells the middle is shown as replaced whole: a diff nobody would read line by line. */
const CELLS_MAX = 4_000_000;

/**
 * Line differences between two texts: a longest common subsequence after the common head and tail are taken off.
 * Pure; time and memory grow with the product of the changed stretches, bounded.
 */
export const diffLines = (oldText: string, newText: string): DiffLine[] => {
  const oldLines = oldText.split('\n');
  const newLines = newText.split('\n');
  const head = commonHead(oldLines, newLines);
  const tail = commonTail(oldLines.slice(head), newLines.slice(head));
  const middle = diffMiddle(oldLines.slice(head, oldLines.length - tail), newLines.slice(head, newLines.length - tail));
  const kinds: Pick<DiffLine, 'kind' | 'text'>[] = [
    ...oldLines.slice(0, head).map(toSame),
    ...middle,
    ...oldLines.slice(oldLines.length - tail).map(toSame),
  ];
  return number(kinds);
};

export const summarizeDiff = (lines: readonly DiffLine[]): DiffSummary => ({
  added: lines.filter(({ kind }) => kind === 'added').length,
  removed: lines.filter(({ kind }) => kind === 'removed').length,
});

/** A run of lines, or the place of a folded one; `at` is its index in the whole diff. */
export type DiffBlock = { readonly at: number } & (
  | { readonly kind: 'lines'; readonly lines: readonly DiffLine[] }
  | { readonly kind: 'gap'; readonly count: number }
);

/** The diff with long unchanged stretches folded, `context` lines kept on each side of a change. */
export const foldDiff = (lines: readonly DiffLine[], context = 3): DiffBlock[] => {
  const isNear = lines.map(() => false);
  lines.forEach((line, index) => {
    if (line.kind === 'same') return;
    isNear.fill(true, Math.max(0, index - context), Math.min(lines.length, index + context + 1));
  });
  const blocks: DiffBlock[] = [];
  let start = 0;
  while (start < lines.length) {
    let end = start;
    while (end < lines.length && isNear[end] === isNear[start]) end += 1;
    blocks.push(
      isNear[start]
        ? { kind: 'lines', at: start, lines: lines.slice(start, end) }
        : { kind: 'gap', at: start, count: end - start },
    );
    start = end;
  }
  return blocks;
};

const toSame = (text: string): Pick<DiffLine, 'kind' | 'text'> => ({ kind: 'same', text });

const commonHead = (a: readonly string[], b: readonly string[]): number => {
  let count = 0;
  while (count < a.length && count < b.length && a[count] === b[count]) count += 1;
  return count;
};

const commonTail = (a: readonly string[], b: readonly string[]): number => commonHead(a.toReversed(), b.toReversed());

const diffMiddle = (a: readonly string[], b: readonly string[]): Pick<DiffLine, 'kind' | 'text'>[] => {
  const removed = a.map((text) => ({ kind: 'removed' as const, text }));
  const added = b.map((text) => ({ kind: 'added' as const, text }));
  if (a.length === 0 || b.length === 0 || a.length * b.length > CELLS_MAX) return [...removed, ...added];
  return walk(a, b, commonLengths(a, b));
};

/** `lengths[i * width + j]`: longest common subsequence of `a` from `i` and `b` from `j`. */
const commonLengths = (a: readonly string[], b: readonly string[]): Uint32Array => {
  const width = b.length + 1;
  const lengths = new Uint32Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      const below = lengths[(i + 1) * width + j] ?? 0;
      const beside = lengths[i * width + j + 1] ?? 0;
      const diagonal = lengths[(i + 1) * width + j + 1] ?? 0;
      lengths[i * width + j] = a[i] === b[j] ? diagonal + 1 : Math.max(below, beside);
    }
  }
  return lengths;
};

const walk = (a: readonly string[], b: readonly string[], lengths: Uint32Array): Pick<DiffLine, 'kind' | 'text'>[] => {
  const width = b.length + 1;
  const lines: Pick<DiffLine, 'kind' | 'text'>[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    const oldLine = a[i];
    const newLine = b[j];
    if (oldLine !== undefined && oldLine === newLine) {
      lines.push({ kind: 'same', text: oldLine });
      i += 1;
      j += 1;
    } else if (
      oldLine !== undefined &&
      (newLine === undefined || (lengths[(i + 1) * width + j] ?? 0) >= (lengths[i * width + j + 1] ?? 0))
    ) {
      lines.push({ kind: 'removed', text: oldLine });
      i += 1;
    } else if (newLine !== undefined) {
      lines.push({ kind: 'added', text: newLine });
      j += 1;
    }
  }
  return lines;
};

const number = (lines: readonly Pick<DiffLine, 'kind' | 'text'>[]): DiffLine[] => {
  let oldNumber = 0;
  let newNumber = 0;
  return lines.map(({ kind, text }) => {
    if (kind !== 'added') oldNumber += 1;
    if (kind !== 'removed') newNumber += 1;
    return {
      kind,
      text,
      oldNumber: kind === 'added' ? null : oldNumber,
      newNumber: kind === 'removed' ? null : newNumber,
    };
  });
};
