import { seconds } from '@sallyport/contracts';
import { encodeSseEvent } from '@sallyport/mcp';
import type { EventStream } from '../pipeline/transport.js';
import type { Beating, KeepAlive } from './keep-alive.js';
import type { ResponseStream, StreamListener } from './response-stream.js';

const COMMENT = Buffer.from(': keep-alive\n\n');
/** A client that takes nothing for this long is cut: its session goes on, its stream does not. */
const STALL_MAX_MS = seconds(30);

/** The SSE answer to one client. */
export class SseStream implements EventStream, Beating, StreamListener {
  private readonly response: Response;
  private readonly keepAlive: KeepAlive;
  private stalledAt: number | null = null;
  private wrote = false;
  private onDrain: (() => void) | null = null;

  constructor(response: Response, keepAlive: KeepAlive) {
    this.response = response;
    this.keepAlive = keepAlive;
    keepAlive.add(this);
    response.listen(this);
  }

  get wanted(): boolean {
    return this.response.isOpen;
  }

  flush(): void {
    this.response.flush();
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
    this.response.end();
  }

  beat(): void {
    if (this.stalledAt !== null) {
      if (Date.now() - this.stalledAt > STALL_MAX_MS) this.response.destroy();
      return;
    }
    if (!this.wrote) this.write(COMMENT);
    this.wrote = false;
  }

  onDrained(): void {
    this.stalledAt = null;
    this.onDrain?.();
  }

  onClosed(): void {
    this.keepAlive.delete(this);
  }

  private write(event: Buffer): boolean {
    if (!this.response.isOpen) return true;
    this.wrote = true;
    if (this.response.write(event)) return true;
    this.stalledAt ??= Date.now();
    return false;
  }
}

type Response = Pick<ResponseStream, 'isOpen' | 'listen' | 'flush' | 'write' | 'end' | 'destroy'>;

/** The stream of a client that has left before it began. */
export const GONE: EventStream = {
  wanted: false,
  flush: () => undefined,
  send: () => true,
  cursor: () => undefined,
  announce: () => undefined,
  drain: () => undefined,
  end: () => undefined,
};
