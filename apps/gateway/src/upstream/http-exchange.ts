import { AppError } from '@sallyport/contracts';
import { FramingError, type Http1Head } from '@sallyport/mcp';
import type { ConnectionPool, Lease } from './connection-pool.js';
import { type Deadlined, deadlines } from './deadlines.js';
import { type Expectation, HttpAnswer } from './http-answer.js';
import type { AnswerHandlers, HttpConnection } from './http-connection.js';
import { type Flow, SinkGate } from './sink-gate.js';
import type { UpstreamExchange, UpstreamSink } from './upstream.js';

export interface HttpRequest {
  /** Request line and headers, with their final empty line. */
  readonly head: string;
  readonly body: Buffer | null;
  readonly expects: Expectation;
  readonly hasSession: boolean;
  /** Whose authorization it goes with; null for the gateway itself. */
  readonly principalId: string | null;
  /** Null for a stream that lasts as long as both sides want. */
  readonly timeoutMs: number | null;
}

export interface HttpExchangeHooks {
  /** It ended by itself; null when it went well. */
  onSettled(error: AppError | null): void;
  /** Given up by the caller or by the clock after it was sent, while the server may still be at work. */
  onAbandoned(reason: string): void;
  /** The response, before the sink gets it. */
  onResponse(raw: Buffer): void;
}

/** How long a server may take to end a stream after its response, before the connection is given up. */
const STREAM_END_GRACE_MS = 1_000;

/** A server that had closed an idle connection says so within a round trip; one that breaks later may have acted. */
const STALE_WITHIN_MS = 500;

/**
 * One HTTP request to a server and its answer. It is sent again, once, only when a reused connection died at once and before
 * any byte of the answer: then the server had closed it while it was idle. Later breaks are the caller's to judge, because
 * a call that changes something must not happen twice.
 */
export class HttpExchange implements Lease, AnswerHandlers, UpstreamExchange, Flow, Deadlined {
  fresh = false;
  dueAtMs = Number.POSITIVE_INFINITY;
  before: Deadlined | null = null;
  after: Deadlined | null = null;
  private readonly pool: ConnectionPool;
  private readonly request: HttpRequest;
  private readonly hooks: HttpExchangeHooks;
  private readonly gate: SinkGate;
  private readonly answer: HttpAnswer;
  private connection: HttpConnection | null = null;
  private graceTimer: NodeJS.Timeout | null = null;
  private sent = false;
  private sentAtMs = 0;
  private settled = false;

  constructor(pool: ConnectionPool, request: HttpRequest, sink: UpstreamSink, hooks: HttpExchangeHooks) {
    this.pool = pool;
    this.request = request;
    this.hooks = hooks;
    this.gate = new SinkGate(sink, this);
    this.answer = new HttpAnswer(request.expects, request.hasSession, this.gate, hooks);
  }

  start(): this {
    const { timeoutMs } = this.request;
    if (timeoutMs !== null) deadlines.add(this, timeoutMs);
    this.pool.lease(this);
    return this;
  }

  resume(): void {
    this.gate.resume();
  }

  cancel(reason: string): void {
    this.gate.close();
    if (this.settled) return;
    this.release();
    if (this.sent) this.hooks.onAbandoned(reason);
  }

  onPause(): void {
    this.connection?.pause();
  }

  onResume(): void {
    this.connection?.resume();
  }

  onConnection(connection: HttpConnection): void {
    this.connection = connection;
    this.sent = true;
    this.sentAtMs = connection.takenAtMs;
    connection.request(this.request.head, this.request.body, this);
  }

  onUnavailable(error: AppError): void {
    this.fail(error);
  }

  onHead(head: Http1Head): void {
    this.answer.begin(head);
  }

  onBody(slice: Buffer): void {
    this.answer.body(slice);
    if (this.answer.responded && !this.settled) this.settleEarly();
  }

  onEnd(): void {
    this.connection = null;
    this.stopClock();
    if (this.settled) return;
    try {
      this.answer.end();
      this.settle(null);
    } catch (error) {
      this.fail(toUpstreamError(error));
    }
  }

  onBroken(cause: Error, unanswered: boolean): void {
    const atOnce = performance.now() - this.sentAtMs < STALE_WITHIN_MS;
    const stale = unanswered && atOnce && this.connection?.reused === true && !this.fresh;
    this.connection = null;
    if (this.settled) {
      this.stopClock();
    } else if (stale) {
      this.fresh = true;
      this.pool.lease(this);
    } else {
      this.fail(toUpstreamError(cause));
    }
  }

  onDue(): void {
    this.fail(new AppError('upstream.timeout'));
    if (this.sent) this.hooks.onAbandoned('The request timed out');
  }

  /** The response has come on a stream that the server has not ended yet. */
  private settleEarly(): void {
    this.settle(null);
    this.graceTimer = setTimeout(() => this.release(), STREAM_END_GRACE_MS).unref();
  }

  private fail(error: AppError): void {
    this.release();
    this.settle(error);
    this.gate.fail(error);
  }

  private settle(error: AppError | null): void {
    this.settled = true;
    this.stopClock();
    this.hooks.onSettled(error);
  }

  /** Gives the connection or the place in the queue up; an unfinished answer makes a connection useless. */
  private release(): void {
    this.settled = true;
    this.stopClock();
    this.pool.abandon(this);
    this.connection?.destroy();
    this.connection = null;
  }

  private stopClock(): void {
    deadlines.delete(this);
    if (this.graceTimer !== null) clearTimeout(this.graceTimer);
    this.graceTimer = null;
  }
}

const toUpstreamError = (cause: unknown): AppError => {
  if (cause instanceof AppError) return cause;
  if (cause instanceof FramingError && cause.code !== 'truncated') {
    return new AppError(cause.code === 'too_large' ? 'upstream.too_large' : 'upstream.invalid', { cause });
  }
  return new AppError('upstream.unavailable', { detail: 'The connection to the server broke', cause });
};
