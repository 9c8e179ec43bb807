import { addSeen, MARK_SHIFT, nothingSeen, type Placed, type Seen } from '../scan/scanner.js';
import { OVERLAP_UNITS } from './slices.js';

/** A long text is looked at in parts of this length; a detector runs on those alone that open it. */
export const PART_UNITS = 2304;
/** Longest thing that detectors see whole wherever it stands, unless they ask for the whole text. */
const PART_OVERLAP_UNITS = 512;
/** Sixteen of them are the way from one slice to the next, so that what two slices share has the same parts in both. */
export const PART_STEP_UNITS = PART_UNITS - PART_OVERLAP_UNITS;

/** Where the first part begins that the slice before did not have. */
export const FIRST_NEW_PART = OVERLAP_UNITS - PART_OVERLAP_UNITS;

const PARTS_TOGETHER = 18;
/** Units of the parts that one scan reads, and the way to the first that the next one does. */
export const SCAN_UNITS = (PARTS_TOGETHER - 1) * PART_STEP_UNITS + PART_UNITS;
export const SCAN_STEP_UNITS = PARTS_TOGETHER * PART_STEP_UNITS;

const BIT_MASK = (1 << MARK_SHIFT) - 1;

/** Tells of one part of a scanned text after another what stands in it: what a scan of the part would, or a little more. */
export class PartCursor {
  /** What the part shows, together with the name that the text stands under. */
  readonly seen: Seen = nothingSeen();
  /** Its marks are `[first, last)` of the scan's. */
  first = 0;
  last = 0;
  private readonly named: Seen = nothingSeen();

  constructor(private readonly placed: Placed) {
    const { marks, count, start } = placed;
    for (let i = 0; i < count && (marks[i] ?? 0) >>> MARK_SHIFT < start; i++) setBit(this.named, marks[i] ?? 0);
  }

  /** To the part `[from, to)` of the text, which begins behind the last one's beginning. */
  moveTo(from: number, to: number): void {
    const { placed, seen } = this;
    const { marks, count, start } = placed;
    seen.words.fill(0);
    seen.shapes = placed.shapesWithin(from === 0 ? 0 : start + from, start + to);
    addSeen(seen, this.named);
    let i = this.first;
    while (i < count && (marks[i] ?? 0) >>> MARK_SHIFT < start + from) i += 1;
    this.first = i;
    for (; i < count && (marks[i] ?? 0) >>> MARK_SHIFT < start + to; i++) setBit(seen, marks[i] ?? 0);
    this.last = i;
  }
}

function setBit({ words }: Seen, mark: number): void {
  const bit = mark & BIT_MASK;
  words[bit >> 5] = (words[bit >> 5] ?? 0) | (1 << (bit & 31));
}
