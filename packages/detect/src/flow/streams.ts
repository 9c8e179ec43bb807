import { RUN_CHARS, STRIDE } from './fold.js';
import { piecePrints } from './sift.js';
import type { FindOrigin } from './trace.js';

/** Text of a stream that is kept, for encodings that are cut in pieces; up to twice as much until it is cut. */
const KEPT_UNITS = 768;
/** Strings that were put together are written out now and then: the parts are many times as large. */
const WRITTEN_OUT_EVERY = 8;

/** Text sent to one place so far, as far as it is remembered: the short values of one member, call after call. */
export class Stream {
  /** Of the last characters; what the next piece goes on from. */
  hash = 0;
  chars = 0;
  pieces = 0;
  /** Characters that were followed from piece to piece. */
  continued = 0;
  usedAt = 0;
  private text = '';
  private last = '';
  /** Characters since the last of those that were followed. */
  private since = 0;

  /** End of what was sent. */
  get end(): string {
    return this.text.slice(-KEPT_UNITS);
  }

  /** Who says the same again says nothing more. */
  endsWith(text: string): boolean {
    const { last } = this;
    return text.length <= last.length ? last.endsWith(text) : text.endsWith(last) && this.text.endsWith(text);
  }

  /** A piece that shares nothing. @param hash  of the stream's end with it @param length  its folded characters */
  pass(text: string, hash: number, chars: number, length: number): void {
    this.hash = hash;
    this.chars = chars;
    this.since += length;
    if (this.since > RUN_CHARS + STRIDE) this.continued = 0;
    this.keep(text);
  }

  /** Follows the stream through a piece that may share something. @returns the result it does with; 0 for none */
  follow(text: string, find: FindOrigin): number {
    const { prints, count, length, tail } = piecePrints(text, this);
    let origin = 0;
    this.since += length - count;
    if (this.since > RUN_CHARS + STRIDE) this.continued = 0;
    for (let index = 0; index < count; index += 1) {
      this.since += 1;
      const found = find(prints[index] ?? 0);
      if (found !== 0) {
        origin = found;
        this.continued += Math.min(RUN_CHARS, this.since);
        this.since = 0;
      } else if (this.since > RUN_CHARS + STRIDE) this.continued = 0;
    }
    this.hash = tail.hash;
    this.chars = tail.chars;
    this.keep(text);
    return origin;
  }

  private keep(text: string): void {
    this.pieces += 1;
    this.last = text;
    this.text += text;
    if (this.text.length > 2 * KEPT_UNITS) this.text = this.end;
    // Reading a character writes the string out.
    if (this.pieces % WRITTEN_OUT_EVERY === 0) this.text.charCodeAt(0);
  }
}
