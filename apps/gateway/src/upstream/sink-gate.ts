import type { AppError } from '@sallyport/contracts';
import type { UpstreamSink } from './upstream.js';

export interface Flow {
  /** The reader is behind: stop the source where it can be stopped. */
  onPause(): void;
  onResume(): void;
}

/** For sources that cannot be stopped for one reader. */
export const CANNOT_STOP: Flow = { onPause: () => undefined, onResume: () => undefined };

interface Held {
  readonly bytes: number;
  readonly tell: () => boolean | undefined;
}

/**
 * Keeps the contract of {@link UpstreamSink}: nothing while paused, nothing after the end, one end. What arrives while the
 * reader is behind is held; `heldBytes` tells sources that cannot be stopped when to give up.
 */
export class SinkGate {
  heldBytes = 0;
  private readonly sink: UpstreamSink;
  private readonly flow: Flow;
  private held: Held[] = [];
  private paused = false;
  private ending = false;
  private shut = false;

  constructor(sink: UpstreamSink, flow: Flow) {
    this.sink = sink;
    this.flow = flow;
  }

  /** Whether nothing more will be told. */
  get isShut(): boolean {
    return this.shut;
  }

  head(head: Parameters<UpstreamSink['onHead']>[0]): void {
    if (!this.shut) this.sink.onHead(head);
  }

  message(raw: Buffer, eventId: string | undefined): void {
    if (this.shut || this.ending) return;
    // The way of nearly every message: told at once, nothing kept.
    if (this.paused) this.hold({ bytes: raw.length, tell: () => this.sink.onMessage(raw, eventId) });
    else if (this.wantsPause(this.sink.onMessage(raw, eventId))) this.flow.onPause();
  }

  cursor(eventId: string | undefined, retryMs: number | undefined): void {
    if (this.shut || this.ending) return;
    const tell = () => {
      this.sink.onCursor?.(eventId, retryMs);
      return undefined;
    };
    if (this.paused) this.hold({ bytes: 0, tell });
    else tell();
  }

  end(): void {
    if (this.shut) return;
    this.ending = true;
    if (this.paused) return;
    this.shut = true;
    this.sink.onEnd();
  }

  /** Comes at once, before what is held: who is told of a failure needs no more of the answer. */
  fail(error: AppError): void {
    if (this.shut) return;
    this.close();
    this.sink.onError(error);
  }

  close(): void {
    this.shut = true;
    this.held = [];
    this.heldBytes = 0;
  }

  resume(): void {
    if (!this.paused || this.shut) return;
    this.paused = false;
    for (let next = this.held.shift(); next !== undefined; next = this.held.shift()) {
      this.heldBytes -= next.bytes;
      if (this.wantsPause(next.tell()) || this.shut) return;
    }
    this.flow.onResume();
    if (this.ending) this.end();
  }

  private hold(message: Held): void {
    this.held.push(message);
    this.heldBytes += message.bytes;
  }

  /** Whether the reader wants a pause, by what it said to a message. */
  private wantsPause(taken: boolean | undefined): boolean {
    this.paused = taken === false && !this.shut;
    return this.paused;
  }
}
