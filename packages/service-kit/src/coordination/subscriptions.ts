import type { MessageHandler } from './coordination.js';

/** Handlers by channel. A handler that throws does not keep the others from their message. */
export class Subscriptions {
  readonly #handlers = new Map<string, Set<{ readonly handle: MessageHandler }>>();
  readonly #onHandlerError: (err: unknown, channel: string) => void;

  constructor(onHandlerError: (err: unknown, channel: string) => void) {
    this.#onHandlerError = onHandlerError;
  }

  get channels(): string[] {
    return [...this.#handlers.keys()];
  }

  /** @returns a function that removes the handler and says whether it was the channel's last */
  add(channel: string, handle: MessageHandler): () => boolean {
    const entry = { handle };
    const entries = this.#handlers.get(channel) ?? new Set();
    entries.add(entry);
    this.#handlers.set(channel, entries);
    return () => {
      const removed = entries.delete(entry);
      if (entries.size > 0 || !removed) return false;
      this.#handlers.delete(channel);
      return true;
    };
  }

  deliver(channel: string, message: string): void {
    for (const { handle } of [...(this.#handlers.get(channel) ?? [])]) {
      try {
        handle(message);
      } catch (err) {
        this.#onHandlerError(err, channel);
      }
    }
  }

  clear(): void {
    this.#handlers.clear();
  }
}
