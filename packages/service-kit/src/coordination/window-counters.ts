const SWEEP_AT_ENTRIES = 10_000;
/** Keys counted one by one. Beyond them those of a tenant share a few counts: stricter for it, and bounded for everybody. */
const ENTRIES_MAX = 200_000;
const SHARED_PER_TENANT = 64;

interface WindowCount {
  readonly window: number;
  readonly endsAt: number;
  count: number;
}

/**
 * Counters of this process alone. Memory is bounded by the keys seen within their last window, and whoever makes up more keys
 * than that makes them count together.
 */
export class WindowCounters {
  readonly #counts = new Map<string, WindowCount>();
  readonly #now: () => number;
  readonly #entriesMax: number;
  #sweepAt = SWEEP_AT_ENTRIES;
  /** When the first of the windows is over. */
  #nextEnd = Number.POSITIVE_INFINITY;

  constructor(now: () => number, entriesMax = ENTRIES_MAX) {
    this.#now = now;
    this.#entriesMax = entriesMax;
  }

  /** @param by  0 only asks */
  increment(key: string, windowMs: number, by = 1): number {
    const now = this.#now();
    const window = Math.floor(now / windowMs);
    const own = `${windowMs} ${key}`;
    const current = this.#counts.get(own);
    if (current !== undefined && current.window === window) {
      current.count += by;
      return current.count;
    }
    if (by === 0 && this.#counts.size < this.#entriesMax) return 0;
    if (this.#counts.size >= this.#sweepAt) this.#sweep(now);
    const isFull = current === undefined && this.#counts.size >= this.#entriesMax;
    return isFull ? this.#share(key, { windowMs, window, by }) : this.#begin(own, { windowMs, window, by });
  }

  get entries(): number {
    return this.#counts.size;
  }

  #begin(key: string, { windowMs, window, by }: Increment): number {
    const endsAt = (window + 1) * windowMs;
    this.#nextEnd = Math.min(this.#nextEnd, endsAt);
    this.#counts.set(key, { window, endsAt, count: by });
    return by;
  }

  #share(key: string, increment: Increment): number {
    const tenant = key.slice(0, Math.max(0, key.indexOf(':')));
    const shared = `${increment.windowMs} ${tenant} shared ${slotOf(key)}`;
    const current = this.#counts.get(shared);
    if (current === undefined || current.window !== increment.window) return this.#begin(shared, increment);
    current.count += increment.by;
    return current.count;
  }

  /** Sweeping costs by the entry, so it is done when there may be something to find only. */
  #sweep(now: number): void {
    if (now < this.#nextEnd) return;
    this.#nextEnd = Number.POSITIVE_INFINITY;
    for (const [key, { endsAt }] of this.#counts) {
      if (endsAt <= now) this.#counts.delete(key);
      else this.#nextEnd = Math.min(this.#nextEnd, endsAt);
    }
    this.#sweepAt = Math.max(SWEEP_AT_ENTRIES, Math.min(this.#counts.size * 2, this.#entriesMax));
  }
}

interface Increment {
  readonly windowMs: number;
  readonly window: number;
  readonly by: number;
}

const slotOf = (key: string): number => {
  let hash = 0;
  for (let i = 0; i < key.length; i++) hash = (Math.imul(hash, 31) + key.charCodeAt(i)) | 0;
  return (hash >>> 0) % SHARED_PER_TENANT;
};
