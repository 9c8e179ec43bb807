import { BASE64_CLASSES, SIXTETS } from './encoded.js';
import { FOLD, GEAR, isBlankEscape, KIND } from './fold.js';
import { PRINTS_WASM_BASE64 } from './prints.generated.js';

/** Bytes of one text that are read at a time. */
export const SOURCE_BYTES_MAX = 262_144;
/** Values that are told apart. */
export const VALUES_MAX = 256;
/** Prints of runs one result can have, and of tokens: 64 KiB as dense as it gets, then half as dense. */
const RUNS_MAX = 24_576;
const TOKENS_MAX = 8_192;
const PRINTS_MAX = RUNS_MAX + TOKENS_MAX;
const IDS = 4_096;
const PAGE_BYTES = 65_536;
/** Memory is taken so many pages at a time, of which the system gives those that are written to. */
const PAGES_AT_ONCE = 16;

/** Functions of prints.as.ts, which says what they do. A table is told by its address and its bits; 0 is none. */
interface PrintExports {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  placeOf(what: number): number;
  printResult(length: number): number;
  cuesIn(length: number): number;
  printEvery(length: number, before: number, charsBefore: number): number;
  tailHash(): number;
  tailChars(): number;
  takeValues(count: number): void;
  beginOwn(slots: number): void;
  putAll(table: number, bits: number, count: number, id: number): number;
  put(table: number, bits: number, print: number, id: number): number;
  countShares(table: number, bits: number, count: number): number;
  moveAll(from: number, fromBits: number, to: number, toBits: number): number;
  sweep(table: number, bits: number, from: number, buckets: number, newest: number, old: number): number;
  sift(count: number, apart: number, table: number, bits: number, other: number, otherBits: number): number;
  mayStandFor(length: number, skipsMax: number, table: number, bits: number, other: number, otherBits: number): number;
  digest(length: number): number;
}

interface WebAssemblyApi {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: PrintExports };
}

/** In the order of `placeOf`. */
const PLACES = [
  'folds',
  'blanks',
  'gears',
  'packs',
  'fronts',
  'classes',
  'sixtets',
  'ends',
  'denseEnds',
  'tails',
  'flags',
  'out',
  'source',
  'shares',
  'sharing',
  'heap',
] as const;
type Places = Readonly<Record<(typeof PLACES)[number], number>>;

/** The module and its memory. One for the process: what stands in it is read before the next text is, but for the tables. */
export class Printer {
  readonly wasm: PrintExports;
  /** Where tables may stand. */
  readonly heap: number;
  source = new Uint8Array(0);
  out = new Uint32Array(0);
  /** Where values end, one behind the other; the first entry is nought. */
  ends = new Uint32Array(0);
  denseEnds = new Uint32Array(0);
  /** Two words a value: hash and characters of what stands before the next. */
  tails = new Uint32Array(0);
  flags = new Uint8Array(0);
  shares = new Uint16Array(0);
  sharing = new Uint16Array(0);
  /** All of it. */
  words = new Uint32Array(0);
  private readonly at: Places;

  constructor() {
    const { WebAssembly } = globalThis as unknown as { WebAssembly: WebAssemblyApi };
    const module = new WebAssembly.Module(Buffer.from(PRINTS_WASM_BASE64, 'base64'));
    this.wasm = new WebAssembly.Instance(module, {}).exports;
    this.at = Object.fromEntries(PLACES.map((name, what) => [name, this.wasm.placeOf(what)])) as Places;
    this.heap = Math.ceil(this.at.heap / PAGE_BYTES) * PAGE_BYTES;
    this.look();
    this.fillTables();
  }

  /** Bytes there are. */
  get bytes(): number {
    return this.wasm.memory.buffer.byteLength;
  }

  /** Makes the memory larger. Views that were taken from it before are of no use then. */
  grow(): void {
    this.wasm.memory.grow(PAGES_AT_ONCE);
    this.look();
  }

  private look(): void {
    const { at } = this;
    const { buffer } = this.wasm.memory;
    this.source = new Uint8Array(buffer, at.source, SOURCE_BYTES_MAX);
    this.out = new Uint32Array(buffer, at.out, PRINTS_MAX);
    this.ends = new Uint32Array(buffer, at.ends, VALUES_MAX + 1);
    this.denseEnds = new Uint32Array(buffer, at.denseEnds, VALUES_MAX + 1);
    this.tails = new Uint32Array(buffer, at.tails, VALUES_MAX * 2);
    this.flags = new Uint8Array(buffer, at.flags, VALUES_MAX);
    this.shares = new Uint16Array(buffer, at.shares, IDS);
    this.sharing = new Uint16Array(buffer, at.sharing, IDS);
    this.words = new Uint32Array(buffer);
  }

  private fillTables(): void {
    const { at } = this;
    const { buffer } = this.wasm.memory;
    // A character that counts is its own class; what is left out is told by its kind, which is lower than any of them.
    new Uint8Array(buffer, at.folds, 256).set(FOLD.map((folded, byte) => (folded === 0 ? (KIND[byte] ?? 0) : folded)));
    new Uint8Array(buffer, at.blanks, 256).set(FOLD.map((_, byte) => Number(isBlankEscape(byte))));
    for (let back = 0; back < 8; back += 1)
      new Int32Array(buffer, at.gears + back * 1_024, 256).set(GEAR.map((word) => word << (2 * back)));
    new Uint8Array(buffer, at.classes, 256).set(BASE64_CLASSES);
    new Uint8Array(buffer, at.sixtets, 256).set(SIXTETS);
    const packs = new Uint8Array(buffer, at.packs, 256 * 8);
    for (let mask = 0; mask < 256; mask += 1) {
      const kept = [0, 1, 2, 3, 4, 5, 6, 7].filter((bit) => (mask & (1 << bit)) !== 0);
      packs.set(kept, mask * 8);
    }
    const fronts = new Uint8Array(buffer, at.fronts, 4 * 16);
    for (let first = 0; first < 4; first += 1) {
      const order = [first, ...[0, 1, 2, 3].filter((place) => place !== first)];
      fronts.set(
        order.flatMap((place) => [0, 1, 2, 3].map((byte) => place * 4 + byte)),
        first * 16,
      );
    }
  }
}

let made: Printer | null = null;

export const printer = (): Printer => {
  made ??= new Printer();
  return made;
};
