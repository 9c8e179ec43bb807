/** How long counts reach back. */
export const COUNTED_MS = 3_600_000;
const MINUTE_MS = 60_000;
const BUCKETS = 60;

/** Calls of the last hour by the minute. */
export class Rate {
  private readonly counts = new Uint32Array(BUCKETS);
  private minute = 0;
  private total = 0;

  add(at: number): void {
    this.turn(at);
    const bucket = this.minute % BUCKETS;
    this.counts[bucket] = (this.counts[bucket] ?? 0) + 1;
    this.total += 1;
  }

  hour(at: number): number {
    this.turn(at);
    return this.total;
  }

  /** Of this minute and, in part, the one before: an estimate that does not fall to nothing when the minute turns. */
  perMinute(at: number): number {
    this.turn(at);
    const part = 1 - (at % MINUTE_MS) / MINUTE_MS;
    const before = this.counts[(this.minute + BUCKETS - 1) % BUCKETS] ?? 0;
    return (this.counts[this.minute % BUCKETS] ?? 0) + Math.floor(before * part);
  }

  private turn(at: number): void {
    const minute = Math.floor(at / MINUTE_MS);
    if (minute <= this.minute) return;
    const passed = Math.min(BUCKETS, minute - this.minute);
    for (let i = 1; i <= passed; i += 1) {
      const bucket = (this.minute + i) % BUCKETS;
      this.total -= this.counts[bucket] ?? 0;
      this.counts[bucket] = 0;
    }
    this.minute = minute;
  }
}

const PLACES = 4;
const WORDS = 3;
const SLOTS_MIN = 32;
const SLOTS_MAX = 2_048;
const SECOND_MS = 1_000;

/**
 * How often a tool was called with the same arguments, and when last: three words for each that is remembered, at most 24 KiB for all
 * tools of a context. Places that are wanted by more go to the ones used last.
 */
export class Variants {
  private words = new Uint32Array(SLOTS_MIN * WORDS);
  private slots = SLOTS_MIN;
  private taken = 0;

  get bytes(): number {
    return this.words.byteLength;
  }

  /** @param variant  32 bits, of tool and arguments @returns how often it was seen, each time within an hour of the last; 0 the first time */
  count(variant: number, at: number): number {
    if (this.taken * 2 > this.slots && this.slots < SLOTS_MAX) this.grow();
    const { words } = this;
    const second = Math.floor(at / SECOND_MS);
    const slot = this.slotOf(variant);
    const count = words[slot + 1] ?? 0;
    if (count === 0 || words[slot] !== variant) {
      if (count === 0) this.taken += 1;
      words[slot] = variant;
      words[slot + 1] = 1;
      words[slot + 2] = second;
      return 0;
    }
    const since = second - (words[slot + 2] ?? 0);
    words[slot + 1] = since * SECOND_MS > COUNTED_MS ? 1 : count + 1;
    words[slot + 2] = second;
    return words[slot + 1] ?? 1;
  }

  /** Where a variant stands or goes: its own place, a free one, or that of the one used longest ago. */
  private slotOf(variant: number): number {
    const { words } = this;
    const first = (Math.imul(variant, 0x9e3779b1) >>> 8) & (this.slots / PLACES - 1);
    let oldest = first * PLACES * WORDS;
    for (let place = 0; place < PLACES; place += 1) {
      const slot = (first * PLACES + place) * WORDS;
      if (words[slot + 1] === 0 || words[slot] === variant) return slot;
      if ((words[slot + 2] ?? 0) < (words[oldest + 2] ?? 0)) oldest = slot;
    }
    return oldest;
  }

  private grow(): void {
    const old = this.words;
    this.slots *= 4;
    this.words = new Uint32Array(this.slots * WORDS);
    this.taken = 0;
    for (let from = 0; from < old.length; from += WORDS) {
      if (old[from + 1] === 0) continue;
      this.words.set(old.subarray(from, from + WORDS), this.slotOf(old[from] ?? 0));
      this.taken += 1;
    }
  }
}

/** A map that forgets what was used longest ago. */
export class Remembered<V> {
  private readonly entries = new Map<string, V>();
  private newest: string | null = null;

  constructor(private readonly max: number) {}

  get size(): number {
    return this.entries.size;
  }

  set(key: string, value: V): void {
    if (key === this.newest) return;
    this.entries.delete(key);
    this.entries.set(key, value);
    this.newest = key;
    if (this.entries.size <= this.max) return;
    const [oldest] = this.entries.keys();
    if (oldest !== undefined) this.entries.delete(oldest);
  }

  has(key: string): boolean {
    return this.entries.has(key);
  }
}
