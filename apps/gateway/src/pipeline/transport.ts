/** Alternating names and values. */
export type HeaderList = readonly string[];

/**
 * The one answer to one message or stream request, whatever carries it: HTTP, the stream of an HTTP+SSE client, a line on
 * stdout. The first of `json`, `empty` and `stream` to be called is the answer; later ones do nothing.
 */
export interface Reply {
  /** Whether the client is still there to be answered. */
  readonly wanted: boolean;
  /** Calls back when the client is gone before the answer was complete, soon if it is already. */
  onGone(listener: () => void): void;
  json(status: number, body: Buffer, headers?: HeaderList): void;
  empty(status: number, headers?: HeaderList): void;
  /** Begins an answer of several messages. Its head travels with the first one, or when {@link EventStream.flush} says so. */
  stream(headers?: HeaderList): EventStream;
}

/**
 * An answer of several messages to one client. Sending tells when to pause the source, so memory is bounded by what the
 * source had sent before it heard; a reader that stays stuck is cut.
 */
export interface EventStream {
  /** Whether the client is still there to read. */
  readonly wanted: boolean;
  /** Sends the head of the answer now, for streams that may stay silent. */
  flush(): void;
  /** @returns false when the client is behind: pause the source until {@link drain} calls back */
  send(message: Buffer, eventId?: string): boolean;
  /** Tells where the stream stands without a message; nothing for transports that do not resume. */
  cursor(eventId: string | undefined, retryMs: number | undefined): void;
  /** Sends an event that is no message of the protocol; nothing for transports that have no such thing. */
  announce(event: string, text: string): void;
  /** Registers what to do once the client has caught up. */
  drain(listener: () => void): void;
  end(): void;
}

/**
 * Reads the body of a request: at once when it is there.
 * @throws AppError `request.too_large` beyond `bytesMax`; `request.invalid` when the client goes away half-way
 */
export type ReadBody = (bytesMax: number) => Buffer | Promise<Buffer>;
