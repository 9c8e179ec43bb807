import { AppError, mib } from '@sallyport/contracts';
import { SinkGate } from '../upstream/sink-gate.js';
import type { UpstreamCall, UpstreamSink } from '../upstream/upstream.js';
import { textAt } from './rpc.js';

/** A caller that is this far behind on messages nobody can hold back for it is cut. */
const HELD_BYTES_MAX = mib(4);

export interface CallerEvents {
  /** The reader has caught up. */
  onResume(): void;
  onTimeout(): void;
}

/** One request of a client while a bridge works on it: its own names for itself, its sink, and its time. */
export class BridgedCaller {
  /** JSON text. */
  readonly id: string;
  /** JSON text; null when it wants no progress. */
  readonly progressToken: string | null;
  private readonly gate: SinkGate;
  private timer: NodeJS.Timeout | null = null;
  private readonly events: CallerEvents;
  private readonly timeoutMs: number | null;
  private begun = false;
  private behind = false;

  constructor(call: UpstreamCall, sink: UpstreamSink, events: CallerEvents) {
    this.id = textAt(call.body, '/id') ?? 'null';
    this.progressToken = textAt(call.body, '/params/_meta/progressToken');
    this.events = events;
    this.timeoutMs = call.timeoutMs;
    this.gate = new SinkGate(sink, {
      onPause: () => {
        this.behind = true;
      },
      onResume: () => {
        this.behind = false;
        events.onResume();
      },
    });
    this.startClock();
  }

  /** Whether nothing more can be told. */
  get isOver(): boolean {
    return this.gate.isShut;
  }

  /** Whether the reader wants a pause. */
  get isBehind(): boolean {
    return this.behind;
  }

  get hasBegun(): boolean {
    return this.begun;
  }

  begin(stream: boolean, status = 200): void {
    if (this.begun) return;
    this.begun = true;
    this.gate.head({ status, stream, sessionId: null });
  }

  /** A message beside the answer. */
  tell(raw: Buffer): void {
    this.begin(true);
    this.gate.message(raw, undefined);
    if (this.gate.heldBytes > HELD_BYTES_MAX) {
      this.fail(new AppError('upstream.too_large', { detail: 'The messages beside the answer were read too slowly' }));
    }
  }

  /** The answer; nothing comes after it. */
  finish(raw: Buffer): void {
    this.stopClock();
    this.begin(false);
    this.gate.message(raw, undefined);
    this.gate.end();
  }

  fail(error: AppError): void {
    this.stopClock();
    this.gate.fail(error);
  }

  /** Tells nothing more. */
  close(): void {
    this.stopClock();
    this.gate.close();
  }

  resume(): void {
    this.gate.resume();
  }

  /** While the client itself has to do something its time does not run. */
  stopClock(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
  }

  startClock(): void {
    this.stopClock();
    if (this.timeoutMs !== null) this.timer = setTimeout(() => this.events.onTimeout(), this.timeoutMs);
  }
}
