import type { Stretch } from '../detectors/detector.js';
import { MARK_SHIFT } from '../scan/scanner.js';

/** What a detector sees before and behind its literals; a rule's earlier literals stand further before, by its reach. */
const AROUND_UNITS = 400;
/** Below this nothing is gained. */
export const STRETCHED_UNITS_MIN = 1000;
/** A share of the text above which it is as well read whole. */
const MOST = 0.85;
const BIT_MASK = (1 << MARK_SHIFT) - 1;

/** What was seen in a text and where. */
export interface Marks {
  /** As a scanner has them, in the order of the text; those of the text are `[first, last)`. */
  readonly marks: Uint32Array;
  readonly first: number;
  readonly last: number;
  /** Where the text begins as marks count. */
  readonly start: number;
}

/**
 * The stretches of a text around what was seen in it, in order and apart from one another; null where they are most of it.
 * @param reaches per bit, how far before its mark what is meant may begin, plus one; 0 for bits that do not matter
 */
export function stretchesOf(
  text: string,
  { marks, first, last, start: head }: Marks,
  reaches: Uint16Array,
): Stretch[] | null {
  const { length } = text;
  const stretches: Stretch[] = [];
  let start = 0;
  let end = -1;
  let covered = 0;
  for (let i = first; i < last; i++) {
    const mark = marks[i] ?? 0;
    const reach = reaches[mark & BIT_MASK] ?? 0;
    if (reach === 0) continue;
    const at = Math.min(length, (mark >>> MARK_SHIFT) - head);
    const from = Math.max(0, at - reach - AROUND_UNITS);
    if (end >= 0 && from > end) {
      stretches.push({ start, end });
      covered += end - start;
      end = -1;
    }
    start = end < 0 ? from : Math.min(start, from);
    end = Math.max(end, Math.min(length, at + AROUND_UNITS));
  }
  if (end < 0 || covered + end - start > length * MOST) return null;
  stretches.push({ start, end });
  return stretches;
}
