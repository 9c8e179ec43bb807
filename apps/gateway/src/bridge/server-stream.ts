import type { AppError } from '@sallyport/contracts';
import type { Upstream, UpstreamExchange, UpstreamSink } from '../upstream/upstream.js';
import type { InitializedSession } from './legacy-initialize.js';

export interface ServerStreamEvents {
  onMessage(raw: Buffer): void;
  /** It ended and is not continued, or never began. */
  onEnd(error: AppError | null): void;
}

/** A server may wait with the head of a stream until it has something to say; calls do not wait longer than this for it. */
const OPEN_PATIENCE_MS = 500;
const RETRY_MS = 1_000;
const RETRY_MS_MAX = 30_000;
/** Streams that may be continued without a single message before it counts as over. */
const BARREN_MAX = 5;

/**
 * The stream on which a legacy server talks by itself (GET). Opened when somebody needs it, continued by its last event id when
 * the server only closed the connection, and over when the server ends it otherwise.
 */
export class ServerStream {
  private readonly legacy: Upstream;
  private readonly session: InitializedSession;
  private readonly events: ServerStreamEvents;
  private exchange: UpstreamExchange | null = null;
  private opening: Promise<boolean> | null = null;
  private timer: NodeJS.Timeout | null = null;
  private lastEventId: string | undefined;
  private retryMs = RETRY_MS;
  private barren = 0;
  private offered = true;

  constructor(legacy: Upstream, session: InitializedSession, events: ServerStreamEvents) {
    this.legacy = legacy;
    this.session = session;
    this.events = events;
  }

  /** False when the server offers no such stream. Resolves when it is open, or may still become so. */
  open(): Promise<boolean> {
    if (!this.offered) return Promise.resolve(false);
    this.opening ??= this.connect();
    return this.opening;
  }

  close(): void {
    this.offered = false;
    if (this.timer !== null) clearTimeout(this.timer);
    this.exchange?.cancel('the session is over');
    this.exchange = null;
  }

  private connect(): Promise<boolean> {
    return new Promise((resolve) => {
      const patience = setTimeout(() => resolve(true), OPEN_PATIENCE_MS);
      const settle = (isOpen: boolean) => {
        clearTimeout(patience);
        resolve(isOpen);
      };
      const { peer, session } = this.session;
      const { lastEventId } = this;
      this.exchange = this.legacy.listen({ peer, session, lastEventId }, this.sink(settle));
    });
  }

  private sink(settle: (isOpen: boolean) => void): UpstreamSink {
    const over = (error: AppError | null) => {
      this.onOver(error);
      settle(false);
    };
    return {
      onHead: ({ stream }) => {
        if (!stream) this.offered = false;
        settle(stream);
      },
      onMessage: (raw, eventId) => {
        this.noteCursor(eventId, undefined);
        this.barren = 0;
        this.events.onMessage(raw);
        return true;
      },
      onCursor: (eventId, retryMs) => this.noteCursor(eventId, retryMs),
      onEnd: () => over(null),
      onError: over,
    };
  }

  private noteCursor(eventId: string | undefined, retryMs: number | undefined): void {
    if (eventId !== undefined) this.lastEventId = eventId;
    if (retryMs !== undefined) this.retryMs = Math.min(retryMs, RETRY_MS_MAX);
  }

  private onOver(error: AppError | null): void {
    this.exchange = null;
    this.opening = null;
    this.barren += 1;
    if (
      this.offered &&
      error?.code !== 'mcp.session_not_found' &&
      this.lastEventId !== undefined &&
      this.barren <= BARREN_MAX
    ) {
      this.timer = setTimeout(() => void this.open(), this.retryMs).unref();
      return;
    }
    this.lastEventId = undefined;
    this.barren = 0;
    this.events.onEnd(error);
  }
}
