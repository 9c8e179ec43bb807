import type { ServerResponse } from 'node:http';
import { kib } from '@sallyport/contracts';
import type { EventStream, HeaderList, Reply } from '../pipeline/transport.js';
import { atTurnEnd } from '../turn-end.js';
import type { KeepAlive } from './keep-alive.js';
import { SseStream } from './sse-stream.js';

const NO_HEADERS: HeaderList = [];
/** Up to here copying a body is cheaper than giving the kernel two pieces. */
const JOINED_BYTES_MAX = kib(16);
const BASE: HeaderList = ['Cache-Control', 'no-store', 'X-Content-Type-Options', 'nosniff'];

/** The one answer to one HTTP request. */
export class HttpReply implements Reply {
  private readonly res: ServerResponse;
  private readonly keepAlive: KeepAlive;
  private readonly common: HeaderList;
  private answered = false;

  /** @param common  headers of every answer to this request, such as those of CORS */
  constructor(res: ServerResponse, keepAlive: KeepAlive, common: HeaderList = NO_HEADERS) {
    this.res = res;
    this.keepAlive = keepAlive;
    this.common = common;
  }

  get wanted(): boolean {
    return !this.answered && !this.res.destroyed;
  }

  onGone(listener: () => void): void {
    this.res.once('close', () => {
      if (!this.res.writableFinished) listener();
    });
  }

  json(status: number, body: Buffer, headers: HeaderList = NO_HEADERS): void {
    if (!this.claim()) return;
    atTurnEnd(() => {
      this.res.writeHead(status, [
        'Content-Type',
        'application/json',
        'Content-Length',
        String(body.length),
        ...BASE,
        ...this.common,
        ...headers,
      ]);
      // Small bodies join their head in one write; as latin1 every byte stays the byte it is.
      if (body.length <= JOINED_BYTES_MAX) this.res.end(body.toString('latin1'), 'latin1');
      else this.res.end(body);
    });
  }

  empty(status: number, headers: HeaderList = NO_HEADERS): void {
    if (!this.claim()) return;
    this.res.writeHead(status, ['Content-Length', '0', ...BASE, ...this.common, ...headers]);
    this.res.end();
  }

  stream(headers: HeaderList = NO_HEADERS): EventStream {
    this.claim();
    this.res.writeHead(200, [
      'Content-Type',
      'text/event-stream',
      'X-Accel-Buffering',
      'no',
      ...BASE,
      ...this.common,
      ...headers,
    ]);
    return new SseStream(this.res, this.keepAlive);
  }

  private claim(): boolean {
    if (!this.wanted) return false;
    this.answered = true;
    return true;
  }
}
