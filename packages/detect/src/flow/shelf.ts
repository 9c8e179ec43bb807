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
  private newest = 0;

  /** @param slotsMax  a power of two */
  constructor(private readonly slotsMax: number) {}

  get bytes(): number {
    return this.prints.length * BYTES_A_SLOT;
  }

  /** @param origin  1 to 65535, counted up and round; of two results that want a place the older one gives way */
  put(print: number, origin: number): void {
    if (this.taken * 2 > this.prints.length && this.prints.length < this.slotsMax) this.grow();
    this.newest = origin;
    this.place(print, origin);
  }

  /** The result a print was last seen in; 0 when it is not known. */
  find(print: number): number {
    const mask = this.prints.length - 1;
    const first = print & mask;
    if (this.prints[first] === print) return this.origins[first] ?? 0;
    const second = secondOf(print, mask);
    return this.prints[second] === print ? (this.origins[second] ?? 0) : 0;
  }

  has(print: number): boolean {
    const mask = this.prints.length - 1;
    return this.prints[print & mask] === print || this.prints[secondOf(print, mask)] === print;
  }

  private place(print: number, origin: number): void {
    const { prints, origins } = this;
    const mask = prints.length - 1;
    const first = print & mask;
    const held = origins[first] ?? 0;
    let place = first;
    if (held !== 0 && prints[first] !== print) {
      const second = secondOf(print, mask);
      const other = origins[second] ?? 0;
      if (other === 0 || prints[second] === print || this.ageOf(other) > this.ageOf(held)) place = second;
    }
    if (origins[place] === 0) this.taken += 1;
    prints[place] = print;
    origins[place] = origin;
  }

  /** Results read since. */
  private ageOf(origin: number): number {
    return (this.newest - origin) & 0xffff;
  }

  private grow(): void {
    const [prints, origins] = [this.prints, this.origins];
    this.prints = new Uint32Array(Math.min(prints.length * 4, this.slotsMax));
    this.origins = new Uint16Array(this.prints.length);
    this.taken = 0;
    for (let place = 0; place < prints.length; place += 1) {
      const origin = origins[place] ?? 0;
      if (origin !== 0) this.place(prints[place] ?? 0, origin);
    }
  }
}

const secondOf = (print: number, mask: number): number => (Math.imul(print, 0x9e3779b1) >>> 9) & mask;
