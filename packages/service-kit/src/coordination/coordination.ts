/** Receives a message of a channel. What it throws is logged and goes no further. */
export type MessageHandler = (message: string) => void;

/** Ends a subscription; resolves when no further message will be handed over. */
export type Unsubscribe = () => Promise<void>;

/** Withdraws an announced name at once instead of when its time is over. */
export type Withdraw = () => Promise<void>;

/** UTF-16 units a remembered value may have. */
export const REMEMBERED_LENGTH_MAX = 16_384;
/** UTF-16 units a key or a name may have. */
export const KEY_LENGTH_MAX = 512;

/**
 * What the processes of one installation tell each other: wake-ups, shared counters, and short notes. Nothing here is a
 * source of truth: a message or a note may be lost and a counter may restart, and every user has to be correct without any.
 * No method rejects because the other side is away. Keys that hold a tenant's data begin with the tenant and a colon, so that
 * what is bounded is bounded for each tenant.
 */
export interface Coordination {
  /** True while the shared store is away: counters are this process's own then, and notes cannot be had. Always false in process. */
  readonly degraded: boolean;
  /** Hands a message to whoever listens now, this process included. At most once; lost when the store is away. */
  publish(channel: string, message: string): Promise<void>;
  /** Listens on a channel until the returned function is called; survives reconnects. Messages arrive in order per sender. */
  subscribe(channel: string, handler: MessageHandler): Promise<Unsubscribe>;
  /**
   * Counts in the current window of `windowMs` and returns the count so far. Windows are aligned to the clock
   * (`floor(now / windowMs)`), so that replicas agree on them.
   * @param by  a whole number, 1 unless given; 0 only asks
   */
  increment(key: string, windowMs: number, by?: number): Promise<number>;
  /**
   * Keeps a value for every process to {@link recall}, in place of what the key held before, for `ttlMs` at most.
   * @param value  at most {@link REMEMBERED_LENGTH_MAX} long; what is secret has to be sealed by the caller
   * @returns false when the store is away, within 500 ms
   * @throws RangeError for a key or value over its length, or a time that is no positive whole number
   */
  remember(key: string, value: string, ttlMs: number): Promise<boolean>;
  /** What is kept under a key; null when nothing is, or, within 500 ms, when the store is away: see {@link degraded}. */
  recall(key: string): Promise<string | null>;
  /** Drops what is kept under a key. @returns false when the store is away, within 500 ms: it may still be there */
  forget(key: string): Promise<boolean>;
  /**
   * Says that this process is there under a name, and goes on saying so until withdrawn or closed. When the process dies
   * without a word the name goes with the last `ttlMs` announced.
   */
  announce(name: string, ttlMs: number): Promise<Withdraw>;
  /** Whether a process is there under a name; null, within 500 ms, when the store is away and nobody can tell. */
  isPresent(name: string): Promise<boolean | null>;
  /** Ends all subscriptions, announcements and connections. */
  close(): Promise<void>;
}

/** @throws RangeError as {@link Coordination.remember} says */
export function assertNote(key: string, value: string, ttlMs: number): void {
  assertKey(key);
  if (value.length > REMEMBERED_LENGTH_MAX) {
    throw new RangeError(`a remembered value has ${value.length} of at most ${REMEMBERED_LENGTH_MAX} characters`);
  }
  assertTtl(ttlMs);
}

export function assertKey(key: string): void {
  if (key.length === 0 || key.length > KEY_LENGTH_MAX) {
    throw new RangeError(`a key has ${key.length} characters, not 1 to ${KEY_LENGTH_MAX}`);
  }
}

export function assertTtl(ttlMs: number): void {
  if (!Number.isSafeInteger(ttlMs) || ttlMs <= 0) throw new RangeError('a time to live is a positive whole number');
}
