/** A place in a policy text: 1-based, columns in UTF-16 units, the end exclusive. */
export interface TextRange {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** Turns offsets into lines and columns. A line ends with LF, CR LF or CR. */
export class LineMap {
  private readonly starts: number[] = [0];

  constructor(private readonly text: string) {
    for (const match of text.matchAll(/\r\n|\r|\n/g)) this.starts.push(match.index + match[0].length);
  }

  /** The range of two offsets; at least one column wide, and never past the text. */
  range(start: number, end: number): TextRange {
    const from = this.at(Math.min(Math.max(start, 0), this.text.length));
    const to = this.at(Math.min(Math.max(end, start + 1), Math.max(this.text.length, start + 1)));
    return { line: from.line, column: from.column, endLine: to.line, endColumn: to.column };
  }

  private at(offset: number): { line: number; column: number } {
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (this.starts[low] ?? 0) + 1 };
  }
}
