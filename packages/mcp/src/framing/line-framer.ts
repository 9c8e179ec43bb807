import { CR, LF } from '../json/bytes.js';

export interface LineFramerOptions {
  /** Longest line in bytes, without its end; 16 MiB by default. Longer lines are dropped whole. */
  readonly lineBytesMax?: number;
  /** Called once for every dropped line, when it turned out to be too long. */
  readonly onOversized?: () => void;
}

const LINE_BYTES_MAX = 16 * 1024 * 1024;

/**
 * Cuts a byte stream into lines, as the stdio transport frames messages. A line ends with LF; a CR before it is not part of
 * the line; empty lines are skipped. Memory is bounded by the longest line; after a line that was too long, framing goes on
 * with the next. A line within one chunk is a view of the chunk, not a copy.
 * @see MCP specification 2025-11-25, "Transports: stdio"
 */
export class LineFramer {
  private readonly lineBytesMax: number;
  private readonly onOversized: (() => void) | undefined;
  private parts: Buffer[] = [];
  private heldBytes = 0;
  private dropping = false;

  constructor(options: LineFramerOptions = {}) {
    this.lineBytesMax = options.lineBytesMax ?? LINE_BYTES_MAX;
    this.onOversized = options.onOversized;
  }

  push(chunk: Buffer, onLine: (line: Buffer) => void): void {
    let start = 0;
    for (let end = chunk.indexOf(LF); end >= 0; end = chunk.indexOf(LF, start)) {
      const line = this.complete(chunk.subarray(start, end));
      start = end + 1;
      if (line !== null && line.length > 0) onLine(line);
    }
    if (start < chunk.length) this.hold(chunk.subarray(start));
  }

  /** The line that `tail` finishes; null when it was dropped. */
  private complete(tail: Buffer): Buffer | null {
    this.hold(tail);
    const { parts, dropping } = this;
    this.parts = [];
    this.heldBytes = 0;
    this.dropping = false;
    if (dropping) return null;
    const line = parts.length === 1 && parts[0] !== undefined ? parts[0] : Buffer.concat(parts);
    return line[line.length - 1] === CR ? line.subarray(0, -1) : line;
  }

  private hold(part: Buffer): void {
    if (this.dropping) return;
    this.heldBytes += part.length;
    if (this.heldBytes <= this.lineBytesMax) {
      if (part.length > 0) this.parts.push(part);
      return;
    }
    this.dropping = true;
    this.parts = [];
    this.onOversized?.();
  }
}
