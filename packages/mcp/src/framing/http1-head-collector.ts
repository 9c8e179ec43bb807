import { CR, LF } from '../json/bytes.js';
import { FramingError } from './framing-error.js';

const HELD_BYTES_MIN = 512;
const END_OF_HEAD = Buffer.from('\r\n\r\n');

/**
 * Collects a head that comes in pieces. One that comes whole is not copied; memory is bounded by the largest head however small
 * the pieces are. Refuses CR and LF apart from each other as soon as they come.
 */
export class HeadCollector {
  /** The last complete head as latin1, without its empty line; each line has its CRLF. */
  text = '';
  private readonly bytesMax: number;
  private held: Buffer | null = null;
  private heldBytes = 0;
  private lineBytes = 0;
  private lastByte = 0;

  constructor(bytesMax: number) {
    this.bytesMax = bytesMax;
  }

  /** Whether nothing of a head has come yet. */
  get isEmpty(): boolean {
    return this.heldBytes === 0;
  }

  /**
   * @returns offset behind the head, which {@link text} then holds; −1 when it is not complete
   * @throws FramingError
   */
  push(chunk: Buffer, from: number): number {
    if (this.heldBytes === 0) {
      const last = chunk.indexOf(END_OF_HEAD, from);
      if (last >= 0) {
        this.assertFits(last + END_OF_HEAD.length - from);
        this.text = chunk.toString('latin1', from, last + 2);
        return last + END_OF_HEAD.length;
      }
    }
    const end = this.findEnd(chunk, from);
    const held = this.hold(chunk, from, end < 0 ? chunk.length : end);
    if (end < 0) return end;
    this.text = held.toString('latin1', 0, this.heldBytes - 2);
    this.clear();
    return end;
  }

  clear(): void {
    this.held = null;
    this.heldBytes = 0;
    this.lineBytes = 0;
    this.lastByte = 0;
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
      held = Buffer.allocUnsafe(Math.min(this.bytesMax, Math.max(HELD_BYTES_MIN, 2 * bytes)));
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
