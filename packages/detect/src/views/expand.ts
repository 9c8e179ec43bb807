import { SHAPES } from '../scan/shapes.js';
import { compatView } from './compat.js';
import { base64Views, hexViews } from './encoded.js';
import { htmlView } from './html.js';
import { strippedView, tagsView } from './invisible.js';
import { percentView } from './percent.js';
import type { TextView } from './view.js';

export const VIEW_DEPTH_MAX = 4;
/** UTF-16 units decoded per leaf, over all views; a bomb ends here. */
export const VIEW_UNITS_MAX = 1_048_576;

const PRESENT = (view: TextView | null): view is TextView => view !== null;

/** The next decodings of a text that has these shapes. Empty when no shape calls for one. */
export function decode(view: TextView, shapes: number): TextView[] {
  const views: (TextView | null)[] = [];
  if (shapes & SHAPES.invisible) views.push(strippedView(view), tagsView(view));
  if (shapes & SHAPES.compat) views.push(compatView(view));
  if (shapes & SHAPES.percent) views.push(percentView(view));
  if (shapes & SHAPES.entity) views.push(htmlView(view));
  if (shapes & SHAPES.base64) views.push(...base64Views(view));
  if (shapes & SHAPES.hex) views.push(...hexViews(view));
  return views.filter(PRESENT);
}

/**
 * Visits a text and everything it decodes to, plainest first.
 * @param visit reads one view and returns its shapes, which decide what is decoded from it
 */
export function visitViews(root: TextView, visit: (view: TextView) => number): void {
  const queue: TextView[] = [root];
  let units = 0;
  for (const view of queue) {
    const shapes = visit(view);
    if (view.depth === VIEW_DEPTH_MAX) continue;
    for (const decoded of decode(view, shapes)) {
      units += decoded.text.length;
      if (units > VIEW_UNITS_MAX) return;
      queue.push(decoded);
    }
  }
}
