import { SHAPES } from '../scan/shapes.js';
import { compatView } from './compat.js';
import { base32Views, base64Views, hexViews } from './encoded.js';
import { htmlView } from './html.js';
import { inflatedViews } from './inflated.js';
import { strippedView, tagsView } from './invisible.js';
import { jsonView, markupView } from './nested.js';
import { percentView } from './percent.js';
import { leetView, reversedView, rot13View, spacedView } from './spelling.js';
import type { Spans, TextView } from './view.js';

export const VIEW_DEPTH_MAX = 4;
/** UTF-16 units decoded of one slice of a text, over all views, for each unit it has; a bomb ends here. */
export const VIEW_FACTOR_MAX = 16;
/** What a short text may decode to at least. */
export const VIEW_UNITS_MIN = 65_536;

type Decoder = (view: TextView, spans: Spans | null) => TextView | null | readonly TextView[];

/** Plainest first: of two views that show the same thing the earlier is reported. */
const DECODERS: readonly (readonly [shape: number, decoder: Decoder])[] = [
  [SHAPES.invisible, strippedView],
  [SHAPES.compat, compatView],
  [SHAPES.spaced, spacedView],
  [SHAPES.leet, leetView],
  [SHAPES.order, markupView],
  [SHAPES.escape, jsonView],
  [SHAPES.percent, percentView],
  [SHAPES.entity, htmlView],
  [SHAPES.invisible, tagsView],
  [SHAPES.base64, base64Views],
  [SHAPES.base32, base32Views],
  [SHAPES.hex, hexViews],
  [SHAPES.rot13, rot13View],
  [SHAPES.reversed, reversedView],
  [SHAPES.deflated, inflatedViews],
];

/** Shapes behind which a decoded view may wait. */
export const DECODING_SHAPES = DECODERS.reduce((mask, [shape]) => mask | shape, 0);

/** Shapes that stand where what they tell of stands, so that it need not be looked for elsewhere. */
export const LOCAL_SHAPES = SHAPES.spaced | SHAPES.order | SHAPES.percent | SHAPES.entity | SHAPES.base64;

/** Where a text has a shape; null for anywhere. */
export type SpansOf = (shape: number) => Spans | null;

const anywhere: SpansOf = () => null;

/** The next decodings of a text that has these shapes. Empty when no shape calls for one. */
export function decode(view: TextView, shapes: number, spansOf = anywhere): TextView[] {
  if ((shapes & DECODING_SHAPES) === 0) return [];
  const views: TextView[] = [];
  for (const [shape, decoder] of DECODERS) {
    if ((shapes & shape) === 0) continue;
    const decoded = decoder(view, (shape & LOCAL_SHAPES) === 0 ? null : spansOf(shape));
    if (decoded !== null)
      views.push(...(Array.isArray(decoded) ? (decoded as readonly TextView[]) : [decoded as TextView]));
  }
  return views;
}

/**
 * Visits a text and everything it decodes to, plainest first and no text twice.
 * @param visit reads one view and returns its shapes, which decide what is decoded from it
 */
export function visitViews(root: TextView, visit: (view: TextView) => number): void {
  visitDecoded(root, visit(root), visit);
}

/** As {@link visitViews}, of a text that was visited and has these shapes. */
export function visitDecoded(
  root: TextView,
  shapes: number,
  visit: (view: TextView) => number,
  spansOf = anywhere,
): void {
  const views = decode(root, shapes, spansOf);
  if (views.length === 0) return;
  const budget = Math.max(VIEW_UNITS_MIN, root.text.length * VIEW_FACTOR_MAX);
  // Two decodings in either order come to the same.
  const known = new Set([root.text]);
  const queue: TextView[] = [];
  let units = 0;
  const add = (decoded: TextView): boolean => {
    if (known.has(decoded.text)) return true;
    known.add(decoded.text);
    units += decoded.text.length;
    if (units > budget) return false;
    queue.push(decoded);
    return true;
  };
  if (!views.every(add)) return;
  for (const view of queue) {
    const inner = visit(view);
    if (view.depth < VIEW_DEPTH_MAX && !decode(view, inner).every(add)) return;
  }
}
