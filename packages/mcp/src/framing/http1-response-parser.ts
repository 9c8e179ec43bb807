import { ChunkedDecoder } from './chunked-decoder.js';
import { FramingError } from './framing-error.js';
import { type Http1Head, parseHead } from './http1-head.js';
import { HeadCollector } from './http1-head-collector.js';

/** Hears of one response: head, body slices, end. What a handler throws comes out of `push`. */
export interface Http1Handlers {
  onHead(head: Http1Head): void;
  /** A slice of the body, without its framing; a view of the chunk it came in. */
  onBody(slice: Buffer): void;
  onEnd(): void;
}

const HEAD_BYTES_MAX = 16 * 1024;
const INTERIM_MAX = 8;

/**
 * Incremental parser of one HTTP/1.1 response after another on a connection; chunks may be cut anywhere. Interim (1xx)
 * responses are skipped, a protocol switch is refused. After the end of a response {@link push} takes nothing more until
 * {@link next}: bytes that stay over were not asked for, and the connection must not be used again.
 * @see RFC 9112
 */
export class Http1ResponseParser {
  private readonly heads: HeadCollector<Http1Head>;
  private state: 'head' | 'body' | 'done' = 'head';
  private interims = 0;
  private head: Http1Head | null = null;
  private remaining = 0;
  private chunked: ChunkedDecoder | null = null;

  /** @param options.headBytesMax  largest head in bytes, 16 KiB by default */
  constructor(options: { readonly headBytesMax?: number } = {}) {
    this.heads = new HeadCollector(options.headBytesMax ?? HEAD_BYTES_MAX, parseHead);
  }

  /** Whether the current response is complete. */
  get done(): boolean {
    return this.state === 'done';
  }

  /** Whether nothing of the current response has come yet. */
  get untouched(): boolean {
    return this.state === 'head' && this.heads.isEmpty && this.interims === 0;
  }

  /**
   * @returns how many bytes belong to the current response; fewer than the chunk has when it is complete
   * @throws FramingError; the parser must not be used after it
   */
  push(chunk: Buffer, handlers: Http1Handlers): number {
    let at = 0;
    while (at < chunk.length && this.state === 'head') at = this.pushHead(chunk, at, handlers);
    if (this.state === 'body') at = this.pushBody(chunk, at, handlers);
    return at;
  }

  /**
   * The peer closed its side. Ends a body that only the close ends.
   * @throws FramingError `truncated` when a response had begun and is not complete
   */
  finish(handlers: Http1Handlers): void {
    if (this.state === 'done' || this.untouched) return;
    if (this.state === 'body' && this.head?.framing.kind === 'until_close') this.end(handlers);
    else throw new FramingError('truncated', 'the connection was closed inside an answer');
  }

  /** Makes ready for the next response of the connection. */
  next(): void {
    this.state = 'head';
    this.heads.clear();
    this.interims = 0;
    this.head = null;
    this.chunked = null;
  }

  private pushHead(chunk: Buffer, from: number, handlers: Http1Handlers): number {
    const end = this.heads.push(chunk, from);
    if (end < 0) return chunk.length;
    this.begin(this.heads.head, handlers);
    return end;
  }

  private begin(head: Http1Head, handlers: Http1Handlers): void {
    if (head.status === 101) throw new FramingError('malformed', 'the protocol was switched without being asked');
    if (head.status < 200) {
      if (++this.interims > INTERIM_MAX) throw new FramingError('malformed', 'there are too many interim answers');
      return;
    }
    this.head = head;
    this.state = 'body';
    if (head.framing.kind === 'length') this.remaining = head.framing.bytes;
    if (head.framing.kind === 'chunked') this.chunked = new ChunkedDecoder();
    handlers.onHead(head);
    if (head.framing.kind === 'none' || (head.framing.kind === 'length' && this.remaining === 0)) this.end(handlers);
  }

  private pushBody(chunk: Buffer, from: number, handlers: Http1Handlers): number {
    if (from === chunk.length) return from;
    if (this.chunked !== null) {
      const at = this.chunked.push(chunk, from, (slice) => handlers.onBody(slice));
      if (this.chunked.done) this.end(handlers);
      return at;
    }
    const untilClose = this.head?.framing.kind === 'until_close';
    const end = untilClose ? chunk.length : Math.min(from + this.remaining, chunk.length);
    handlers.onBody(chunk.subarray(from, end));
    if (!untilClose) {
      this.remaining -= end - from;
      if (this.remaining === 0) this.end(handlers);
    }
    return end;
  }

  private end(handlers: Http1Handlers): void {
    this.state = 'done';
    handlers.onEnd();
  }
}
