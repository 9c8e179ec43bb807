import { BLOCK_BYTES, DENSE_AT, OUT_AT, printer, SLACK_BYTES, SOURCE_AT, TOKENS_MAX, VALUES_AT } from './printer.js';
import { READ_UNITS_MAX } from './runs.js';
import type { SentLeaf } from './texts.js';

const SLOTS_MIN = 1_024;
/** Of arguments with more characters than half of these the rest counts as the server's. */
const SLOTS_MAX = 262_144;

/** Prints of what a call itself said: a server that repeats it gives nothing away. One for the process, filled anew for each answer. */
export class OwnPrints {
  private slots = new Uint32Array(SLOTS_MIN);
  private mask = SLOTS_MIN - 1;
  private room = 0;
  isEmpty = true;

  /** Forgets what it held and takes every run and token of these values. */
  fill(leaves: readonly SentLeaf[]): void {
    this.isEmpty = true;
    for (const { text } of leaves) {
      const { wasm, source, out } = printer();
      const length = source.write(text.length > READ_UNITS_MAX ? text.slice(0, READ_UNITS_MAX) : text, 0);
      source.fill(0, length, length + SLACK_BYTES);
      wasm.beginRuns(0, 0);
      for (let done = 0; done < length; done += BLOCK_BYTES) {
        this.takeAll(
          out,
          wasm.printEvery(SOURCE_AT + done, Math.min(BLOCK_BYTES, length - done), OUT_AT, DENSE_AT, VALUES_AT),
          leaves,
        );
      }
      this.takeAll(out, wasm.printTokens(SOURCE_AT, length, OUT_AT, TOKENS_MAX), leaves);
    }
  }

  has(print: number): boolean {
    if (this.isEmpty) return false;
    const { slots, mask } = this;
    for (let place = print & mask; ; place = (place + 1) & mask) {
      const held = slots[place];
      if (held === print) return true;
      if (held === 0) return false;
    }
  }

  private takeAll(prints: Uint32Array, count: number, leaves: readonly SentLeaf[]): void {
    if (count === 0) return;
    if (this.isEmpty) this.clear(leaves);
    const { slots, mask } = this;
    for (let index = 0; index < count && this.room > 0; index += 1) {
      const print = prints[index] ?? 0;
      let place = print & mask;
      while (slots[place] !== 0 && slots[place] !== print) place = (place + 1) & mask;
      if (slots[place] === 0) this.room -= 1;
      slots[place] = print;
    }
  }

  private clear(leaves: readonly SentLeaf[]): void {
    const units = leaves.reduce((sum, { text }) => sum + Math.min(text.length, READ_UNITS_MAX), 0);
    let size = SLOTS_MIN;
    // A unit leaves a run a byte; half of the places stay free.
    while (size < units * 3 && size < SLOTS_MAX) size *= 2;
    if (this.slots.length < size) this.slots = new Uint32Array(size);
    else this.slots.fill(0, 0, size);
    this.mask = size - 1;
    this.room = size / 2;
    this.isEmpty = false;
  }
}
