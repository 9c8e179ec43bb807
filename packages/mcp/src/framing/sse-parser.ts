import { CR, LF } from '../json/bytes.js';
import { FramingError } from './framing-error.js';

/** One event; fields it did not have are absent. */
export interface SseEvent {
  readonly id?: string;
  readonly event?: string;
  /** The `data` lines joined with LF; empty when the event has none. */
  readonly data: Buffer;
  /** Milliseconds. */
  readonly retry?: number;
  /** All bytes of the event, its empty line included. */
  readonly raw: Buffer;
}

const COLON = 0x3a;
const SPACE = 0x20;
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);
const EVENT_BYTES_MAX = 16 * 1024 * 1024;

/**
 * Incremental parser of server-sent events; chunks may be cut anywhere. Lines end with CR, LF or CRLF. Comments are dropped.
 * Unlike a browser it reports events without data too, because MCP servers send an id with empty data to prime a reconnect;
 * an event with no field at all is not reported. An event cut off by the end of the stream is dropped, as the standard says.
 * An event within one chunk with one `data` line is a view of the chunk, not a copy.
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation
 */
export class SseParser {
  private readonly eventBytesMax: number;
  private parts: Buffer[] = [];
  private heldBytes = 0;
  private linesHeld = 0;
  private lineIsEmpty = true;
  private skipLf = false;
  private atStreamStart = true;

  /** @param options.eventBytesMax  largest event in bytes, 16 MiB by default */
  constructor(options: { readonly eventBytesMax?: number } = {}) {
    this.eventBytesMax = options.eventBytesMax ?? EVENT_BYTES_MAX;
  }

  /** @throws FramingError `too_large` when an event exceeds its limit */
  push(chunk: Buffer, onEvent: (event: SseEvent) => void): void {
    let at = this.skipLf && chunk[0] === LF ? 1 : 0;
    let eventStart = this.heldBytes === 0 ? at : 0;
    if (chunk.length > 0) this.skipLf = false;
    const ends = new LineEnds(chunk);
    for (let end = ends.next(at); end >= 0; end = ends.next(at)) {
      const blank = this.lineIsEmpty && end === at;
      at = this.behindLineEnd(chunk, end);
      this.lineIsEmpty = true;
      if (blank) {
        this.emit(this.take(chunk.subarray(eventStart, at)), onEvent);
        eventStart = at;
      } else if (this.linesHeld++ === 0 && (this.parts[0] ?? chunk)[this.parts.length > 0 ? 0 : eventStart] === COLON) {
        this.take(chunk.subarray(eventStart, at));
        eventStart = at;
      }
    }
    if (at < chunk.length) this.lineIsEmpty = false;
    this.hold(chunk.subarray(eventStart));
  }

  /** The stream ended: what is left of an unfinished event is forgotten. */
  end(): void {
    this.parts = [];
    this.heldBytes = 0;
    this.linesHeld = 0;
  }

  private behindLineEnd(chunk: Buffer, end: number): number {
    if (chunk[end] === LF) return end + 1;
    if (end + 1 === chunk.length) this.skipLf = true;
    return chunk[end + 1] === LF ? end + 2 : end + 1;
  }

  private hold(part: Buffer): void {
    if (part.length === 0) return;
    this.heldBytes += part.length;
    if (this.heldBytes > this.eventBytesMax) throw new FramingError('too_large', 'an event is larger than the limit');
    this.parts.push(part);
  }

  private take(part: Buffer): Buffer {
    this.hold(part);
    const { parts } = this;
    this.end();
    return parts.length === 1 && parts[0] !== undefined ? parts[0] : Buffer.concat(parts);
  }

  private emit(raw: Buffer, onEvent: (event: SseEvent) => void): void {
    const start = this.atStreamStart && raw.subarray(0, 3).equals(BYTE_ORDER_MARK) ? 3 : 0;
    this.atStreamStart = false;
    const event = readEvent(raw, start);
    if (event !== null) onEvent(event);
  }
}

/** Finds line ends with the native search, looking for CR again only behind the last one found. */
class LineEnds {
  private readonly chunk: Buffer;
  private lf = -2;
  private cr = -2;

  constructor(chunk: Buffer) {
    this.chunk = chunk;
  }

  next(from: number): number {
    if (this.lf !== -1 && this.lf < from) this.lf = this.chunk.indexOf(LF, from);
    if (this.cr !== -1 && this.cr < from) this.cr = this.chunk.indexOf(CR, from);
    if (this.lf < 0 || this.cr < 0) return Math.max(this.lf, this.cr);
    return Math.min(this.lf, this.cr);
  }
}

const readEvent = (raw: Buffer, from: number): SseEvent | null => {
  const data: Buffer[] = [];
  const fields: { id?: string; event?: string; retry?: number } = {};
  const ends = new LineEnds(raw);
  let start = from;
  for (let end = ends.next(start); end >= 0; end = ends.next(start)) {
    readField(raw.subarray(start, end), fields, data);
    start = raw[end] === CR && raw[end + 1] === LF ? end + 2 : end + 1;
  }
  if (data.length === 0 && Object.keys(fields).length === 0) return null;
  return { ...fields, data: joinLines(data), raw };
};

const readField = (line: Buffer, fields: { id?: string; event?: string; retry?: number }, data: Buffer[]): void => {
  const colon = line.indexOf(COLON);
  const name = line.toString('latin1', 0, colon < 0 ? line.length : colon);
  const valueStart = colon < 0 ? line.length : line[colon + 1] === SPACE ? colon + 2 : colon + 1;
  const value = line.subarray(valueStart);
  if (name === 'data') data.push(value);
  else if (name === 'event') fields.event = value.toString();
  else if (name === 'id' && !value.includes(0)) fields.id = value.toString();
  else if (name === 'retry' && /^\d{1,9}$/.test(value.toString('latin1')))
    fields.retry = Number(value.toString('latin1'));
};

const EMPTY = Buffer.alloc(0);
const NEWLINE = Buffer.from('\n');

const joinLines = (lines: readonly Buffer[]): Buffer => {
  if (lines.length <= 1) return lines[0] ?? EMPTY;
  return Buffer.concat(lines.flatMap((line, index) => (index === 0 ? [line] : [NEWLINE, line])));
};
