import type { Origins } from './origins.js';
import type { Sought } from './sift.js';
import type { TaintMemory } from './taint.js';

/** Prints of results that are followed, and of sentences that asked for something. */
export class SoughtPrints implements Sought {
  constructor(
    private readonly origins: Origins,
    private readonly taint: TaintMemory | null,
  ) {}

  has(print: number): boolean {
    return this.origins.has(print) || this.taint?.has(print) === true;
  }
}
