import type { AppError } from '@sallyport/contracts';
import type { Outcome } from './outcome.js';
import type { UpstreamSink } from './upstream.js';

type Head = Parameters<UpstreamSink['onHead']>[0];

export interface Doubt {
  /** Whether a whole short answer looks as if the server did not speak what was assumed. */
  isDoubtful(outcome: Outcome): boolean;
  /** Takes the answer over: the sink has heard nothing of it yet, and is the taker's from now on. */
  onDoubt(outcome: Outcome, sink: UpstreamSink): void;
}

/**
 * Passes an answer on, unless its very beginning shows that the server speaks another era than was assumed. Streams pass
 * untouched: a server that begins one has understood.
 */
export class DoubtingSink implements UpstreamSink {
  private readonly sink: UpstreamSink;
  private readonly doubt: Doubt;
  private held: Head | null = null;
  private begun = false;
  private taken = false;

  constructor(sink: UpstreamSink, doubt: Doubt) {
    this.sink = sink;
    this.doubt = doubt;
  }

  onHead(head: Head): void {
    if (head.stream) this.begin(head);
    else this.held = head;
  }

  onMessage(raw: Buffer, eventId: string | undefined): boolean | undefined {
    if (this.held !== null) {
      const { held } = this;
      if (this.take({ kind: 'answered', head: held, messages: [raw] })) return undefined;
      this.begin(held);
    }
    return this.taken ? undefined : this.sink.onMessage(raw, eventId);
  }

  onCursor(eventId: string | undefined, retryMs: number | undefined): void {
    this.sink.onCursor?.(eventId, retryMs);
  }

  onEnd(): void {
    if (this.taken) return;
    if (this.held !== null) this.begin(this.held);
    this.sink.onEnd();
  }

  onError(error: AppError): void {
    if (this.taken) return;
    if (this.begun || !this.take({ kind: 'failed', error })) this.sink.onError(error);
  }

  private begin(head: Head): void {
    this.held = null;
    this.begun = true;
    this.sink.onHead(head);
  }

  private take(outcome: Outcome): boolean {
    if (!this.doubt.isDoubtful(outcome)) return false;
    this.held = null;
    this.taken = true;
    this.doubt.onDoubt(outcome, this.sink);
    return true;
  }
}
