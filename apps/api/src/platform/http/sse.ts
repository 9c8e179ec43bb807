import { kib, seconds } from '@sallyport/contracts';
import type { Response } from 'express';

const KEEP_ALIVE_MS = seconds(15);
const BUFFER_BYTES_MAX = kib(256);

/**
 * One open stream of server-sent events. Bounded: a reader that falls {@link BUFFER_BYTES_MAX} bytes behind is
 * disconnected and comes back by itself, instead of growing our memory. Closing is final and happens once.
 */
export class SseStream {
  readonly closed: Promise<void>;
  #open = true;

  constructor(private readonly res: Response) {
    res.status(200).setHeader('content-type', 'text/event-stream');
    res.setHeader('x-accel-buffering', 'no');
    const keepAlive = setInterval(() => this.#write(': keep-alive\n\n'), KEEP_ALIVE_MS);
    this.closed = new Promise((resolve) => {
      res.once('close', () => {
        this.#open = false;
        clearInterval(keepAlive);
        resolve();
      });
    });
  }

  /** Sends the head. Until then an error can still become a problem answer; subscribe first, so that nothing is missed. */
  open(): void {
    this.res.flushHeaders();
    this.#write(': open\n\n');
  }

  get isOpen(): boolean {
    return this.#open;
  }

  /** Sends one event; does nothing once the stream is closed. */
  send(event: string, data: unknown): void {
    this.#write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  }

  close(): void {
    if (this.#open) this.res.end();
    this.#open = false;
  }

  #write(text: string): void {
    if (!this.#open) return;
    if (this.res.writableLength > BUFFER_BYTES_MAX) this.res.destroy();
    else this.res.write(text);
  }
}
