import {
  BACKSLASH,
  BRACE_CLOSE,
  BRACE_OPEN,
  BRACKET_CLOSE,
  BRACKET_OPEN,
  COLON,
  COMMA,
  hexDigit,
  keyText,
  MINUS,
  NINE,
  QUOTE,
  ZERO,
} from './bytes.js';
import { McpParseError, type McpParseErrorCode } from './parse-error.js';

/** Keys of an object up to this many are compared pairwise by hash; more go into a set. */
const PAIRWISE_KEYS_MAX = 16;
/** Deepest `depthMax` that can be asked for: the scratch space below and the call stack are sized by it. */
export const DEPTH_LIMIT = 512;

// Keys of the objects that are open, innermost on top. Shared by all runs: a run is synchronous and calls nothing of others.
const keyHash = new Int32Array(DEPTH_LIMIT * PAIRWISE_KEYS_MAX);
const keyStart = new Int32Array(DEPTH_LIMIT * PAIRWISE_KEYS_MAX);
const keyEnd = new Int32Array(DEPTH_LIMIT * PAIRWISE_KEYS_MAX);

/**
 * One pass over the bytes that accepts exactly what RFC 8259 calls a JSON text and our limits allow. The bytes must be valid
 * UTF-8 already. Everything is found here, so that `JSON.parse` afterwards cannot fail.
 */
export class Validator {
  private readonly bytes: Buffer;
  private readonly depthMax: number;
  private readonly elementsMax: number;
  private at = 0;
  private depth = 0;
  private elements = 0;
  private keysTop = 0;

  constructor(bytes: Buffer, depthMax: number, elementsMax: number) {
    this.bytes = bytes;
    this.depthMax = depthMax;
    this.elementsMax = elementsMax;
  }

  run(): void {
    this.space();
    this.value();
    this.space();
    if (this.at !== this.bytes.length) this.fail('unparseable');
  }

  private fail(code: McpParseErrorCode, offset = this.at): never {
    throw new McpParseError(code, offset);
  }

  private space(): void {
    const { bytes } = this;
    let byte = bytes[this.at];
    while (byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09) byte = bytes[++this.at];
  }

  private value(): void {
    const byte = this.bytes[this.at];
    if (byte === QUOTE) this.string();
    else if (byte === BRACE_OPEN) this.object();
    else if (byte === BRACKET_OPEN) this.array();
    else if (byte === MINUS || (byte !== undefined && byte >= ZERO && byte <= NINE)) this.number();
    else if (byte === 0x74) this.literal('true');
    else if (byte === 0x66) this.literal('false');
    else if (byte === 0x6e) this.literal('null');
    else this.fail('unparseable');
  }

  private enter(): void {
    if (++this.depth > this.depthMax) this.fail('too_deep');
    this.at++;
    this.space();
  }

  private countElement(): void {
    if (++this.elements > this.elementsMax) this.fail('too_many_elements');
  }

  /** Leaves the container when `close` is next, else steps over the comma between two elements. */
  private closed(close: number): boolean {
    this.space();
    const byte = this.bytes[this.at];
    if (byte === close) {
      this.at++;
      this.depth--;
      return true;
    }
    if (byte !== COMMA) this.fail('unparseable');
    this.at++;
    this.space();
    return false;
  }

  private array(): void {
    this.enter();
    if (this.bytes[this.at] === BRACKET_CLOSE) {
      this.at++;
      this.depth--;
      return;
    }
    do {
      this.countElement();
      this.value();
    } while (!this.closed(BRACKET_CLOSE));
  }

  private object(): void {
    const { bytes } = this;
    const keysBase = this.keysTop;
    let many: Set<string> | null = null;
    this.enter();
    if (bytes[this.at] === BRACE_CLOSE) {
      this.at++;
      this.depth--;
      return;
    }
    do {
      this.countElement();
      many = this.key(keysBase, many);
      this.space();
      if (bytes[this.at] !== COLON) this.fail('unparseable');
      this.at++;
      this.space();
      this.value();
    } while (!this.closed(BRACE_CLOSE));
    this.keysTop = keysBase;
  }

  /** Reads a key and refuses it when the object has it already, also when the two are escaped differently. */
  private key(base: number, many: Set<string> | null): Set<string> | null {
    const { bytes } = this;
    if (bytes[this.at] !== QUOTE) this.fail('unparseable');
    const start = this.at;
    const escaped = this.string();
    const end = this.at;
    if (many !== null) {
      this.addToSet(many, start, end);
      return many;
    }
    const hash = escaped ? hashOfKey(Buffer.from(keyText(bytes, start, end))) : hashOfKey(bytes, start + 1, end - 1);
    for (let i = base; i < this.keysTop; i++) {
      if (keyHash[i] === hash && this.sameKey(keyStart[i] ?? 0, keyEnd[i] ?? 0, start, end)) {
        this.fail('duplicate_key', start);
      }
    }
    if (this.keysTop - base === PAIRWISE_KEYS_MAX) {
      const set = new Set<string>();
      for (let i = base; i < this.keysTop; i++) this.addToSet(set, keyStart[i] ?? 0, keyEnd[i] ?? 0);
      this.addToSet(set, start, end);
      return set;
    }
    keyHash[this.keysTop] = hash;
    keyStart[this.keysTop] = start;
    keyEnd[this.keysTop++] = end;
    return null;
  }

  private sameKey(startA: number, endA: number, startB: number, endB: number): boolean {
    return keyText(this.bytes, startA, endA) === keyText(this.bytes, startB, endB);
  }

  private addToSet(set: Set<string>, start: number, end: number): void {
    const text = keyText(this.bytes, start, end);
    if (set.has(text)) this.fail('duplicate_key', start);
    set.add(text);
  }

  /** From the opening to behind the closing quote. Returns whether anything in it was escaped. */
  private string(): boolean {
    const { bytes } = this;
    const { length } = bytes;
    let at = this.at + 1;
    let escaped = false;
    for (;;) {
      while (at < length && ORDINARY[bytes[at] ?? 0] === 1) at++;
      if (bytes[at] === QUOTE) break;
      if (bytes[at] !== BACKSLASH) this.fail('unparseable', at);
      escaped = true;
      at = this.escape(at);
    }
    this.at = at + 1;
    return escaped;
  }

  /** Checks the escape at `at` and returns where the text goes on. */
  private escape(at: number): number {
    const byte = this.bytes[at + 1];
    if (byte === 0x75) {
      const unit = this.hex4(at + 2);
      if (unit >= 0xdc00 && unit <= 0xdfff) this.fail('invalid_utf8', at);
      if (unit < 0xd800 || unit > 0xdbff) return at + 6;
      if (this.bytes[at + 6] !== BACKSLASH || this.bytes[at + 7] !== 0x75) this.fail('invalid_utf8', at);
      const low = this.hex4(at + 8);
      if (low < 0xdc00 || low > 0xdfff) this.fail('invalid_utf8', at);
      return at + 12;
    }
    if (byte === undefined || SIMPLE_ESCAPE[byte] !== 1) this.fail('unparseable', at);
    return at + 2;
  }

  private hex4(at: number): number {
    let unit = 0;
    for (let i = at; i < at + 4; i++) {
      const digit = hexDigit(this.bytes[i]);
      if (digit < 0) this.fail('unparseable', i);
      unit = unit * 16 + digit;
    }
    return unit;
  }

  private number(): void {
    const { bytes } = this;
    if (bytes[this.at] === MINUS) this.at++;
    if (bytes[this.at] === ZERO) this.at++;
    else this.digits();
    if (bytes[this.at] === 0x2e) {
      this.at++;
      this.digits();
    }
    const exponent = bytes[this.at];
    if (exponent !== 0x65 && exponent !== 0x45) return;
    const sign = bytes[++this.at];
    if (sign === 0x2b || sign === MINUS) this.at++;
    this.digits();
  }

  private digits(): void {
    const { bytes } = this;
    const isDigit = DIGIT;
    let at = this.at;
    // Behind the end there is no digit either.
    while (isDigit[bytes[at] ?? 0] === 1) at++;
    if (at === this.at) this.fail('unparseable');
    this.at = at;
  }

  private literal(word: string): void {
    for (let i = 0; i < word.length; i++) {
      if (this.bytes[this.at + i] !== word.charCodeAt(i)) this.fail('unparseable', this.at + i);
    }
    this.at += word.length;
  }
}

/** 1 for bytes that stand for themselves inside a string. */
const ORDINARY = new Uint8Array(256).fill(1);
ORDINARY.fill(0, 0, 0x20);
ORDINARY[QUOTE] = 0;
ORDINARY[BACKSLASH] = 0;

const DIGIT = new Uint8Array(256).fill(1, ZERO, NINE + 1);

const SIMPLE_ESCAPE = new Uint8Array(256);
for (const byte of Buffer.from('"\\/bfnrt')) SIMPLE_ESCAPE[byte] = 1;

const hashOfKey = (bytes: Buffer, start = 0, end = bytes.length): number => {
  let hash = 0;
  for (let i = start; i < end; i++) hash = (Math.imul(hash, 31) + (bytes[i] ?? 0)) | 0;
  return hash;
};
