const DIGIT_0 = 0x30;
/** Above that, digits are taken in two parts that are small integers each. */
const SMALL_MAX = 1e9;
const LOW_PART = 1e7;
const LOW_PART_DIGITS = 7;
/** Up to that, a loop is cheaper than the call that copies. */
const LOOP_LENGTH_MAX = 24;
const ASCII_MAX = 0x7f;
/** Up to that, looking at each character is cheaper than the serialiser. */
const WORD_LENGTH_MAX = 64;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** A text made ready to be copied. */
export const block = (text: string): Uint8Array => new Uint8Array(Buffer.from(text));

/**
 * Puts a text together as bytes, right where it will be written from. As a string, a record is a rope of dozens of pieces first
 * and a flat copy of that then, and both are garbage at once.
 */
export class TextBuffer {
  readonly #margin: number;
  #bytes: Buffer = Buffer.alloc(0);
  /** Length of the bytes: asking a buffer for it takes longer than copying a word. */
  #room = 0;
  #start = 0;
  #end = 0;

  /** @param margin  bytes left free in front of a text that had to move */
  constructor(margin: number) {
    this.#margin = margin;
  }

  /** Where the text stands: in the buffer it began in, or near the start of a larger one of its own when it did not fit. */
  get bytes(): Buffer {
    return this.#bytes;
  }

  get start(): number {
    return this.#start;
  }

  get end(): number {
    return this.#end;
  }

  begin(bytes: Buffer, start: number): void {
    this.#bytes = bytes;
    this.#room = bytes.length;
    this.#start = start;
    this.#end = start;
  }

  block(source: Uint8Array): void {
    const { length } = source;
    const at = this.#take(length);
    const bytes = this.#bytes;
    if (length > LOOP_LENGTH_MAX) bytes.set(source, at);
    else for (let i = 0; i < length; i++) bytes[at + i] = source[i] as number;
  }

  /** Text that somebody has as bytes. Not a block, which are all of one kind: a loop over two kinds of bytes is twice as slow. */
  copy(source: Buffer): void {
    const at = this.#take(source.length);
    this.#bytes.set(source, at);
  }

  /** Any text. */
  text(text: string): void {
    if (text.length <= LOOP_LENGTH_MAX && this.#ascii(text)) return;
    // Three bytes a UTF-16 unit is the most UTF-8 needs; counting exactly is only worth it near the end of a buffer.
    if (this.#end + text.length * 3 > this.#room) this.#assureRoom(Buffer.byteLength(text));
    this.#end += this.#bytes.write(text, this.#end);
  }

  /**
   * A short text in quotation marks, as long as nothing in it has to be escaped.
   * @returns false, with nothing written, for any other
   */
  word(text: string): boolean {
    const { length } = text;
    if (length > WORD_LENGTH_MAX) return false;
    const start = this.#take(length + 2);
    const bytes = this.#bytes;
    bytes[start] = QUOTE;
    for (let i = 0; i < length; i++) {
      const code = text.charCodeAt(i);
      if (code < 0x20 || code > 0x7e || code === QUOTE || code === BACKSLASH) {
        this.#end = start;
        return false;
      }
      bytes[start + 1 + i] = code;
    }
    bytes[start + 1 + length] = QUOTE;
    return true;
  }

  /** Digits of a number that counts. @throws RangeError for any other */
  count(value: number): void {
    if (!Number.isSafeInteger(value) || value < 0) {
      throw new RangeError(`a record counts in whole numbers, not ${value}`);
    }
    if (value < SMALL_MAX) this.#digits(value, digitsOf(value));
    else {
      const high = Math.floor(value / LOW_PART);
      this.count(high);
      this.#digits(value - high * LOW_PART, LOW_PART_DIGITS);
    }
  }

  /** @returns whether the text was all of one byte a character, and is written */
  #ascii(text: string): boolean {
    const { length } = text;
    const start = this.#take(length);
    const bytes = this.#bytes;
    for (let i = 0; i < length; i++) {
      const code = text.charCodeAt(i);
      bytes[start + i] = code;
      if (code > ASCII_MAX) {
        this.#end = start;
        return false;
      }
    }
    return true;
  }

  #digits(value: number, digits: number): void {
    const at = this.#take(digits);
    const bytes = this.#bytes;
    let rest = value;
    for (let i = at + digits - 1; i >= at; i--) {
      const tenth = (rest / 10) | 0;
      bytes[i] = DIGIT_0 + rest - tenth * 10;
      rest = tenth;
    }
  }

  #take(length: number): number {
    if (this.#end + length > this.#room) this.#assureRoom(length);
    const at = this.#end;
    this.#end = at + length;
    return at;
  }

  #assureRoom(length: number): void {
    if (this.#end + length <= this.#room) return;
    const used = this.#end - this.#start;
    const larger = Buffer.allocUnsafeSlow(this.#margin + 2 * (used + length));
    this.#bytes.copy(larger, this.#margin, this.#start, this.#end);
    this.#bytes = larger;
    this.#room = larger.length;
    this.#start = this.#margin;
    this.#end = this.#margin + used;
  }
}

const digitsOf = (value: number): number => {
  let digits = 1;
  for (let limit = 10; value >= limit; limit *= 10) digits += 1;
  return digits;
};
