import { rawView, type TextView } from '../views/view.js';
import type { Leaf } from './leaves.js';

const JOINED_UNITS_MAX = 16_384;
const LEAVES_MAX = 256;

export interface JoinedLeaves {
  readonly view: TextView;
  /** Leaf where a span of the joined text starts and its part of the span; null when the span stays inside one leaf. */
  locate(start: number, end: number): { pointer: string; start: number; end: number } | null;
}

/** The leaves in order with a space between; null when there is one leaf or too much text. */
export function joinLeaves(leaves: readonly Leaf[]): JoinedLeaves | null {
  // Words such as `text` and `string` are the message's own furniture; prose has blanks.
  const texts = leaves.filter(({ isName, text }) => !isName && /\s/.test(text));
  const units = texts.reduce((sum, { text }) => sum + text.length + 1, 0);
  if (texts.length < 2 || texts.length > LEAVES_MAX || units > JOINED_UNITS_MAX) return null;
  const starts: number[] = [];
  let text = '';
  for (const leaf of texts) {
    starts.push(text.length);
    text += `${leaf.text} `;
  }
  return {
    view: { ...rawView(text), kind: 'joined' },
    locate(start, end) {
      const index = starts.findLastIndex((at) => at <= start);
      const leaf = texts[index];
      const from = starts[index] ?? 0;
      if (leaf === undefined || end <= from + leaf.text.length) return null;
      return { pointer: leaf.pointer, start: Math.min(start - from, leaf.text.length), end: leaf.text.length };
    },
  };
}
