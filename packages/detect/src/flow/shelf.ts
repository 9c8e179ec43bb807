const SLOTS_MIN = 1_024;
const BYTES_A_SLOT = 6;

/**
 * Which result a print was seen in: a table of fixed memory. Every print has two places; when both are taken, the older result
 * gives way. What is lost costs a match and nothing else, and of a text that is worth following many prints are kept.
 */
export class Shelf {
  private prints = new Uint32Array(SLOTS_MIN);
  private origins = new Uint16Array(SLOTS_MIN);
  private taken = 0;

  /** @param slotsMax  a power of two */
  constructor(private readonly slotsMax: number) {}

  get bytes(): number {
    return this.prints.length * BYTES_A_SLOT;
  }

  /** @param origin  1 to 65535; of two that want a place the one `isOlder` says so of gives way */
  put(print: number, origin: number, isOlder: (a: number, b: number) => boolean): void {
    if (this.taken * 2 > this.prints.length && this.prints.length < this.slotsMax) this.grow(isOlder);
    const { prints, origins } = this;
    const mask = prints.length - 1;
    const first = print & mask;
    let place = first;
    if (origins[first] !== 0 && prints[first] !== print) {
      const second = secondOf(print, mask);
      const isFree = origins[second] === 0 || prints[second] === print;
      if (isFree || isOlder(origins[second] ?? 0, origins[first] ?? 0)) place = second;
    }
    if (origins[place] === 0) this.taken += 1;
    prints[place] = print;
    origins[place] = origin;
  }

  /** The result a print was last seen in; 0 when it is not known. */
  find(print: number): number {
    const mask = this.prints.length - 1;
    const first = print & mask;
    if (this.prints[first] === print) return this.origins[first] ?? 0;
    const second = secondOf(print, mask);
    return this.prints[second] === print ? (this.origins[second] ?? 0) : 0;
  }

  private grow(isOlder: (a: number, b: number) => boolean): void {
    const [prints, origins] = [this.prints, this.origins];
    this.prints = new Uint32Array(Math.min(prints.length * 4, this.slotsMax));
    this.origins = new Uint16Array(this.prints.length);
    this.taken = 0;
    for (let place = 0; place < prints.length; place += 1) {
      const origin = origins[place] ?? 0;
      if (origin !== 0) this.put(prints[place] ?? 0, origin, isOlder);
    }
  }
}

const secondOf = (print: number, mask: number): number => (Math.imul(print, 0x9e3779b1) >>> 9) & mask;
