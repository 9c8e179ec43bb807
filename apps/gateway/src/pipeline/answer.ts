import type { AppError } from '@sallyport/contracts';
import type { UpstreamExchange, UpstreamSink } from '../upstream/upstream.js';

/** Takes the messages of an answer. */
export interface AnswerReader {
  /** One message, exact bytes. Returns false to pause until {@link Answer.resume}. */
  onMessage(raw: Buffer, eventId: string | undefined): boolean;
  onEnd(): void;
  onError(error: AppError): void;
  /** The stream told where it stands; see {@link UpstreamSink.onCursor}. */
  onCursor?(eventId: string | undefined, retryMs: number | undefined): void;
}

/** Who waits for an answer. */
export interface AnswerOwner {
  /** The head is there: attach a reader. */
  onBegun(answer: Answer): void;
  /** The answer failed before its head. */
  onFailed(error: AppError): void;
  /** Nothing more can come; called once. */
  onOver?(): void;
}

type Head = Parameters<UpstreamSink['onHead']>[0];

/**
 * A server's answer, from its head on. The stage that takes it attaches its reader at once, in the same turn, so nothing
 * has to be kept in between.
 */
export class Answer implements UpstreamSink {
  head: Head = NO_HEAD;
  /** Whether it was given up from our side: an answer that then does not come is no failure. */
  cancelled = false;
  private readonly owner: AnswerOwner;
  private reader: AnswerReader | null = null;
  private exchange: UpstreamExchange | null = null;
  private over = false;

  constructor(owner: AnswerOwner) {
    this.owner = owner;
  }

  attach(exchange: UpstreamExchange): void {
    this.exchange = exchange;
  }

  get isOver(): boolean {
    return this.over;
  }

  read(reader: AnswerReader): void {
    this.reader = reader;
  }

  resume(): void {
    this.exchange?.resume();
  }

  /** Stops waiting: cancels at the server and ends the answer as it is. */
  abandon(reason: string): void {
    if (this.over) return;
    this.cancelled = true;
    this.exchange?.cancel(reason);
    this.onEnd();
  }

  onHead(head: Head): void {
    this.head = head;
    this.owner.onBegun(this);
  }

  onMessage(raw: Buffer, eventId: string | undefined): boolean {
    return this.reader?.onMessage(raw, eventId) ?? true;
  }

  onCursor(eventId: string | undefined, retryMs: number | undefined): void {
    this.reader?.onCursor?.(eventId, retryMs);
  }

  onEnd(): void {
    this.finish();
    if (this.reader === null) this.owner.onBegun(this);
    this.reader?.onEnd();
  }

  onError(error: AppError): void {
    this.finish();
    if (this.reader === null) this.owner.onFailed(error);
    else this.reader.onError(error);
  }

  private finish(): void {
    if (this.over) return;
    this.over = true;
    this.owner.onOver?.();
  }
}

const NO_HEAD: Head = Object.freeze({ status: 0, stream: false, sessionId: null });
