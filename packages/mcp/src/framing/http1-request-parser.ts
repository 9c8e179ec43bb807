import { ChunkedDecoder } from './chunked-decoder.js';
import { HeadCollector } from './http1-head-collector.js';
import { type Http1RequestHead, parseRequestHead } from './http1-request-head.js';

/** Hears of one request: head, body slices, end. What a handler throws comes out of `push`. */
export interface Http1RequestHandlers {
  onHead(head: Http1RequestHead): void;
  /** A slice of the body, without its framing; a view of the chunk it came in. */
  onBody(slice: Buffer): void;
  onEnd(): void;
}

const HEAD_BYTES_MAX = 16 * 1024;

/**
 * Incremental parser of one HTTP/1.1 request after another on a connection; chunks may be cut anywhere. After the end of a
 * request {@link push} takes nothing more until {@link next}: what stays over begins the next request, and it is for the
 * caller to say when its turn has come.
 *
 * It never accepts what llhttp refuses, and what both accept they read alike: `http1-request-parser.llhttp.spec.ts`. Memory is
 * bounded by the largest head; a head within one chunk is not copied, and neither is a body.
 * @see RFC 9112, docs/decisions/0013-own-http-front.md
 */
export class Http1RequestParser {
  private readonly heads: HeadCollector<Http1RequestHead>;
  private state: 'head' | 'body' | 'done' = 'head';
  private remaining = 0;
  private chunked: ChunkedDecoder | null = null;

  /** @param options.headBytesMax  largest head in bytes, 16 KiB by default */
  constructor(options: { readonly headBytesMax?: number } = {}) {
    this.heads = new HeadCollector(options.headBytesMax ?? HEAD_BYTES_MAX, parseRequestHead);
  }

  /** Whether nothing of the current request has come yet. */
  get untouched(): boolean {
    return this.state === 'head' && this.heads.isEmpty;
  }

  /**
   * @returns how many bytes belong to the current request; fewer than the chunk has when it is complete
   * @throws FramingError; the parser must not be used after it
   */
  push(chunk: Buffer, handlers: Http1RequestHandlers): number {
    let at = 0;
    if (this.state === 'head') {
      at = this.heads.push(chunk, 0);
      if (at < 0) return chunk.length;
      this.begin(this.heads.head, handlers);
    }
    return this.state === 'body' && at < chunk.length ? this.pushBody(chunk, at, handlers) : at;
  }

  /** Makes ready for the next request of the connection. */
  next(): void {
    this.state = 'head';
    this.chunked = null;
  }

  private begin(head: Http1RequestHead, handlers: Http1RequestHandlers): void {
    const { framing } = head;
    this.state = 'body';
    if (framing.kind === 'length') this.remaining = framing.bytes;
    else if (framing.kind === 'chunked') this.chunked = new ChunkedDecoder({ plain: true });
    handlers.onHead(head);
    if (framing.kind === 'none') this.end(handlers);
  }

  private pushBody(chunk: Buffer, from: number, handlers: Http1RequestHandlers): number {
    if (this.chunked !== null) {
      const at = this.chunked.push(chunk, from, (slice) => handlers.onBody(slice));
      if (this.chunked.done) this.end(handlers);
      return at;
    }
    const end = Math.min(from + this.remaining, chunk.length);
    this.remaining -= end - from;
    handlers.onBody(chunk.subarray(from, end));
    if (this.remaining === 0) this.end(handlers);
    return end;
  }

  private end(handlers: Http1RequestHandlers): void {
    this.state = 'done';
    handlers.onEnd();
  }
}
