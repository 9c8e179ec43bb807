import { AppError } from '@sallyport/contracts';
import { readEnvelope } from '@sallyport/mcp';
import type { Refusals } from '../jsonrpc/refusals.js';
import type { AnswerReader } from './answer.js';
import type { Answered, Outcome } from './exchange.js';
import type { Settle } from './forward.js';
import { outcomeOf } from './record.js';
import type { ServerMessageReviewer } from './review-server-message.js';
import { neverAnswered, type SuspendedCalls } from './suspended-calls.js';
import type { EventStream, HeaderList } from './transport.js';

/** An answer that may go to the client. */
export interface Judged {
  readonly bytes: Buffer;
  readonly outcome: Outcome;
  readonly headers: HeaderList;
}

export interface StreamDeliveryOptions {
  readonly judge: (exchange: Answered, raw: Buffer) => Judged | Promise<Judged>;
  readonly serverMessages: ServerMessageReviewer;
  readonly refusals: Refusals;
  readonly suspended: SuspendedCalls;
  /** The exchange by the snapshot of this moment; null when its client may not be told anything any more. */
  readonly inForce: (exchange: Answered) => Answered | null;
}

/**
 * One streamed answer on its way to the client: every message judged before it is sent, the stream ended with the answer. A
 * client that goes away has not cancelled: the call runs on, and only its delivery ends.
 */
export class StreamDelivery implements AnswerReader {
  private readonly options: StreamDeliveryOptions;
  private readonly exchange: Answered;
  private readonly settle: Settle;
  private stream: EventStream | null = null;
  private readonly modern: boolean;
  private settled = false;
  private judging = false;
  private resumable = false;

  constructor(options: StreamDeliveryOptions, exchange: Answered, settle: Settle) {
    this.options = options;
    this.exchange = exchange;
    this.settle = settle;
    // The answer to `initialize` carries the session in its head, so its stream opens with the answer.
    if (exchange.spec.method !== 'initialize' && exchange.reply.wanted) this.stream = this.open([]);
    this.modern = exchange.peer.era === 'modern';
  }

  onMessage(raw: Buffer, eventId: string | undefined): boolean {
    if (this.settled || this.judging) return true;
    if (eventId !== undefined) this.resumable = !this.modern;
    const envelope = readEnvelope(raw);
    if (envelope === null) {
      this.onError(new AppError('upstream.invalid', { detail: 'The MCP server sent something that is no message.' }));
      return true;
    }
    const told = this.modern ? undefined : eventId;
    return envelope.method === null ? this.answer(raw, told) : this.aside(raw, told);
  }

  onCursor(eventId: string | undefined, retryMs: number | undefined): void {
    // Streams of modern clients are not resumed.
    if (this.modern) return;
    if (eventId !== undefined) this.resumable = true;
    this.stream?.cursor(eventId, retryMs);
  }

  onEnd(): void {
    if (this.settled || this.judging) return;
    const { answer } = this.exchange;
    if (this.resumable && !answer.cancelled) {
      this.suspend();
      return;
    }
    if (!answer.cancelled) {
      this.onError(new AppError('upstream.invalid', { detail: 'The MCP server ended its answer without answering.' }));
      return;
    }
    this.settled = true;
    this.stream?.end();
    this.settle.resolve(neverAnswered(this.exchange));
  }

  /** The answer will not come, or may not be shown: the client gets the error in its place. */
  onError(thrown: unknown): void {
    if (this.settled || this.judging) return;
    this.settled = true;
    if (this.stream !== null) {
      const error = thrown instanceof AppError ? thrown : new AppError('internal', { cause: thrown });
      const { evidence, orgSlug } = this.exchange;
      const outcome = outcomeOf(error, evidence);
      this.stream.send(this.options.refusals.toAnswer(error, { evidence, outcome, orgSlug }).body);
      this.stream.end();
    }
    this.settle.reject(thrown);
  }

  private open(headers: HeaderList): EventStream {
    const stream = this.exchange.reply.stream(headers);
    stream.drain(() => this.exchange.answer.resume());
    return stream;
  }

  private answer(raw: Buffer, eventId: string | undefined): boolean {
    if (this.stream?.wanted === false && this.resumable) {
      this.suspend();
      return true;
    }
    try {
      const judged = this.options.judge(this.exchange, raw);
      if (judged instanceof Promise) {
        // The server has said all it will; what its stream still does is no end of the call.
        this.judging = true;
        judged.then((late) => this.send(late, eventId)).catch((thrown: unknown) => this.fail(thrown));
      } else this.send(judged, eventId);
    } catch (thrown) {
      this.fail(thrown);
    }
    return true;
  }

  private send({ bytes, outcome, headers }: Judged, eventId: string | undefined): void {
    this.settled = true;
    this.stream ??= this.exchange.reply.wanted ? this.open(headers) : null;
    const taken = this.stream?.wanted === true;
    this.stream?.send(bytes, eventId);
    this.stream?.end();
    this.settle.resolve(taken ? outcome : { ...outcome, outcome: 'cancelled' });
  }

  private fail(thrown: unknown): void {
    this.judging = false;
    this.onError(thrown);
  }

  /** What a server sends beside its answer. Before there is a session nothing of the kind is due. */
  private aside(raw: Buffer, eventId: string | undefined): boolean {
    if (this.stream === null) return true;
    const current = this.options.inForce(this.exchange);
    if (current === null) {
      this.exchange.answer.abandon('the client may no longer be told');
      return true;
    }
    const bytes = this.options.serverMessages.review(current, raw);
    return bytes === null || this.stream.send(bytes, eventId);
  }

  /** The client can come back for the answer by the last event it has; until then the call is neither lost nor over. */
  private suspend(): void {
    const { session, message } = this.exchange;
    if (session === null || message.kind !== 'request') return;
    this.settled = true;
    this.stream?.end();
    const call = { exchange: this.exchange, settle: this.settle.resolve };
    this.options.suspended.add(session, message.id, call, neverAnswered(this.exchange));
  }
}
