import type { LogLevel } from '@sallyport/mcp';
import { GenerationalCache } from '../sessions/generational-cache.js';

/** What a legacy session would remember and a modern server does not: kept by the bridge, for one client. */
export interface PeerNotes {
  /** Set by `logging/setLevel`; null: the client wants no log messages. */
  readonly level: LogLevel | null;
  /** Resources the client subscribed to. */
  readonly uris: readonly string[];
}

export const NO_NOTES: PeerNotes = Object.freeze({ level: null, uris: Object.freeze([]) });

/**
 * Keeps the notes of legacy clients by their key. Any replica may get a client's next request, so an implementation for several
 * shares them; what it loses, the client sees as a log level or a subscription it has to set again.
 */
export interface SessionNotes {
  /** {@link NO_NOTES} where nothing is kept. */
  get(key: string): Promise<PeerNotes>;
  set(key: string, notes: PeerNotes): Promise<void>;
  /** Calls back when the notes were set, here or elsewhere. @returns a function that stops it */
  watch(key: string, listener: (notes: PeerNotes) => void): () => void;
}

/** Clients remembered at once; one forgotten sets its level and subscriptions again when it starts anew. */
const PEERS_MAX = 20_000;

/** For a gateway that is alone. */
export class MemorySessionNotes implements SessionNotes {
  private readonly notes = new GenerationalCache<PeerNotes>(PEERS_MAX);
  private readonly watchers = new Map<string, Set<(notes: PeerNotes) => void>>();

  get(key: string): Promise<PeerNotes> {
    return Promise.resolve(this.notes.get(key) ?? NO_NOTES);
  }

  set(key: string, notes: PeerNotes): Promise<void> {
    this.notes.set(key, notes);
    for (const watcher of this.watchers.get(key) ?? []) watcher(notes);
    return Promise.resolve();
  }

  watch(key: string, listener: (notes: PeerNotes) => void): () => void {
    const watchers = this.watchers.get(key) ?? new Set();
    this.watchers.set(key, watchers.add(listener));
    return () => {
      watchers.delete(listener);
      if (watchers.size === 0) this.watchers.delete(key);
    };
  }
}
