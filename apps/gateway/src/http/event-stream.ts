import type { ServerResponse } from 'node:http';
import { seconds } from '@sallyport/contracts';
import type { Beating, KeepAlive } from './keep-alive.js';

const COMMENT = ': keep-alive\n\n';
/** A client that takes nothing for this long is cut: its session goes on, its stream does not. */
const STALL_MAX_MS = seconds(30);

/**
 * The SSE answer to one client. Writes tell when to pause the source, so memory is bounded by what the source had sent
 * before it heard; a reader that stays stuck is cut.
 */
export class EventStream implements Beating {
  private readonly res: ServerResponse;
  private readonly keepAlive: KeepAlive;
  private stalledAt: number | null = null;
  private wrote = false;
  private onDrain: (() => void) | null = null;

  constructor(res: ServerResponse, keepAlive: KeepAlive) {
    this.res = res;
    this.keepAlive = keepAlive;
    keepAlive.add(this);
    res.on('drain', () => this.drained());
    res.on('close', () => keepAlive.delete(this));
  }

  /** Whether the client is still there to read. */
  get wanted(): boolean {
    return !this.res.destroyed;
  }

  /** Sends the head of the answer now, for streams that may stay silent. */
  flush(): void {
    this.res.flushHeaders();
  }

  /** @returns false when the client is behind: pause the source until {@link drain} calls back */
  write(event: Buffer | string): boolean {
    if (this.res.destroyed || this.res.writableEnded) return true;
    this.wrote = true;
    if (this.res.write(event)) return true;
    this.stalledAt ??= Date.now();
    return false;
  }

  /** Registers what to do once the client has caught up. */
  drain(listener: () => void): void {
    this.onDrain = listener;
  }

  end(): void {
    this.keepAlive.delete(this);
    if (!this.res.destroyed) this.res.end();
  }

  beat(): void {
    if (this.stalledAt !== null) {
      if (Date.now() - this.stalledAt > STALL_MAX_MS) this.res.destroy();
      return;
    }
    if (!this.wrote) this.write(COMMENT);
    this.wrote = false;
  }

  private drained(): void {
    this.stalledAt = null;
    this.onDrain?.();
  }
}
