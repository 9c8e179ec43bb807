import {
  BLOCK_WORDS,
  BUCKET_BITS,
  BYTE_CLASS,
  boundaryHash,
  byteClasses,
  byteFolds,
  FNV_PRIME,
  HEADS,
  type Head,
  LONG_BLOCKS,
  leetLetters,
  lengthNorms,
  MIX_A,
  SHORT_BLOCKS,
  STEM_BYTES,
} from './layout.js';
import type { Window, WindowModel } from './scorer.js';

/** Weights looked up per word. */
export const WORD_FEATURES = 5;

const FNV_BASIS = 0x811c9dc5 | 0;
const MIX_B = 0xc2b2ae35 | 0;
const GOLDEN = 0x9e3779b1 | 0;
const LONG_WORD = 0x01234567;
const WORD_BYTES_MAX = 24;
const DIGIT = 48;

const CLASSES = byteClasses();
const FOLDS = byteFolds();
const LEET = leetLetters();

/** The words of a text as buckets of the weight table, {@link WORD_FEATURES} each, and where each word ends in the bytes. */
export interface HashedWords {
  readonly buckets: number[];
  readonly ends: number[];
}

/** What intent.as.ts does to a text, written to be read; training uses it, and a test holds the two equal. */
export function hashWords(bytes: Uint8Array): HashedWords {
  const reader = new Reader();
  for (const byte of bytes) reader.read(byte);
  reader.end();
  return reader;
}

/** Windows of a text of so many words, as [first word, word behind the last, is long]. */
export function windowsOf(words: number): [number, number, boolean][] {
  const windows: [number, number, boolean][] = [];
  for (let block = 1; (block - 1) * BLOCK_WORDS < words; block++) {
    const end = Math.min(words, block * BLOCK_WORDS);
    windows.push([Math.max(0, block - SHORT_BLOCKS) * BLOCK_WORDS, end, false]);
    if (block > SHORT_BLOCKS) windows.push([Math.max(0, block - LONG_BLOCKS) * BLOCK_WORDS, end, true]);
  }
  return windows;
}

/** Log odds of the best window of a text for one head; what the WebAssembly answers, but for the last bits. */
export function scoreReference(model: WindowModel, head: Head, bytes: Uint8Array): Window {
  let best: Window = { score: -1e9, start: 0, end: 0 };
  for (const window of windowScores(model, head, bytes)) if (window.score > best.score) best = window;
  return best;
}

/** All windows of a text with their log odds for one head, in the order of their ends. */
export function windowScores({ heads, weights }: WindowModel, head: Head, bytes: Uint8Array): Window[] {
  const { buckets, ends } = hashWords(bytes);
  const signed = new Int8Array(weights.buffer, weights.byteOffset, weights.length);
  const sums = [0];
  let sum = 0;
  for (let i = 0; i < buckets.length; i++) {
    sum += signed[(buckets[i] ?? 0) * HEADS.length + HEADS.indexOf(head)] ?? 0;
    if (i % WORD_FEATURES === WORD_FEATURES - 1) sums.push(sum);
  }
  const { scale, biasShort, biasLong } = heads[head];
  return windowsOf(ends.length).map(([from, to, isLong]) => {
    const norm = (NORMS[to - from] ?? 0) * scale;
    const score = ((sums[to] ?? 0) - (sums[from] ?? 0)) * norm + (isLong ? biasLong : biasShort);
    return { score, start: ends[from - 1] ?? 0, end: ends[to - 1] ?? 0 };
  });
}

const NORMS = lengthNorms();

function bucketOf(value: number, feature: number): number {
  let h = Math.imul(value ^ Math.imul(feature, GOLDEN), MIX_A);
  h ^= h >>> 15;
  return Math.imul(h, MIX_B) >>> (32 - BUCKET_BITS);
}

class Reader implements HashedWords {
  readonly buckets: number[] = [];
  readonly ends: number[] = [];
  private length = 0;
  private hash = FNV_BASIS;
  private stem = 0;
  private last = 0;
  private joining = false;
  private lead = 0;
  private second = 0;
  private wanted = 0;
  private previous = boundaryHash(4);
  private earlier = this.previous;
  private previousStem = 0;
  private at = 0;

  read(byte: number): void {
    this.at += 1;
    if (this.wanted > 0) {
      this.wanted -= 1;
      if (this.wanted === 0) this.character(byte);
      else this.second = byte;
      return;
    }
    const kind = CLASSES[byte] ?? 0;
    if (kind === BYTE_CLASS.LETTER) {
      this.joining = false;
      this.ascii(byte, FOLDS[byte] ?? 0);
      return;
    }
    if (kind === BYTE_CLASS.JOINER && this.length > 0 && !this.joining) {
      this.joining = true;
      return;
    }
    if (this.joining) this.boundary(5, this.at - 1);
    this.joining = false;
    if (kind === BYTE_CLASS.SPACE) {
      this.endWord(this.at - 1);
    } else if (kind === BYTE_CLASS.MULTI) {
      this.lead = byte;
      this.wanted = byte >= 0xe0 ? 2 : 1;
    } else {
      this.boundary(kind === BYTE_CLASS.JOINER ? 5 : kind - BYTE_CLASS.BOUNDARY, this.at - 1);
    }
  }

  end(): void {
    this.endWord(this.at);
  }

  /** A number is one digit: which one it is says nothing. A digit behind a letter stands for one, as in leet. */
  private ascii(byte: number, folded: number): void {
    if (folded !== DIGIT || this.length === 0) this.letter(folded);
    else if (this.last !== DIGIT) this.letter(LEET[byte - DIGIT] ?? 0);
  }

  private letter(byte: number): void {
    if (this.length === 0) this.hash = FNV_BASIS;
    this.last = byte;
    if (this.length < WORD_BYTES_MAX) this.hash = Math.imul(this.hash ^ byte, FNV_PRIME);
    this.length += 1;
    if (this.length === STEM_BYTES) this.stem = this.hash;
  }

  private character(third: number): void {
    const { lead, second } = this;
    if (lead === 0xc2) this.endWord(this.at);
    else if (lead < 0xe0) this.twoBytes(lead, third);
    else if (lead === 0xe2 && second === 0x80) this.punctuation(third);
    else if ((lead === 0xe3 && second === 0x80) || (lead === 0xef && (second === 0xbc || second === 0xbd)))
      this.boundary(1, this.at);
    else if (lead >= 0xe3 && lead <= 0xe9) this.ideograph(third);
    else for (const byte of [lead, second, third]) this.letter(byte);
  }

  /** Capitals of Latin-1 and Cyrillic become small. */
  private twoBytes(lead: number, second: number): void {
    const latin = lead === 0xc3 && second >= 0x80 && second <= 0x9e;
    const cyrillic = lead === 0xd0 && second >= 0x90 && second <= 0x9f;
    const late = lead === 0xd0 && second >= 0xa0 && second <= 0xaf;
    this.letter(late ? 0xd1 : lead);
    this.letter(latin || cyrillic ? second + 0x20 : late ? second - 0x20 : second);
  }

  /** The typographic apostrophe joins as the plain one does. */
  private punctuation(third: number): void {
    if (third === 0x99 && this.length > 0) this.joining = true;
    else this.boundary(5, this.at);
  }

  /** Han and kana are written without blanks: each character is a word. */
  private ideograph(third: number): void {
    this.endWord(this.at);
    let h = FNV_BASIS;
    for (const byte of [this.lead, this.second, third]) h = Math.imul(h ^ byte, FNV_PRIME);
    this.countWord(h, h, this.at);
  }

  private boundary(id: number, end: number): void {
    this.endWord(end);
    const h = boundaryHash(id);
    if (this.previous === h) return;
    this.earlier = this.previous;
    this.previous = h;
  }

  private endWord(end: number): void {
    if (this.length > WORD_BYTES_MAX) this.countWord(LONG_WORD, LONG_WORD, end);
    else if (this.length > 0) this.countWord(this.hash, this.length < STEM_BYTES ? this.hash : this.stem, end);
    if (this.length > 0) this.joining = false;
    this.length = 0;
  }

  private countWord(hash: number, stem: number, end: number): void {
    this.buckets.push(
      bucketOf(hash, 1),
      bucketOf(Math.imul(this.previous, 31) ^ hash, 2),
      bucketOf(Math.imul(this.earlier, FNV_PRIME) ^ Math.imul(hash, 7), 3),
      bucketOf(stem, 4),
      bucketOf(Math.imul(this.previousStem, 31) ^ stem, 5),
    );
    this.ends.push(end);
    this.earlier = this.previous;
    this.previous = hash;
    this.previousStem = stem;
  }
}
