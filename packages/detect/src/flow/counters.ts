/** How long counts reach back. */
export const COUNTED_MS = 3_600_000;
const MINUTE_MS = 60_000;
const BUCKETS = 60;
const VARIANTS_MAX = 512;
const KEYS_MAX = 256;

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

/** What is remembered of the calls of one tool. */
export interface ToolCount {
  readonly calls: Rate;
  /** By digest of the arguments: how often, and when last. */
  readonly variants: Map<number, { count: number; at: number }>;
  /** Different ones, also those no longer listed. */
  distinct: number;
  novelBytes: number;
  novelSince: number;
  novelCalls: number;
}

/** A map that forgets what was used longest ago. */
export class Remembered<V> {
  private readonly entries = new Map<string, V>();
  private newest: string | null = null;

  constructor(private readonly max = KEYS_MAX) {}

  get size(): number {
    return this.entries.size;
  }

  get(key: string): V | undefined {
    const value = this.entries.get(key);
    if (value === undefined || key === this.newest) return value;
    this.entries.delete(key);
    this.entries.set(key, value);
    this.newest = key;
    return value;
  }

  set(key: string, value: V): void {
    if (key !== this.newest) this.entries.delete(key);
    this.entries.set(key, value);
    this.newest = key;
    if (this.entries.size <= this.max) return;
    const [oldest] = this.entries.keys();
    if (oldest !== undefined) this.entries.delete(oldest);
  }

  has(key: string): boolean {
    return this.entries.has(key);
  }

  clear(): void {
    this.entries.clear();
    this.newest = null;
  }
}

/** Counts of one context: how often, how fast, how many different, how much of it new. */
export class Counters {
  private readonly all = new Rate();
  private tools = new Remembered<ToolCount>();

  /** Counts a call. @param variant  digest of its arguments */
  count(
    tool: string,
    variant: number,
    novel: number,
    at: number,
  ): { calls: number; perMinute: number; repeats: number; tool: ToolCount; isFirst: boolean } {
    const known = this.tools.get(tool);
    const entry = known ?? newToolCount(at);
    if (known === undefined) this.tools.set(tool, entry);
    this.all.add(at);
    entry.calls.add(at);
    const same = entry.variants.get(variant);
    const repeats = same === undefined || at - same.at > COUNTED_MS ? 1 : same.count + 1;
    if (same === undefined) entry.distinct += 1;
    entry.variants.delete(variant);
    entry.variants.set(variant, { count: repeats, at });
    if (entry.variants.size > VARIANTS_MAX) {
      const [oldest] = entry.variants.keys();
      if (oldest !== undefined) entry.variants.delete(oldest);
    }
    if (at - entry.novelSince > COUNTED_MS) {
      entry.novelBytes = 0;
      entry.novelCalls = 0;
      entry.distinct = entry.variants.size;
      entry.novelSince = at;
    }
    entry.novelBytes += novel;
    if (novel > 0) entry.novelCalls += 1;
    return {
      calls: this.all.hour(at),
      perMinute: this.all.perMinute(at),
      repeats,
      tool: entry,
      isFirst: known === undefined,
    };
  }
}

const newToolCount = (at: number): ToolCount => ({
  calls: new Rate(),
  variants: new Map(),
  distinct: 0,
  novelBytes: 0,
  novelSince: at,
  novelCalls: 0,
});
