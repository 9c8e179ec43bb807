const SWEEP_AT_ENTRIES = 10_000;

interface WindowCount {
  readonly window: number;
  readonly endsAt: number;
  count: number;
}

/** Counters of this process alone. Memory is bounded by the keys seen within their last window. */
export class WindowCounters {
  readonly #counts = new Map<string, WindowCount>();
  readonly #now: () => number;
  #sweepAt = SWEEP_AT_ENTRIES;

  constructor(now: () => number) {
    this.#now = now;
  }

  increment(key: string, windowMs: number): number {
    const now = this.#now();
    const window = Math.floor(now / windowMs);
    const windowedKey = `${windowMs} ${key}`;
    const current = this.#counts.get(windowedKey);
    if (current !== undefined && current.window === window) {
      current.count += 1;
      return current.count;
    }
    this.#counts.set(windowedKey, { window, endsAt: (window + 1) * windowMs, count: 1 });
    if (this.#counts.size >= this.#sweepAt) this.#sweep(now);
    return 1;
  }

  get entries(): number {
    return this.#counts.size;
  }

  #sweep(now: number): void {
    for (const [key, { endsAt }] of this.#counts) if (endsAt <= now) this.#counts.delete(key);
    this.#sweepAt = Math.max(SWEEP_AT_ENTRIES, this.#counts.size * 2);
  }
}
