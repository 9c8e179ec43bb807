import { rawView, type TextView } from '../views/view.js';

/** A detector that was called for reads no more than this. */
export const SLICE_UNITS = 32_768;
/** Longest thing that is found whole wherever it stands: a private key, a paragraph that gives orders. */
export const OVERLAP_UNITS = 4096;
/** From the beginning of one slice to that of the next. */
export const SLICE_STEP_UNITS = SLICE_UNITS - OVERLAP_UNITS;

/** A text in overlapping pieces that map back to the whole; one piece where it is short. */
export function* slicesOf(text: string, units: number = SLICE_UNITS): Generator<TextView> {
  if (text.length <= units) {
    yield rawView(text);
    return;
  }
  for (let from = 0; ; from += units - OVERLAP_UNITS) {
    const offset = from;
    const piece = text.slice(offset, offset + units);
    yield { ...rawView(piece), origin: (start, end) => [offset + start, offset + end] };
    if (offset + units >= text.length) return;
  }
}
