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
  /** Its bytes are `[from, to)`. */
  from = 0;
  to = 0;
  /** Where it ends in units. */
  private end = 0;
  private readonly named: Seen = nothingSeen();

  /** @param text what was scanned */
  constructor(
    private readonly placed: Placed,
    private readonly text: string,
  ) {
    const { marks, count, start } = placed;
    this.from = start;
    this.to = start;
    for (let i = 0; i < count && (marks[i] ?? 0) >>> MARK_SHIFT < start; i++) setBit(this.named, marks[i] ?? 0);
  }

  /** To the part of these units, which begins behind the last one's beginning. */
  moveTo(from: number, to: number): void {
    const { placed, text, seen } = this;
    if (placed.isAscii) {
      this.from = placed.start + from;
      this.to = placed.start + to;
    } else {
      // From the end of the last part, which is nearer to both than its beginning is.
      const near = Math.min(from, this.end);
      const overlap = Buffer.byteLength(text.slice(near, this.end));
      this.from = this.to - overlap + Buffer.byteLength(text.slice(near, from));
      this.to += Buffer.byteLength(text.slice(this.end, to));
      this.end = to;
    }
    seen.words.fill(0);
    seen.shapes = placed.shapesWithin(from === 0 ? 0 : this.from, this.to);
    addSeen(seen, this.named);
    const { marks, count } = placed;
    let i = this.first;
    while (i < count && (marks[i] ?? 0) >>> MARK_SHIFT < this.from) i += 1;
    this.first = i;
    for (; i < count && (marks[i] ?? 0) >>> MARK_SHIFT < this.to; i++) setBit(seen, marks[i] ?? 0);
    this.last = i;
  }
}

function setBit({ words }: Seen, mark: number): void {
  const bit = mark & BIT_MASK;
  words[bit >> 5] = (words[bit >> 5] ?? 0) | (1 << (bit & 31));
}
