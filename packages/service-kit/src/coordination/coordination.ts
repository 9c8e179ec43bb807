/** Receives a message of a channel. What it throws is logged and goes no further. */
export type MessageHandler = (message: string) => void;

/** Ends a subscription; resolves when no further message will be handed over. */
export type Unsubscribe = () => Promise<void>;

/**
 * What the processes of one installation tell each other: wake-ups and shared counters. Nothing here is a source of truth:
 * a message may be lost and a counter may restart, and every user has to be correct without either.
 * No method rejects because the other side is away.
 */
export interface Coordination {
  /** True while counters are this process's own because the shared store is away. Always false in process. */
  readonly degraded: boolean;
  /** Hands a message to whoever listens now, this process included. At most once; lost when the store is away. */
  publish(channel: string, message: string): Promise<void>;
  /** Listens on a channel until the returned function is called; survives reconnects. Messages arrive in order per sender. */
  subscribe(channel: string, handler: MessageHandler): Promise<Unsubscribe>;
  /**
   * Counts one in the current window of `windowMs` and returns the count so far. Windows are aligned to the clock
   * (`floor(now / windowMs)`), so that replicas agree on them.
   */
  increment(key: string, windowMs: number): Promise<number>;
  /** Ends all subscriptions and connections. */
  close(): Promise<void>;
}
