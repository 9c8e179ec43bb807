const LF = 0x0a;

/** A line of input without its end; `bytes` is null for one that was too long to keep. */
export interface NumberedLine {
  readonly number: number;
  readonly bytes: Buffer | null;
}

/** Cuts a byte stream into numbered lines. Memory is bounded by the longest line that is kept. */
export class LineReader {
  private parts: Buffer[] = [];
  private heldBytes = 0;
  private number = 0;

  constructor(private readonly lineBytesMax: number) {}

  /** The lines that `chunk` completes, one after the other. */
  *push(chunk: Buffer): Generator<NumberedLine> {
    let start = 0;
    for (let end = chunk.indexOf(LF); end >= 0; end = chunk.indexOf(LF, start)) {
      this.hold(chunk.subarray(start, end));
      start = end + 1;
      yield this.complete();
    }
    this.hold(chunk.subarray(start));
  }

  /** What stands behind the last line end. */
  *end(): Generator<NumberedLine> {
    if (this.heldBytes > 0) yield this.complete();
  }

  private hold(part: Buffer): void {
    if (part.length === 0) return;
    this.heldBytes += part.length;
    if (this.heldBytes <= this.lineBytesMax) this.parts.push(part);
    else this.parts = [];
  }

  private complete(): NumberedLine {
    const { parts, heldBytes } = this;
    this.parts = [];
    this.heldBytes = 0;
    this.number += 1;
    if (heldBytes > this.lineBytesMax) return { number: this.number, bytes: null };
    return {
      number: this.number,
      bytes: parts.length === 1 && parts[0] !== undefined ? parts[0] : Buffer.concat(parts),
    };
  }
}
