import type { AppError } from '@sallyport/contracts';

/** One connection that belongs to one session of one client: a process of its own, or an HTTP+SSE stream with its POSTs. */
export interface LegacyLink {
  /**
   * Sends one message. `done` is called once: null when it was taken, else why not. Messages are sent in the order they come
   * where the transport has an order; wait for `done` where it matters.
   * @param message  one line with its newline
   */
  write(message: Buffer, done: (error: AppError | null) => void): void;
  /** Ends the connection; `onDown` is not called. */
  close(): Promise<void>;
}

export interface LegacyLinkHandlers {
  onMessage(raw: Buffer): void;
  /** A message over the limit was dropped. */
  onOversized(): void;
  /** Once; what was in flight is lost. */
  onDown(error: AppError): void;
}

/**
 * Opens a connection in a principal's name, null for the gateway itself; messages may be written at once.
 * @throws AppError `upstream.unavailable` when it cannot even be tried
 */
export type OpenLink = (handlers: LegacyLinkHandlers, principalId: string | null) => LegacyLink;
