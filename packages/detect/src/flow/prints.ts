import { FOLD, GEAR, isBlankEscape, KIND } from './fold.js';
import { PRINTS_WASM_BASE64 } from './prints.generated.js';

/** Bytes of one result that are read; what stands behind is not followed. */
export const PRINTED_BYTES_MAX = 262_144;
/** Prints of runs one result can have, and of tokens: 64 KiB as dense as it gets, then half as dense. */
const RUNS_MAX = 24_576;
const TOKENS_MAX = 8_192;
const PRINTS_MAX = RUNS_MAX + TOKENS_MAX;

const PAGE_BYTES = 65_536;
const FOLDS_AT = 0;
const BLANKS_AT = 256;
const GEARS_AT = 512;
const OUT_AT = 4_096;
const SOURCE_AT = OUT_AT + (PRINTS_MAX + 1) * 4;
/** What is read behind the end: of an escape that is cut off, and of the last block. */
const SLACK_BYTES = 32;

interface PrintExports {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  printRuns(source: number, length: number, out: number, most: number): number;
  printTokens(source: number, length: number, out: number, most: number): number;
}

interface WebAssemblyApi {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: PrintExports };
}

interface Printer {
  readonly wasm: PrintExports;
  readonly source: Uint8Array;
  readonly out: Uint32Array;
}

let printer: Printer | null = null;

function createPrinter(): Printer {
  const { WebAssembly } = globalThis as unknown as { WebAssembly: WebAssemblyApi };
  const module = new WebAssembly.Module(Buffer.from(PRINTS_WASM_BASE64, 'base64'));
  const wasm = new WebAssembly.Instance(module, {}).exports;
  const missing = Math.ceil((SOURCE_AT + PRINTED_BYTES_MAX + SLACK_BYTES - wasm.memory.buffer.byteLength) / PAGE_BYTES);
  if (missing > 0) wasm.memory.grow(missing);
  const { buffer } = wasm.memory;
  // A character that counts is its own class; what is left out is told by its kind, which is lower than any of them.
  new Uint8Array(buffer, FOLDS_AT, 256).set(FOLD.map((folded, byte) => (folded === 0 ? (KIND[byte] ?? 0) : folded)));
  new Uint8Array(buffer, BLANKS_AT, 256).set(FOLD.map((_, byte) => Number(isBlankEscape(byte))));
  new Int32Array(buffer, GEARS_AT, 256).set(GEAR);
  return {
    wasm,
    source: new Uint8Array(buffer, SOURCE_AT, PRINTED_BYTES_MAX + SLACK_BYTES),
    out: new Uint32Array(buffer, OUT_AT, PRINTS_MAX),
  };
}

/**
 * Prints of a text from a server: hashes of runs and tokens, from which no text can be had. Reads JSON bytes as they are and
 * plain UTF-8 alike, because escapes fold to what they stand for or to nothing. Some 3 ns a byte; constant memory.
 * @param bytes  UTF-8; the first {@link PRINTED_BYTES_MAX} are read
 * @returns shared, overwritten by the next call
 */
export function printsOf(bytes: Uint8Array): Uint32Array {
  printer ??= createPrinter();
  const { wasm, source, out } = printer;
  const length = Math.min(bytes.length, PRINTED_BYTES_MAX);
  source.set(length === bytes.length ? bytes : bytes.subarray(0, length));
  source.fill(0, length, length + SLACK_BYTES);
  const runs = wasm.printRuns(SOURCE_AT, length, OUT_AT, RUNS_MAX);
  return out.subarray(0, runs + wasm.printTokens(SOURCE_AT, length, OUT_AT + runs * 4, TOKENS_MAX));
}
