import { FOLD, GEAR, isBlankEscape, KIND } from './fold.js';
import { PRINTS_WASM_BASE64 } from './prints.generated.js';

/** Bytes of one text that are read at a time. */
export const SOURCE_BYTES_MAX = 262_144;
/** Prints of runs one result can have, and of tokens: 64 KiB as dense as it gets, then half as dense. */
export const RUNS_MAX = 24_576;
export const TOKENS_MAX = 8_192;
const PRINTS_MAX = RUNS_MAX + TOKENS_MAX;
/** Bytes of which every run is printed at once: as many as there is room for prints. */
export const BLOCK_BYTES = PRINTS_MAX;

const PAGE_BYTES = 65_536;
const FOLDS_AT = 0;
const BLANKS_AT = 256;
const GEARS_AT = 512;
export const OUT_AT = 4_096;
export const SOURCE_AT = OUT_AT + (PRINTS_MAX + 1) * 4;
/** What is read behind the end: of an escape that is cut off, and of the last block. */
export const SLACK_BYTES = 32;
export const BACKWARDS_AT = SOURCE_AT + SOURCE_BYTES_MAX + SLACK_BYTES;
/** Characters that count, and where values end. */
export const DENSE_AT = BACKWARDS_AT + SOURCE_BYTES_MAX + SLACK_BYTES;
export const VALUES_AT = DENSE_AT + SOURCE_BYTES_MAX + SLACK_BYTES;
const END_AT = VALUES_AT + (SOURCE_BYTES_MAX + SLACK_BYTES) * 4;

interface PrintExports {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  printRuns(source: number, length: number, out: number, most: number, dense: number, values: number): number;
  printTokens(source: number, length: number, out: number, most: number): number;
  beginRuns(hash: number, chars: number): void;
  printEvery(source: number, length: number, out: number, dense: number, values: number): number;
  turnRound(source: number, length: number, out: number): void;
  tailHash(): number;
  tailChars(): number;
}

interface WebAssemblyApi {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: PrintExports };
}

/** The module and its memory. One for the process: what stands in it is read before the next text is. */
export interface Printer {
  readonly wasm: PrintExports;
  readonly source: Buffer;
  /** The source read from its end, where somebody put it. */
  readonly backwards: Buffer;
  readonly out: Uint32Array;
}

let made: Printer | null = null;

export const printer = (): Printer => {
  made ??= createPrinter();
  return made;
};

function createPrinter(): Printer {
  const { WebAssembly } = globalThis as unknown as { WebAssembly: WebAssemblyApi };
  const module = new WebAssembly.Module(Buffer.from(PRINTS_WASM_BASE64, 'base64'));
  const wasm = new WebAssembly.Instance(module, {}).exports;
  const missing = Math.ceil((END_AT - wasm.memory.buffer.byteLength) / PAGE_BYTES);
  if (missing > 0) wasm.memory.grow(missing);
  const { buffer } = wasm.memory;
  // A character that counts is its own class; what is left out is told by its kind, which is lower than any of them.
  new Uint8Array(buffer, FOLDS_AT, 256).set(FOLD.map((folded, byte) => (folded === 0 ? (KIND[byte] ?? 0) : folded)));
  new Uint8Array(buffer, BLANKS_AT, 256).set(FOLD.map((_, byte) => Number(isBlankEscape(byte))));
  new Int32Array(buffer, GEARS_AT, 256).set(GEAR);
  return {
    wasm,
    source: Buffer.from(buffer, SOURCE_AT, SOURCE_BYTES_MAX + SLACK_BYTES),
    backwards: Buffer.from(buffer, BACKWARDS_AT, SOURCE_BYTES_MAX + SLACK_BYTES),
    out: new Uint32Array(buffer, OUT_AT, PRINTS_MAX + 1),
  };
}
