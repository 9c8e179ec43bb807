interface Bucket {
  tokens: number;
  at: number;
}

export interface TokenBucketsOptions {
  readonly capacity: number;
  /** In which time an empty bucket fills. */
  readonly refillMs: number;
  readonly now: () => number;
}

/** A budget for each key that fills evenly. As many keys as there are organisations. */
export class TokenBuckets {
  private readonly buckets = new Map<string, Bucket>();

  constructor(private readonly options: TokenBucketsOptions) {}

  /** @returns false when nothing is left for now */
  take(key: string): boolean {
    const { capacity, refillMs, now } = this.options;
    const at = now();
    const bucket = this.buckets.get(key) ?? { tokens: capacity, at };
    this.buckets.set(key, bucket);
    bucket.tokens = Math.min(capacity, bucket.tokens + ((at - bucket.at) / refillMs) * capacity);
    bucket.at = at;
    if (bucket.tokens < 1) return false;
    bucket.tokens -= 1;
    return true;
  }
}
