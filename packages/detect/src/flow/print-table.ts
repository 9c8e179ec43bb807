import { BITS_MAX, BITS_MIN, blockBytes, giveBlock, takeBlock } from './blocks.js';
import { printer } from './printer.js';

/** Ids are counted from one up to this, and round. */
export const IDS_MAX = (1 << BITS_MAX) - 1;
const PLACES = 4;
/** Of so many buckets stale ids are freed with each one that is new: all of them before ids come round. */
const SWEPT_AT_ONCE = 2;

/** What a table holds, apart from it: given back when nobody has the table any more. */
interface Block {
  at: number;
  bits: number;
}

const lost = new FinalizationRegistry<Block>((block) => {
  if (block.bits > 0) giveBlock(block.at, block.bits);
});

/**
 * Which result a print was last seen in, as four bytes a print in the printer's memory. Grows from 4 KiB to 64 KiB and no further. A
 * bucket has four places, the newest first, and gives up the last when it is full. What is lost costs a match and nothing else, and of
 * a text that is worth following many prints are kept.
 */
export class PrintTable {
  private readonly block: Block = { at: 0, bits: 0 };
  private taken = 0;
  private swept = 0;

  /** @param living  so many ids, the newest, still mean something */
  constructor(private readonly living: number) {}

  get bytes(): number {
    return blockBytes(this.block.bits);
  }

  /** Address for the printer; 0 when it is empty. */
  get at(): number {
    return this.block.at;
  }

  /** Its bits, for the printer. */
  get bits(): number {
    return this.block.bits;
  }

  /** Makes room for so many prints of a new id, and forgets some of the oldest. @param id  1 to {@link IDS_MAX} */
  makeRoom(prints: number, id: number): void {
    const { block } = this;
    if (block.bits === 0) {
      lost.register(this, block, block);
      block.bits = BITS_MIN;
      block.at = takeBlock(block.bits);
    }
    // Half full is full enough: neighbours would push each other out.
    while (block.bits < BITS_MAX && (id >= 1 << block.bits || (this.taken + prints) * 2 > PLACES << block.bits))
      this.grow();
    if (block.bits === BITS_MAX) this.sweep(id);
  }

  /** Puts the prints that the printer made last, without what the call itself said. There is to be room. */
  putAll(count: number, id: number): void {
    const { at, bits } = this.block;
    this.taken += printer().wasm.putAll(at, bits, count, id);
  }

  put(print: number, id: number): void {
    const { at, bits } = this.block;
    this.taken += printer().wasm.put(at, bits, print, id);
  }

  /** The id a print was last put with; 0 when it is not known. */
  find(print: number): number {
    const { at, bits } = this.block;
    if (bits === 0) return 0;
    const { words } = printer();
    const first = (at >>> 2) + (print >>> (32 - bits)) * PLACES;
    for (let place = first; place < first + PLACES; place += 1) {
      const entry = words[place] ?? 0;
      const difference = (entry ^ (print << bits)) >>> 0;
      if (difference < 1 << bits && difference !== 0) return difference;
    }
    return 0;
  }

  /** Forgets everything and gives the memory back. */
  clear(): void {
    const { block } = this;
    if (block.bits === 0) return;
    lost.unregister(block);
    giveBlock(block.at, block.bits);
    block.at = 0;
    block.bits = 0;
    this.taken = 0;
    this.swept = 0;
  }

  private grow(): void {
    const { block } = this;
    const bits = block.bits + 2;
    const at = takeBlock(bits);
    this.taken = printer().wasm.moveAll(block.at, block.bits, at, bits);
    giveBlock(block.at, block.bits);
    block.at = at;
    block.bits = bits;
  }

  private sweep(newest: number): void {
    const { at, bits } = this.block;
    this.taken -= printer().wasm.sweep(at, bits, this.swept, SWEPT_AT_ONCE, newest, this.living);
    this.swept = (this.swept + SWEPT_AT_ONCE) % (1 << bits);
  }
}
