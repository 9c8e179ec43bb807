import type { IncomingHttpHeaders } from 'node:http';

/** One JSON-RPC message as it reached a server. */
export interface Entry {
  readonly method: string | null;
  readonly id: string | number | null;
  readonly message: Readonly<Record<string, unknown>>;
  /** Of HTTP; undefined on stdio. */
  readonly headers: IncomingHttpHeaders | undefined;
}

/** What a server received, in order, so that a test can say what did and what did not arrive. */
export interface Ledger {
  readonly entries: readonly Entry[];
  add(message: unknown, headers?: IncomingHttpHeaders): void;
  of(method: string): Entry[];
  /** Everything that arrived, messages and headers, as one text to search. */
  text(): string;
}

export const openLedger = (): Ledger => {
  const entries: Entry[] = [];
  return {
    entries,
    add: (message, headers) => {
      // Only 2025-03-26 has batches, and no client of the grid sends one.
      if (typeof message !== 'object' || message === null) return;
      const { method = null, id = null } = message as { method?: string; id?: string | number };
      entries.push({ method, id, message: message as Record<string, unknown>, headers });
    },
    of: (method) => entries.filter((entry) => entry.method === method),
    text: () => JSON.stringify(entries),
  };
};
