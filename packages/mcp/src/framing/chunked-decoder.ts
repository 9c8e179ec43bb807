import { CR, hexDigit, LF } from '../json/bytes.js';
import { FramingError } from './framing-error.js';
import { parseField } from './http1-fields.js';

type State = 'size' | 'data' | 'data_end' | 'trailer' | 'done';

const SIZE_LINE_BYTES_MAX = 256;
const TRAILER_BYTES_MAX = 8 * 1024;
/** 8 hexadecimal digits: 4 GiB, far above every body limit and far below what a double cannot count. */
const SIZE_DIGITS_MAX = 8;

const NOWHERE = { add: () => undefined };

/**
 * Incremental decoder of the chunked transfer coding. Bare CR or LF and sizes of more than 8 digits are refused.
 * @see RFC 9112 section 7.1
 */
export class ChunkedDecoder {
  private readonly plain: boolean;
  private state: State = 'size';
  private remaining = 0;
  private line = '';
  private trailerBytes = 0;

  /**
   * @param options.plain  refuse extensions and trailers, which nobody of ours sends and readers take differently; without
   *   it extensions are ignored and trailers are checked and dropped, both bounded
   */
  constructor(options: { readonly plain?: boolean } = {}) {
    this.plain = options.plain ?? false;
  }

  get done(): boolean {
    return this.state === 'done';
  }

  /**
   * Decodes `chunk` from `from`; slices given to `onData` are views of it.
   * @returns offset behind the last byte that belongs to the body
   * @throws FramingError
   */
  push(chunk: Buffer, from: number, onData: (slice: Buffer) => void): number {
    let at = from;
    while (at < chunk.length && this.state !== 'done') {
      if (this.state === 'data') {
        const end = Math.min(at + this.remaining, chunk.length);
        onData(chunk.subarray(at, end));
        this.remaining -= end - at;
        at = end;
        if (this.remaining === 0) this.state = 'data_end';
      } else {
        at = this.readLine(chunk, at);
      }
    }
    return at;
  }

  /** Takes bytes up to a line end and acts on the line once it is complete. */
  private readLine(chunk: Buffer, from: number): number {
    const lf = chunk.indexOf(LF, from);
    const end = lf < 0 ? chunk.length : lf + 1;
    const max = this.state === 'trailer' ? TRAILER_BYTES_MAX : this.state === 'data_end' ? 2 : SIZE_LINE_BYTES_MAX;
    if (this.line.length + end - from > max)
      throw new FramingError('malformed', 'a line of the body framing is too long');
    this.line += chunk.toString('latin1', from, end);
    const cr = this.line.indexOf('\r');
    if (cr >= 0 && cr < this.line.length - (lf < 0 ? 1 : 2)) throw new FramingError('malformed', 'CR stands alone');
    if (lf < 0) return end;
    const { line } = this;
    this.line = '';
    if (line.charCodeAt(line.length - 2) !== CR) throw new FramingError('malformed', 'a line ends with LF alone');
    this.endLine(line.slice(0, -2));
    return end;
  }

  private endLine(line: string): void {
    if (this.state === 'size') {
      this.remaining = parseSize(line, this.plain);
      this.state = this.remaining > 0 ? 'data' : 'trailer';
    } else if (this.state === 'data_end') {
      if (line !== '') throw new FramingError('malformed', 'a chunk is longer than its size');
      this.state = 'size';
    } else if (line === '') {
      this.state = 'done';
    } else {
      if (this.plain) throw new FramingError('malformed', 'a request has trailers');
      this.trailerBytes += line.length;
      if (this.trailerBytes > TRAILER_BYTES_MAX) throw new FramingError('malformed', 'the trailers are too long');
      parseField(`${line}\r\n`, 0, NOWHERE);
    }
  }
}

const EXTENSION = /^[ \t]*(?:;[\t\x20-\x7e\x80-\xff]*)?$/;

const parseSize = (line: string, plain: boolean): number => {
  let digits = 0;
  let size = 0;
  for (let digit = digitAt(line, 0); digit >= 0; digit = digitAt(line, digits)) {
    size = size * 16 + digit;
    digits++;
  }
  const rest = digits === line.length || (!plain && EXTENSION.test(line.slice(digits)));
  if (digits === 0 || digits > SIZE_DIGITS_MAX || !rest) {
    throw new FramingError('malformed', 'a chunk size is not a number');
  }
  return size;
};

const digitAt = (line: string, at: number): number => (at < line.length ? hexDigit(line.charCodeAt(at)) : -1);
