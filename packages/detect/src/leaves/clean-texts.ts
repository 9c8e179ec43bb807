import type { Surface } from '../detectors/detector.js';
import type { Leaf } from './leaves.js';

const UNITS_MAX = 40;
const TEXTS_MAX = 1000;

/**
 * Short texts in which nothing was seen at all, by where they stood: types, names and states, which messages repeat by the
 * hundred. Detectors are pure, so nothing would be seen the next time. About 100 KB when full; then it begins anew.
 */
export class CleanTexts {
  private readonly texts = new Set<string>();

  /** The name under which a text is kept; null for one that is not. */
  nameOf({ key, text }: Leaf, surface: Surface): string | null {
    if (surface === 'argument' || text.length > UNITS_MAX || key.length > UNITS_MAX) return null;
    // Either may hold any sign: how long the key is tells where the text begins.
    return `${surface} ${key.length} ${key}${text}`;
  }

  has(name: string): boolean {
    return this.texts.has(name);
  }

  add(name: string): void {
    if (this.texts.size >= TEXTS_MAX) this.texts.clear();
    this.texts.add(name);
  }
}
