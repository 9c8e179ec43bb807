import { AppError, mib } from '@sallyport/contracts';
import { type Envelope, locate, splice } from '@sallyport/mcp';
import type { ReadyWaiter } from './child-supervisor.js';
import { type RewrittenRequest, toChild } from './message-rewrite.js';
import { CANNOT_STOP, SinkGate } from './sink-gate.js';
import type { UpstreamCall, UpstreamExchange, UpstreamSink } from './upstream.js';

/** What a call needs of the shared child it goes to. */
export interface CallPort {
  whenReady(waiter: ReadyWaiter): void;
  stopWaiting(waiter: ReadyWaiter): void;
  /** Sends the call's line; from now on answers with its id are its own. */
  launch(call: StdioCall, line: Buffer): void;
  /** Forgets the call. `reason`: tell the child to stop working on it. */
  forget(call: StdioCall, reason: string | null): void;
}

/** Where a progress notification names the call it belongs to. */
export const PROGRESS_TOKEN = '/params/progressToken';
/** A shared child cannot be stopped for one slow reader, so that reader is cut when it is this far behind. */
const HELD_BYTES_MAX = mib(4);

/** One call at a shared child: waits until the child runs, is sent under our id, and gets what carries that id. */
export class StdioCall implements UpstreamExchange, ReadyWaiter {
  readonly ourId: number;
  private readonly request: RewrittenRequest;
  private readonly port: CallPort;
  private readonly gate: SinkGate;
  private readonly onSucceeded: () => void;
  private readonly timer: NodeJS.Timeout | null;
  private phase: 'waiting' | 'sent' | 'over' = 'waiting';
  private begun = false;

  /** @param onSucceeded  called when the response is a result, before the sink gets it */
  constructor(ourId: number, call: UpstreamCall, sink: UpstreamSink, port: CallPort, onSucceeded: () => void) {
    this.ourId = ourId;
    this.request = toChild(call.body, ourId);
    this.port = port;
    this.gate = new SinkGate(sink, CANNOT_STOP);
    this.onSucceeded = onSucceeded;
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

  /** The response: ends the call. Both or neither of result and error is no response. */
  answer(line: Buffer, envelope: Envelope): void {
    if (envelope.id === null || (envelope.result === null) === (envelope.error === null)) {
      this.fail(new AppError('upstream.invalid', { detail: 'The server answered with something that is no response' }));
      return;
    }
    if (envelope.result !== null) this.onSucceeded();
    this.leave(null);
    this.begin(false);
    this.gate.message(splice(line, [{ ...envelope.id, replacement: this.request.id }]), undefined);
    this.gate.end();
  }

  /** A progress notification that carries our token; dropped when the client asked for none. */
  progress(line: Buffer): void {
    const token = locate(line, PROGRESS_TOKEN);
    if (token === null || this.request.progressToken === null) return;
    this.begin(true);
    this.gate.message(splice(line, [{ ...token, replacement: this.request.progressToken }]), undefined);
    if (this.gate.heldBytes <= HELD_BYTES_MAX) return;
    this.leave('The client reads too slowly');
    this.gate.fail(new AppError('upstream.too_large', { detail: 'The progress was read too slowly' }));
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
    this.gate.head({ status: 200, stream, sessionId: null });
  }

  private leave(reason: string | null): void {
    const { phase } = this;
    if (phase === 'over') return;
    this.phase = 'over';
    if (this.timer !== null) clearTimeout(this.timer);
    if (phase === 'waiting') this.port.stopWaiting(this);
    else this.port.forget(this, reason);
  }
}
