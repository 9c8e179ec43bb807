import type { Logger } from '../logging/logger.js';
import type { Coordination, MessageHandler, Unsubscribe } from './coordination.js';
import { Subscriptions } from './subscriptions.js';
import { WindowCounters } from './window-counters.js';

export interface MemoryCoordinationOptions {
  readonly logger?: Pick<Logger, 'error'>;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
}

/** Coordination within one process, for installations of one gateway and one api process. Messages arrive in a later turn. */
export function createMemoryCoordination(options: MemoryCoordinationOptions = {}): Coordination {
  const subscriptions = new Subscriptions((err, channel) =>
    options.logger?.error({ err, channel }, 'a coordination handler failed'),
  );
  const counters = new WindowCounters(options.now ?? Date.now);
  return {
    degraded: false,
    publish: async (channel: string, message: string): Promise<void> => {
      setImmediate(() => subscriptions.deliver(channel, message));
    },
    subscribe: async (channel: string, handler: MessageHandler): Promise<Unsubscribe> => {
      const remove = subscriptions.add(channel, handler);
      return async () => void remove();
    },
    increment: async (key: string, windowMs: number): Promise<number> => counters.increment(key, windowMs),
    close: async (): Promise<void> => subscriptions.clear(),
  };
}
