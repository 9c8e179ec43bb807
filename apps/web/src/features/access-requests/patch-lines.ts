export interface PatchLine {
  readonly kind: 'added' | 'removed' | 'same' | 'gap';
  readonly text: string;
  /** 1-based line in the new text; null for lines that are not in it. */
  readonly number: number | null;
}

const HUNK = /^@@ -\d+(?:,\d+)? \+(\d+)(?:,\d+)? @@/;

/** The lines of a unified diff with their numbers in the new text; file headers are left out, a hunk after the first begins with a gap. */
export const toPatchLines = (patch: string): PatchLine[] => {
  const lines: PatchLine[] = [];
  let next = 0;
  for (const line of patch.split('\n')) {
    const hunk = HUNK.exec(line);
    if (hunk) {
      if (lines.length > 0) lines.push({ kind: 'gap', text: '', number: null });
      next = Number(hunk[1]);
    } else if (next > 0 && line.startsWith('-')) lines.push({ kind: 'removed', text: line.slice(1), number: null });
    else if (next > 0 && (line.startsWith('+') || line.startsWith(' '))) {
      lines.push({ kind: line.startsWith('+') ? 'added' : 'same', text: line.slice(1), number: next });
      next += 1;
    }
  }
  return lines;
};
