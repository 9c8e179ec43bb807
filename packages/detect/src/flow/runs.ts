import {
  addToToken,
  FOLD,
  GEAR,
  isBlankEscape,
  isTelling,
  JOINER,
  KIND,
  LETTER_U,
  RUN_CHARS,
  SPACE,
  TOKEN_SEED,
  tokenPrint,
  utf8OfPoint,
} from './fold.js';

/** UTF-16 units of one text that are read. */
export const READ_UNITS_MAX = 65_536;

/** A short text that is looked up as a whole. */
export interface Token {
  readonly print: number;
  readonly start: number;
  readonly end: number;
}

/** What there is to look up of a text that is sent. */
export interface Runs {
  /** Folded characters; the arrays are as long. */
  readonly length: number;
  /** Print of the run that ends with a folded character; 0 before there is a whole one. */
  readonly prints: Uint32Array;
  /** Where each folded character stands in the text. */
  readonly places: Uint32Array;
  readonly tokens: readonly Token[];
  /** Rolling hash at the end, to go on from with the next text of the same stream. */
  readonly tail: Tail;
}

export interface Tail {
  readonly hash: number;
  /** Folded characters it knows, at most `RUN_CHARS`. */
  readonly chars: number;
}

export const NO_TAIL: Tail = Object.freeze({ hash: 0, chars: 0 });

/**
 * Folds a text as `printsOf` folds bytes and hashes every run of it. Linear; some 15 ns a character.
 * The arrays are shared: what is wanted of them is read before the next text is.
 * @param before  tail of what was sent before it, when both are read as one text
 */
export function runsOf(text: string, before: Tail = NO_TAIL): Runs {
  const units = Math.min(text.length, READ_UNITS_MAX);
  const folder = new Folder(units, before);
  for (let at = 0; at < units; at += 1) at = folder.take(text, at, units);
  return folder.end();
}

const newScratch = (length: number) => ({ prints: new Uint32Array(length), places: new Uint32Array(length) });

/** Every call of a client is folded: its arrays are made once. */
let scratch = newScratch(4_096);

class Folder {
  private readonly prints: Uint32Array;
  private readonly places: Uint32Array;
  private readonly tokens: Token[] = [];
  private length = 0;
  private hash: number;
  private chars: number;
  private token = TOKEN_SEED;
  private tokenChars = 0;
  private tokenStart = 0;
  private tokenEnd = 0;
  private digits = 0;
  private isAddress = false;
  private previous = 0;

  constructor(units: number, { hash, chars }: Tail) {
    this.hash = hash;
    this.chars = chars;
    // Three bytes of UTF-8 at most for each unit.
    if (scratch.prints.length < units * 3) scratch = newScratch(units * 3);
    this.prints = scratch.prints;
    this.places = scratch.places;
  }

  /** @returns the place of the last unit taken */
  take(text: string, at: number, units: number): number {
    const code = text.charCodeAt(at);
    if (code >= 0x80) return this.takeWide(text, at);
    const folded = FOLD[code] ?? 0;
    if (folded !== 0) {
      this.add(folded, at, at + 1);
      this.previous = code;
      return at;
    }
    const kind = KIND[code];
    if (kind === JOINER) {
      if (code === 0x40) this.isAddress = this.tokenChars > 0;
      this.previous = code;
      return at;
    }
    if (kind === SPACE && isDigit(this.previous) && isDigit(text.charCodeAt(at + 1))) return at;
    this.endToken();
    this.previous = 0;
    return code === 0x5c ? this.takeEscape(text, at, units) : at;
  }

  end(): Runs {
    this.endToken();
    return {
      length: this.length,
      prints: this.prints.subarray(0, this.length),
      places: this.places.subarray(0, this.length),
      tokens: this.tokens,
      tail: { hash: this.hash, chars: Math.min(this.chars, RUN_CHARS) },
    };
  }

  private takeWide(text: string, at: number): number {
    const point = text.codePointAt(at) ?? 0;
    const width = point > 0xffff ? 2 : 1;
    for (const byte of utf8OfPoint(point)) this.add(byte, at, at + width);
    this.previous = 0x80;
    return at + width - 1;
  }

  /** An escape that is text here was an escape of an escape there: both fold alike. */
  private takeEscape(text: string, from: number, units: number): number {
    let at = from;
    while (at + 1 < units && text.charCodeAt(at + 1) === 0x5c) at += 1;
    const next = text.charCodeAt(at + 1);
    if (isBlankEscape(next)) return at + 1;
    if (next !== LETTER_U) return at;
    const unit = Number.parseInt(text.slice(at + 2, at + 6), 16);
    if (!Number.isNaN(unit)) {
      for (const byte of utf8OfPoint(unit)) {
        const folded = FOLD[byte] ?? 0;
        if (folded !== 0) this.add(folded, from, at + 6);
      }
    }
    return at + 5;
  }

  private add(folded: number, start: number, end: number): void {
    this.hash = ((this.hash << 2) + (GEAR[folded] ?? 0)) | 0;
    this.chars += 1;
    this.prints[this.length] = this.chars >= RUN_CHARS ? this.hash : 0;
    this.places[this.length] = start;
    this.length += 1;
    if (this.tokenChars === 0) this.tokenStart = start;
    this.token = addToToken(this.token, folded);
    this.tokenChars += 1;
    this.tokenEnd = end;
    if (folded < 0x3a) this.digits += 1;
  }

  private endToken(): void {
    if (this.tokenChars === 0) return;
    if (isTelling(this.tokenChars, this.digits, this.isAddress)) {
      const print = tokenPrint(this.token, this.tokenChars);
      this.tokens.push({ print, start: this.tokenStart, end: this.tokenEnd });
    }
    this.token = TOKEN_SEED;
    this.tokenChars = 0;
    this.digits = 0;
    this.isAddress = false;
  }
}

const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39;
