import { AppError, mib, toAppError } from '@sallyport/contracts';
import { SinkGate } from '../upstream/sink-gate.js';
import type { UpstreamExchange, UpstreamSink } from '../upstream/upstream.js';
import { WINDOW_BYTES, weightOf } from './flow.js';
import { type Frame, type FrameOf, fromErrorFrame, partsOf } from './frames.js';
import { encodeOperation, type Operation } from './operation.js';

/** A store that is away or slow is tried again so often, after such a time; it is mostly slow. */
const TRIES_MAX = 4;
const TRY_AGAIN_MS = 350;
/** A replica that is asked answers within this, or is asked again. */
const READY_TIMEOUT_MS = 500;
/** Questions to one that is said to be there: together longer than a replica that died is said to be. */
const QUESTIONS_MAX = 4;
/** A little more than the largest message any upstream lets through. */
const MESSAGE_BYTES_MAX = mib(17);

export interface RelayedPort {
  /** False while what is sent is known not to arrive. */
  readonly works: boolean;
  /** The other replica said something just now, so that it need not be looked up. */
  readonly isHeard: boolean;
  /** Whether the other replica is there; null when nobody can tell. */
  isPresent(): Promise<boolean | null>;
  send(frame: Frame, bytes?: Buffer): void;
  /** Nothing more of it is expected. */
  forget(): void;
}

export interface RelayedPlace {
  readonly orgId: string;
  readonly serverId: string;
}

/**
 * An exchange that another replica runs for this one. The other is asked first and told what to do once it has said that it
 * will, so an operation is never done by two, and a replica that is not there has not begun anything.
 */
export class RelayedCall implements UpstreamExchange {
  private readonly x: number;
  private readonly port: RelayedPort;
  private readonly place: RelayedPlace;
  private readonly operation: Operation;
  private readonly gate: SinkGate;
  private readonly instead: () => UpstreamExchange;
  private replacement: UpstreamExchange | null = null;
  private state: 'asking' | 'running' | 'over' = 'asking';
  private timer: NodeJS.Timeout | undefined;
  private questions = 0;
  private tries = 0;
  private parts: Buffer[] = [];
  private partBytes = 0;
  private owed = 0;
  private paused = false;

  /** @param instead  does what is to be done when the other replica is gone */
  constructor(
    x: number,
    port: RelayedPort,
    what: { readonly place: RelayedPlace; readonly operation: Operation },
    sink: UpstreamSink,
    instead: () => UpstreamExchange,
  ) {
    this.x = x;
    this.port = port;
    this.place = what.place;
    this.operation = what.operation;
    this.instead = instead;
    this.gate = new SinkGate(sink, {
      onPause: () => {
        this.paused = true;
      },
      onResume: () => {
        this.paused = false;
        this.grant();
      },
    });
  }

  start(): void {
    if (this.port.works && this.port.isHeard) this.ask();
    else void this.lookUp();
  }

  get isRunning(): boolean {
    return this.state === 'running';
  }

  resume(): void {
    if (this.replacement === null) this.gate.resume();
    else this.replacement.resume();
  }

  cancel(reason: string): void {
    if (this.replacement !== null) {
      this.replacement.cancel(reason);
      return;
    }
    this.gate.close();
    if (this.state === 'over') return;
    this.finish();
    // Names of replicas come from servers and clients too: whoever was not asked is not told.
    if (this.questions > 0) this.port.send({ t: 'cancel', x: this.x, reason: reason.slice(0, 200) });
  }

  /** Ends it with an error, unless it is over. */
  fail(detail: string): void {
    if (this.state === 'over') return;
    this.finish();
    this.gate.fail(new AppError('upstream.unavailable', { detail }));
  }

  /** A frame of the replica that runs it. */
  receive(frame: Frame, bytes: Buffer): void {
    switch (frame.t) {
      case 'ready':
        this.begin();
        return;
      case 'head':
        this.gate.head({ status: frame.status, stream: frame.stream, sessionId: frame.sessionId });
        return;
      case 'message':
        this.collect(frame, bytes);
        return;
      case 'cursor':
        this.gate.cursor(frame.eventId, frame.retryMs);
        this.owe(weightOf(0));
        return;
      case 'end':
        this.finish();
        this.gate.end();
        return;
      case 'error':
        this.finish();
        this.gate.fail(fromErrorFrame(frame));
        return;
      default:
        return;
    }
  }

  private ask(): void {
    this.questions++;
    this.port.send({ t: 'open', x: this.x, ...this.place });
    this.timer = setTimeout(() => void this.lookUp(), READY_TIMEOUT_MS);
  }

  /** Asks a replica that is there, for so long as that makes sense; else does what is to be done instead. */
  private async lookUp(): Promise<void> {
    const present = this.port.works ? await this.port.isPresent() : null;
    if (this.state !== 'asking') return;
    if (present === null) this.tryAgain();
    else if (present && this.questions < QUESTIONS_MAX) this.ask();
    else {
      this.finish();
      // Should it be there all the same and hear only now, it is not to wait for what to do.
      if (this.questions > 0) this.port.send({ t: 'cancel', x: this.x, reason: 'done elsewhere' });
      this.replaceIt();
    }
  }

  private tryAgain(): void {
    this.tries++;
    if (this.tries < TRIES_MAX) this.timer = setTimeout(() => void this.lookUp(), TRY_AGAIN_MS);
    // Never within the call that began it.
    else queueMicrotask(() => this.fail(UNREACHABLE));
  }

  private replaceIt(): void {
    try {
      this.replacement = this.instead();
    } catch (thrown) {
      this.gate.fail(toAppError(thrown));
    }
  }

  private begin(): void {
    if (this.state !== 'asking') return;
    this.state = 'running';
    clearTimeout(this.timer);
    const parts = partsOf(encodeOperation(this.operation));
    for (const [i, part] of parts.entries()) {
      this.port.send({ t: 'operation', x: this.x, last: i === parts.length - 1 }, part);
    }
  }

  private collect({ last, eventId }: FrameOf<'message'>, part: Buffer): void {
    this.parts.push(part);
    this.partBytes += part.length;
    if (this.partBytes > MESSAGE_BYTES_MAX) {
      this.finish();
      this.port.send({ t: 'cancel', x: this.x, reason: 'the answer is too large' });
      this.gate.fail(new AppError('upstream.too_large'));
      return;
    }
    if (last) {
      const raw = this.parts.length === 1 ? part : Buffer.concat(this.parts);
      this.parts = [];
      this.partBytes = 0;
      this.gate.message(raw, eventId);
    }
    this.owe(weightOf(part.length));
  }

  private owe(weight: number): void {
    this.owed += weight;
    if (!this.paused && this.owed >= WINDOW_BYTES / 4) this.grant();
  }

  private grant(): void {
    if (this.owed === 0 || this.state !== 'running') return;
    this.port.send({ t: 'credit', x: this.x, bytes: this.owed });
    this.owed = 0;
  }

  private finish(): void {
    this.state = 'over';
    clearTimeout(this.timer);
    this.parts = [];
    this.port.forget();
  }
}

const UNREACHABLE = 'The gateway that holds this session cannot be reached at the moment; try again';
