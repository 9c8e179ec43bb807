import { AppError, mib, seconds, toAppError } from '@sallyport/contracts';
import type { Upstream, UpstreamExchange, UpstreamSink } from '../upstream/upstream.js';
import { WINDOW_BYTES, weightOf } from './flow.js';
import { EVENT_ID_LENGTH_MAX, type Frame, partsOf, toErrorFrame } from './frames.js';
import { decodeOperation, type Operation, type ReplicaQuestion } from './operation.js';

/** Largest operation: the largest message of a server, which may be asked about, and what is said about it. */
const OPERATION_BYTES_MAX = mib(18);
/** Longest an operation may take to arrive once it was announced. */
const ARRIVAL_TIMEOUT_MS = seconds(10);
/** What may wait for a reader that is behind, beyond the window, from servers that cannot be paused. */
const WAITING_BYTES_MAX = mib(32);

export interface HostedPort {
  /** The upstream it runs on; null once the organisation or its server is gone from the snapshot. */
  find(): Upstream | null;
  /** What this replica knows; null when it knows nothing of the kind. */
  answer(question: ReplicaQuestion): Promise<Buffer | null>;
  send(frame: Frame, bytes?: Buffer): void;
  /** It is over: nothing more comes of it. */
  forget(): void;
}

/** An exchange this replica runs because another one asked for it: what the upstream says goes to the other, at its pace. */
export class HostedCall implements UpstreamSink {
  private readonly x: number;
  private readonly port: HostedPort;
  private readonly arrival: NodeJS.Timeout;
  private parts: Buffer[] = [];
  private bytes = 0;
  private exchange: UpstreamExchange | null = null;
  private waiting: { readonly frame: Frame; readonly bytes: Buffer | undefined; readonly weight: number }[] = [];
  private waitingBytes = 0;
  private room = WINDOW_BYTES;
  private paused = false;
  private over = false;

  constructor(x: number, port: HostedPort) {
    this.x = x;
    this.port = port;
    this.arrival = setTimeout(
      () => this.onError(new AppError('upstream.unavailable', { detail: 'The call did not arrive where it belongs' })),
      ARRIVAL_TIMEOUT_MS,
    );
    this.arrival.unref();
  }

  /** Whether anything of the operation has come. */
  get begun(): boolean {
    return this.bytes > 0;
  }

  /** A part of the operation has come. */
  receive(part: Buffer, last: boolean): void {
    if (this.over || this.exchange !== null) return;
    this.bytes += part.length;
    if (this.bytes > OPERATION_BYTES_MAX) {
      this.onError(new AppError('request.too_large'));
      return;
    }
    this.parts.push(part);
    if (!last) return;
    clearTimeout(this.arrival);
    const operation = decodeOperation(Buffer.concat(this.parts));
    this.parts = [];
    const upstream = this.port.find();
    if (operation === null) this.onError(new AppError('upstream.unavailable', { detail: OTHER_VERSION }));
    else if (upstream === null) this.onError(new AppError('server.not_found'));
    else this.run(upstream, operation);
  }

  credit(bytes: number): void {
    this.room = Math.min(WINDOW_BYTES, this.room + bytes);
    this.flush();
  }

  cancel(reason: string): void {
    if (this.over) return;
    this.finish();
    this.exchange?.cancel(reason);
  }

  /** Ends it from this side: the other hears why. */
  stop(error: AppError): void {
    const { exchange } = this;
    this.onError(error);
    exchange?.cancel('its answer cannot be passed on');
  }

  onHead({ status, stream, sessionId }: Parameters<UpstreamSink['onHead']>[0]): void {
    this.offer({ t: 'head', x: this.x, status, stream, sessionId }, undefined, 0);
  }

  onMessage(raw: Buffer, eventId: string | undefined): boolean {
    if (this.over || !this.assertEventId(eventId)) return true;
    const parts = partsOf(raw);
    for (const [i, part] of parts.entries()) {
      const last = i === parts.length - 1;
      const frame = { t: 'message' as const, x: this.x, last, ...(last && eventId !== undefined ? { eventId } : {}) };
      this.offer(frame, part, weightOf(part.length));
    }
    this.paused = this.room <= 0 && !this.over;
    return !this.paused;
  }

  onCursor(eventId: string | undefined, retryMs: number | undefined): void {
    if (this.over || !this.assertEventId(eventId)) return;
    const frame = { t: 'cursor' as const, x: this.x, ...(eventId === undefined ? {} : { eventId }) };
    this.offer(retryMs === undefined ? frame : { ...frame, retryMs }, undefined, weightOf(0));
  }

  onEnd(): void {
    this.offer({ t: 'end', x: this.x }, undefined, 0);
  }

  /** Goes past what waits: who is told of a failure needs no more of the answer. */
  onError(error: AppError): void {
    if (this.over) return;
    this.finish();
    this.port.send(toErrorFrame(this.x, error));
  }

  private run(upstream: Upstream, operation: Operation): void {
    switch (operation.kind) {
      case 'send':
        this.exchange = upstream.send(operation.call, this);
        return;
      case 'listen':
        this.exchange = upstream.listen(operation.request, this);
        return;
      case 'end':
        this.exchange = NOTHING_TO_STOP;
        void upstream.end(operation.peer, operation.session).then(() => this.onEnd());
        return;
      case 'ask':
        this.exchange = NOTHING_TO_STOP;
        void this.answer(operation.question);
    }
  }

  private async answer(question: ReplicaQuestion): Promise<void> {
    try {
      const answer = await this.port.answer(question);
      if (answer !== null) this.onMessage(answer, undefined);
      this.onEnd();
    } catch (thrown) {
      this.onError(toAppError(thrown));
    }
  }

  private offer(frame: Frame, bytes: Buffer | undefined, weight: number): void {
    if (this.over) return;
    this.waiting.push({ frame, bytes, weight });
    this.waitingBytes += weight;
    this.flush();
    if (this.waitingBytes <= WAITING_BYTES_MAX) return;
    this.stop(new AppError('upstream.unavailable', { detail: 'The client reads too slowly for this server' }));
  }

  private flush(): void {
    while (!this.over && (this.room > 0 || this.waiting[0]?.weight === 0)) {
      const next = this.waiting.shift();
      if (next === undefined) break;
      this.waitingBytes -= next.weight;
      this.room -= next.weight;
      if (next.frame.t === 'end') this.finish();
      this.port.send(next.frame, next.bytes);
    }
    if (!this.paused || this.over || this.room <= 0) return;
    this.paused = false;
    this.exchange?.resume();
  }

  private assertEventId(eventId: string | undefined): boolean {
    if (eventId === undefined || eventId.length <= EVENT_ID_LENGTH_MAX) return true;
    this.stop(new AppError('upstream.invalid', { detail: 'The server’s event id is longer than the limit' }));
    return false;
  }

  private finish(): void {
    this.over = true;
    this.waiting = [];
    this.parts = [];
    clearTimeout(this.arrival);
    this.port.forget();
  }
}

const OTHER_VERSION = 'The gateway that holds this session is of another version';
const NOTHING_TO_STOP: UpstreamExchange = { resume: () => undefined, cancel: () => undefined };
