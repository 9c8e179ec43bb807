import type { ServerResponse } from 'node:http';
import { seconds } from '@sallyport/contracts';
import { encodeSseEvent } from '@sallyport/mcp';
import type { EventStream } from '../pipeline/transport.js';
import type { Beating, KeepAlive } from './keep-alive.js';

const COMMENT = ': keep-alive\n\n';
/** A client that takes nothing for this long is cut: its session goes on, its stream does not. */
const STALL_MAX_MS = seconds(30);

/** The SSE answer to one client. */
export class SseStream implements EventStream, Beating {
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

  get wanted(): boolean {
    return !this.res.destroyed;
  }

  flush(): void {
    this.res.flushHeaders();
  }

  send(message: Buffer, eventId?: string): boolean {
    return this.write(encodeSseEvent(eventId === undefined ? { data: message } : { data: message, id: eventId }));
  }

  cursor(eventId: string | undefined, retryMs: number | undefined): void {
    this.write(
      encodeSseEvent({
        data: '',
        ...(eventId === undefined ? {} : { id: eventId }),
        ...(retryMs === undefined ? {} : { retry: retryMs }),
      }),
    );
  }

  announce(event: string, text: string): void {
    this.write(encodeSseEvent({ event, data: text }));
  }

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

  private write(event: Buffer | string): boolean {
    if (this.res.destroyed || this.res.writableEnded) return true;
    this.wrote = true;
    if (this.res.write(event)) return true;
    this.stalledAt ??= Date.now();
    return false;
  }

  private drained(): void {
    this.stalledAt = null;
    this.onDrain?.();
  }
}
