import { AppError, kib } from '@sallyport/contracts';
import type { LinkCall } from './link-call.js';
import { CANNOT_STOP, SinkGate } from './sink-gate.js';
import type { UpstreamExchange, UpstreamSink } from './upstream.js';

/** What may wait for a client that is not listening yet: its own stream comes a moment after `initialize`. */
const WAITING_MAX = 64;
const WAITING_BYTES_MAX = kib(256);
/** A listener that is this far behind is cut: it can connect again. */
const BEHIND_BYTES_MAX = kib(256);

export interface InboxMessage {
  readonly raw: Buffer;
  /** Called when nobody will ever hear it. */
  readonly onLost: () => void;
}

/**
 * Where what a server says by itself goes on a connection of one session: to the client's own stream, else beside the answer
 * of its newest call, else it waits for either, within bounds.
 */
export class SessionInbox {
  private readonly newestCall: () => LinkCall | undefined;
  private listener: SinkGate | null = null;
  private waiting: InboxMessage[] = [];
  private waitingBytes = 0;

  constructor(newestCall: () => LinkCall | undefined) {
    this.newestCall = newestCall;
  }

  get hasListener(): boolean {
    return this.listener !== null;
  }

  /** A later stream takes the place of an earlier one, which ends. */
  listen(sink: UpstreamSink): UpstreamExchange {
    this.hangUp();
    const gate = new SinkGate(sink, CANNOT_STOP);
    this.listener = gate;
    queueMicrotask(() => {
      gate.head({ status: 200, stream: true, sessionId: null });
      if (this.listener === gate) this.flush();
    });
    return {
      resume: () => gate.resume(),
      cancel: () => {
        gate.close();
        if (this.listener === gate) this.listener = null;
      },
    };
  }

  put(message: InboxMessage): void {
    const call = this.listener === null ? this.newestCall() : undefined;
    if (this.listener !== null) this.tell(this.listener, message);
    else if (call !== undefined) call.tell(message.raw);
    else this.wait(message);
  }

  /** Gives what waits to whoever can hear now. */
  flush(): void {
    this.waitingBytes = 0;
    for (const message of this.waiting.splice(0)) this.put(message);
  }

  /** Ends the client's stream; it may come again. */
  hangUp(): void {
    this.listener?.end();
    this.listener = null;
  }

  /** Nothing that waits will be heard. */
  clear(): void {
    this.waiting = [];
    this.waitingBytes = 0;
  }

  private tell(gate: SinkGate, { raw }: InboxMessage): void {
    gate.message(raw, undefined);
    if (gate.heldBytes <= BEHIND_BYTES_MAX) return;
    this.listener = null;
    gate.fail(new AppError('upstream.unavailable', { detail: 'The stream was read too slowly' }));
  }

  private wait(message: InboxMessage): void {
    this.waiting.push(message);
    this.waitingBytes += message.raw.length;
    while (this.waiting.length > WAITING_MAX || this.waitingBytes > WAITING_BYTES_MAX) {
      const oldest = this.waiting.shift();
      if (oldest === undefined) return;
      this.waitingBytes -= oldest.raw.length;
      oldest.onLost();
    }
  }
}
