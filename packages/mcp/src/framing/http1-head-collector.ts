import { CR, LF, NINE, ZERO } from '../json/bytes.js';
import { FramingError } from './framing-error.js';

const HELD_BYTES_MIN = 512;
const END_OF_HEAD = Buffer.from('\r\n\r\n');
/** Heads larger than this are not remembered: connections rest by the thousand. */
const REMEMBERED_BYTES_MAX = 2 * 1024;

/** What the collector needs to know of the heads it collects. */
export interface CollectedHead {
  readonly rawHeaders: readonly string[];
  readonly framing: { readonly kind: 'length'; readonly bytes: number } | { readonly kind: unknown };
}

/** Where the digits of a length stand in the text of its head. */
export interface LengthPlace {
  readonly from: number;
  readonly to: number;
}

export interface ReadHead<H> {
  readonly head: H;
  /** Null when it has none. */
  readonly length: LengthPlace | null;
}

/**
 * Collects heads that may come in pieces. One that comes whole is not copied; memory is bounded by the largest head however small
 * the pieces are. Refuses CR and LF apart from each other as soon as they come.
 *
 * Clients and servers repeat themselves on a connection: a head of the same bytes as the one before, but for the digits of its
 * length, is not read again.
 */
export class HeadCollector<H extends CollectedHead> {
  private readonly bytesMax: number;
  private readonly read: (text: string) => ReadHead<H>;
  private current: H | null = null;
  private last: Buffer | null = null;
  private lastLength: LengthPlace = NO_LENGTH;
  private held: Buffer | null = null;
  private heldBytes = 0;
  private lineBytes = 0;
  private lastByte = 0;

  /** @param read  reads a head, given as latin1 without its empty line; each line has its CRLF */
  constructor(bytesMax: number, read: (text: string) => ReadHead<H>) {
    this.bytesMax = bytesMax;
    this.read = read;
  }

  /** The last complete head. */
  get head(): H {
    if (this.current === null) throw new Error('no head has come yet');
    return this.current;
  }

  /** Whether nothing of a head has come yet. */
  get isEmpty(): boolean {
    return this.heldBytes === 0;
  }

  /**
   * @returns offset behind the head, which {@link head} then is; −1 when it is not complete
   * @throws FramingError
   */
  push(chunk: Buffer, from: number): number {
    if (this.heldBytes === 0) {
      if (this.repeats(chunk, from)) return from + (this.last?.length ?? 0);
      const last = chunk.indexOf(END_OF_HEAD, from);
      if (last >= 0) {
        const end = last + END_OF_HEAD.length;
        this.assertFits(end - from);
        this.take(chunk, from, end);
        return end;
      }
    }
    const end = this.findEnd(chunk, from);
    const held = this.hold(chunk, from, end < 0 ? chunk.length : end);
    if (end >= 0) this.take(held, 0, this.heldBytes);
    return end;
  }

  clear(): void {
    this.held = null;
    this.heldBytes = 0;
    this.lineBytes = 0;
    this.lastByte = 0;
  }

  private take(bytes: Buffer, from: number, to: number): void {
    const { head, length } = this.read(bytes.toString('latin1', from, to - 2));
    // Only a length that stands for itself may be exchanged for another one.
    const known = (length === null || head.framing.kind === 'length') && to - from <= REMEMBERED_BYTES_MAX;
    this.current = head;
    this.last = known ? ownCopy(bytes, from, to) : null;
    this.lastLength = length ?? NO_LENGTH;
    this.clear();
  }

  /** Whether the last head stands here again; it then is the current one, with the length that stands here. */
  private repeats(chunk: Buffer, from: number): boolean {
    const { last, current } = this;
    const { from: start, to: end } = this.lastLength;
    if (last === null || current === null || chunk.length - from < last.length) return false;
    if (chunk.compare(last, end, last.length, from + end, from + last.length) !== 0) return false;
    if (start === end) return true;
    if (chunk.compare(last, 0, start, from, from + start) !== 0) return false;
    let bytes = 0;
    for (let at = from + start; at < from + end; at++) {
      const byte = chunk[at] ?? 0;
      if (byte < ZERO || byte > NINE) return false;
      bytes = bytes * 10 + byte - ZERO;
    }
    if (bytes === 0) return false;
    const { framing } = current;
    if (!('bytes' in framing) || framing.bytes !== bytes) this.current = withLength(current, bytes);
    return true;
  }

  /** Offset behind the empty line, −1 when it has not come. */
  private findEnd(chunk: Buffer, from: number): number {
    for (let at = from; at < chunk.length; at++) {
      const byte = chunk[at] ?? 0;
      if ((byte === LF) !== (this.lastByte === CR))
        throw new FramingError('malformed', 'CR and LF do not come together');
      this.lastByte = byte;
      if (byte !== LF) {
        this.lineBytes++;
      } else {
        if (this.lineBytes === 1) return at + 1;
        this.lineBytes = 0;
      }
    }
    return -1;
  }

  private hold(chunk: Buffer, from: number, to: number): Buffer {
    const bytes = this.heldBytes + to - from;
    this.assertFits(bytes);
    let { held } = this;
    if (held === null || held.length < bytes) {
      held = Buffer.allocUnsafeSlow(Math.min(this.bytesMax, Math.max(HELD_BYTES_MIN, 2 * bytes)));
      this.held?.copy(held, 0, 0, this.heldBytes);
      this.held = held;
    }
    chunk.copy(held, this.heldBytes, from, to);
    this.heldBytes = bytes;
    return held;
  }

  private assertFits(bytes: number): void {
    if (bytes > this.bytesMax) throw new FramingError('too_large', 'the head is larger than the limit');
  }
}

/** A copy that keeps nothing else alive: small buffers share their memory otherwise, and this one lives with its connection. */
const ownCopy = (bytes: Buffer, from: number, to: number): Buffer => {
  const copy = Buffer.allocUnsafeSlow(to - from);
  bytes.copy(copy, 0, from, to);
  return copy;
};

const NO_LENGTH: LengthPlace = Object.freeze({ from: 0, to: 0 });

/** The same head with a body of another length, written with the same number of digits. */
const withLength = <H extends CollectedHead>(head: H, bytes: number): H => {
  const rawHeaders = head.rawHeaders.map((text, i) =>
    i % 2 === 1 && head.rawHeaders[i - 1] === 'content-length' ? String(bytes).padStart(text.length, '0') : text,
  );
  return { ...head, rawHeaders, framing: { kind: 'length', bytes } };
};
