import { AppError, mib } from '@sallyport/contracts';
import { type Envelope, locate, type Span, splice } from '@sallyport/mcp';
import { type RewrittenRequest, toChild } from './message-rewrite.js';
import { CANNOT_STOP, SinkGate } from './sink-gate.js';
import type { UpstreamCall, UpstreamExchange, UpstreamSink } from './upstream.js';

/** What a call needs of the connection it goes over. */
export interface CallPort {
  /** Calls back once, when the server can take calls. */
  whenReady(call: LinkCall): void;
  stopWaiting(call: LinkCall): void;
  /** Sends the call's line; from now on answers with its id are its own. */
  launch(call: LinkCall, line: Buffer): void;
  /** Forgets the call. `reason`: tell the server to stop working on it. */
  forget(call: LinkCall, reason: string | null): void;
}

export interface LinkCallOptions {
  /** Told with the head of the answer. */
  readonly sessionId?: string | null;
  /** Called when the response is a result, before the sink gets it. */
  readonly onSucceeded?: (line: Buffer) => void;
  /** Called once when nothing more will come of it, whatever the reason. */
  readonly onOver?: () => void;
}

/** Where a progress notification names the call it belongs to. */
export const PROGRESS_TOKEN = '/params/progressToken';
/** A connection that many share cannot be stopped for one slow reader, so that reader is cut when it is this far behind. */
const HELD_BYTES_MAX = mib(4);

/** One call over a connection that carries many: waits until the server is ready, goes under our id, gets what carries it. */
export class LinkCall implements UpstreamExchange {
  readonly ourId: number;
  private readonly request: RewrittenRequest;
  private readonly port: CallPort;
  private readonly gate: SinkGate;
  private readonly options: LinkCallOptions;
  private readonly timer: NodeJS.Timeout | null;
  private phase: 'waiting' | 'sent' | 'over' = 'waiting';
  private begun = false;

  constructor(ourId: number, call: UpstreamCall, sink: UpstreamSink, port: CallPort, options: LinkCallOptions = {}) {
    this.ourId = ourId;
    this.request = toChild(call.body, ourId);
    this.port = port;
    this.gate = new SinkGate(sink, CANNOT_STOP);
    this.options = options;
    this.timer = call.timeoutMs === null ? null : setTimeout(() => this.onTimeout(), call.timeoutMs);
  }

  onReady(): void {
    this.phase = 'sent';
    this.port.launch(this, this.request.line);
  }

  onFailed(error: AppError): void {
    queueMicrotask(() => this.fail(error));
  }

  resume(): void {
    this.gate.resume();
  }

  cancel(reason: string): void {
    this.gate.close();
    this.leave(reason);
  }

  /**
   * The response: ends the call. Both or neither of result and error is no response.
   * @param more  places of it that say our id, besides the id itself
   */
  answer(line: Buffer, envelope: Envelope, more: readonly Span[] = []): void {
    if (envelope.id === null || (envelope.result === null) === (envelope.error === null)) {
      this.fail(new AppError('upstream.invalid', { detail: 'The server answered with something that is no response' }));
      return;
    }
    if (envelope.result !== null) this.options.onSucceeded?.(line);
    this.leave(null);
    this.begin(false);
    const edits = [envelope.id, ...more].map((span) => ({ ...span, replacement: this.request.id }));
    this.gate.message(splice(line, edits), undefined);
    this.gate.end();
  }

  /** A progress notification that carries our token; dropped when the client asked for none. */
  progress(line: Buffer): void {
    const token = locate(line, PROGRESS_TOKEN);
    if (token === null || this.request.progressToken === null) return;
    this.tell(splice(line, [{ ...token, replacement: this.request.progressToken }]));
  }

  /** A message that says our id there and belongs to this call. */
  tellNamed(line: Buffer, named: Span): void {
    this.tell(splice(line, [{ ...named, replacement: this.request.id }]));
  }

  /** A message beside the answer, as it is. */
  tell(message: Buffer): void {
    this.begin(true);
    this.gate.message(message, undefined);
    if (this.gate.heldBytes <= HELD_BYTES_MAX) return;
    this.leave('The client reads too slowly');
    this.gate.fail(
      new AppError('upstream.too_large', { detail: 'The messages beside the answer were read too slowly' }),
    );
  }

  fail(error: AppError): void {
    this.leave(null);
    this.gate.fail(error);
  }

  private onTimeout(): void {
    this.leave('The request timed out');
    this.gate.fail(new AppError('upstream.timeout'));
  }

  private begin(stream: boolean): void {
    if (this.begun) return;
    this.begun = true;
    this.gate.head({ status: 200, stream, sessionId: this.options.sessionId ?? null });
  }

  private leave(reason: string | null): void {
    const { phase } = this;
    if (phase === 'over') return;
    this.phase = 'over';
    if (this.timer !== null) clearTimeout(this.timer);
    if (phase === 'waiting') this.port.stopWaiting(this);
    else this.port.forget(this, reason);
    this.options.onOver?.();
  }
}
