import { OVERLAP_UNITS } from './slices.js';

/** A long text is looked at in parts of this length; a detector runs on those alone that open it. */
export const PART_UNITS = 2304;
/** Longest thing that detectors see whole wherever it stands, unless they ask for the whole text. */
const PART_OVERLAP_UNITS = 512;
/** Sixteen of them are the way from one slice to the next, so that what two slices share has the same parts in both. */
const PART_STEP_UNITS = PART_UNITS - PART_OVERLAP_UNITS;

/** Where the first part begins that the slice before did not have. */
export const FIRST_NEW_PART = OVERLAP_UNITS - PART_OVERLAP_UNITS;

/** Where the parts of a text begin. */
export function* partsOf(units: number, first = 0): Generator<number> {
  for (let from = first; ; from += PART_STEP_UNITS) {
    yield from;
    if (from + PART_UNITS >= units) return;
  }
}
