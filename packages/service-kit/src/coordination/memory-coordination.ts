import type { Logger } from '../logging/logger.js';
import {
  assertKey,
  assertNote,
  assertTtl,
  type Coordination,
  type MessageHandler,
  type Unsubscribe,
  type Withdraw,
} from './coordination.js';
import { Notes } from './notes.js';
import { Subscriptions } from './subscriptions.js';
import { WindowCounters } from './window-counters.js';

export interface MemoryCoordinationOptions {
  readonly logger?: Pick<Logger, 'error'>;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
}

/** Coordination within one process, for installations of one gateway and one api process. Messages arrive in a later turn. */
export function createMemoryCoordination(options: MemoryCoordinationOptions = {}): Coordination {
  const now = options.now ?? Date.now;
  const subscriptions = new Subscriptions((err, channel) =>
    options.logger?.error({ err, channel }, 'a coordination handler failed'),
  );
  const counters = new WindowCounters(now);
  const notes = new Notes(now);
  const present = new Map<string, number>();
  return {
    degraded: false,
    publish: async (channel: string, message: string): Promise<void> => {
      setImmediate(() => subscriptions.deliver(channel, message));
    },
    subscribe: async (channel: string, handler: MessageHandler): Promise<Unsubscribe> => {
      const remove = subscriptions.add(channel, handler);
      return async () => void remove();
    },
    increment: async (key: string, windowMs: number, by = 1): Promise<number> => counters.increment(key, windowMs, by),
    remember: async (key: string, value: string, ttlMs: number): Promise<boolean> => {
      assertNote(key, value, ttlMs);
      notes.set(key, value, ttlMs);
      return true;
    },
    recall: async (key: string): Promise<string | null> => notes.get(key),
    forget: async (key: string): Promise<boolean> => {
      notes.delete(key);
      return true;
    },
    announce: async (name: string, ttlMs: number): Promise<Withdraw> => {
      assertKey(name);
      assertTtl(ttlMs);
      return announced(present, name);
    },
    isPresent: async (name: string): Promise<boolean> => present.has(name),
    close: async (): Promise<void> => {
      subscriptions.clear();
      notes.clear();
      present.clear();
    },
  };
}

/** This process cannot die apart from those it tells, so a name lasts until it is withdrawn by all who announced it. */
function announced(present: Map<string, number>, name: string): Withdraw {
  present.set(name, (present.get(name) ?? 0) + 1);
  let withdrawn = false;
  return async () => {
    if (withdrawn) return;
    withdrawn = true;
    const left = (present.get(name) ?? 1) - 1;
    if (left > 0) present.set(name, left);
    else present.delete(name);
  };
}
