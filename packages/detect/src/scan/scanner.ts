import { type Automaton, buildAutomaton } from './automaton.js';
import { SCAN_WASM_BASE64 } from './scan.generated.js';

/** What one pass saw: literal groups as two halves of a 64-bit mask, shapes as the bits of {@link SHAPES}. */
export interface Seen {
  low: number;
  high: number;
  shapes: number;
}

/**
 * One WebAssembly instance with its tables. Not re-entrant: a scan starts and ends within one synchronous call.
 * Memory is fixed at creation (tables plus about 80 KiB of buffers); inputs of any size are fed in chunks.
 */
export interface Scanner {
  /**
   * Scans raw JSON bytes, escapes undone on the way. Stops early once `enough` says so.
   * @returns the shared result object, overwritten by the next scan
   */
  scanJson(raw: Uint8Array, enough: (seen: Readonly<Seen>) => boolean): Readonly<Seen>;
  /** Scans the texts one after the other, as if they were one. */
  scanTexts(...texts: readonly string[]): Readonly<Seen>;
}

const CHUNK_BYTES = 32 * 1024;
const SHAPE_WINDOW_BYTES = 64;
const SLACK_BYTES = 64;
const PAGE_BYTES = 65_536;
const RESULTS_AT = 1008;
const TABLES_AT = 1024;
const BASE64_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

interface ScanExports {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  configure(classes: number, table: number, outputs: number, base64: number, text: number, literalMax: number): void;
  begin(): void;
  scanText(length: number): void;
  scanJson(source: number, length: number, last: number): number;
}

/** The part of the global `WebAssembly` that is used; the ES and Node typings do not declare it. */
interface WebAssemblyApi {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: ScanExports };
}

function instantiate(): ScanExports {
  const { WebAssembly } = globalThis as unknown as { WebAssembly: WebAssemblyApi };
  const module = new WebAssembly.Module(Buffer.from(SCAN_WASM_BASE64, 'base64'));
  return new WebAssembly.Instance(module, {}).exports;
}

/** Writes the tables behind one another and returns where the two buffers start. */
function layOut(wasm: ScanExports, automaton: Automaton): { source: number; text: number } {
  const align = (n: number) => Math.ceil(n / 64) * 64;
  const base64 = TABLES_AT + 256;
  const outputs = base64 + 256;
  const table = align(outputs + automaton.outputs.byteLength);
  const source = align(table + automaton.table.byteLength);
  const text = align(source + CHUNK_BYTES + SLACK_BYTES) + SHAPE_WINDOW_BYTES;
  const needed = text + CHUNK_BYTES + SLACK_BYTES;
  const missing = Math.ceil((needed - wasm.memory.buffer.byteLength) / PAGE_BYTES);
  if (missing > 0) wasm.memory.grow(missing);
  const bytes = new Uint8Array(wasm.memory.buffer);
  bytes.set(automaton.classes, TABLES_AT);
  bytes.set(base64Values(), base64);
  new BigUint64Array(wasm.memory.buffer, outputs, automaton.outputs.length).set(automaton.outputs);
  new Uint16Array(wasm.memory.buffer, table, automaton.table.length).set(automaton.table);
  wasm.configure(TABLES_AT, table, outputs, base64, text, automaton.literalMax);
  return { source, text };
}

/** Values of both base64 alphabets; 255 for every other byte. */
function base64Values(): Uint8Array {
  const values = new Uint8Array(256).fill(255);
  [...BASE64_ALPHABET].forEach((char, value) => {
    values[char.charCodeAt(0)] = value;
  });
  for (const char of '+-') values[char.charCodeAt(0)] = 62;
  for (const char of '/_') values[char.charCodeAt(0)] = 63;
  return values;
}

/**
 * Compiles literal groups into a scanner. Costs some milliseconds; make one per process and set of detectors.
 * @param groups as for {@link buildAutomaton}
 */
export function createScanner(groups: readonly (readonly string[])[]): Scanner {
  const wasm = instantiate();
  const { source, text } = layOut(wasm, buildAutomaton(groups));
  const memory = new Uint8Array(wasm.memory.buffer);
  const results = new Int32Array(wasm.memory.buffer, RESULTS_AT, 3);
  const encoder = new TextEncoder();
  const seen: Seen = { low: 0, high: 0, shapes: 0 };

  const read = (): Seen => {
    seen.low = results[0] ?? 0;
    seen.high = results[1] ?? 0;
    seen.shapes = results[2] ?? 0;
    return seen;
  };

  const scanLong = (value: string): void => {
    const units = CHUNK_BYTES / 4;
    for (let from = 0; from < value.length; ) {
      let to = Math.min(value.length, from + units);
      const last = value.charCodeAt(to - 1);
      if (to < value.length && last >= 0xd800 && last < 0xdc00) to -= 1;
      wasm.scanText(encoder.encodeInto(value.slice(from, to), memory.subarray(text)).written);
      from = to;
    }
  };

  return {
    scanJson(raw, enough) {
      wasm.begin();
      for (let from = 0; from < raw.length; ) {
        const length = Math.min(CHUNK_BYTES, raw.length - from);
        memory.set(length === raw.length ? raw : raw.subarray(from, from + length), source);
        from += wasm.scanJson(source, length, from + length === raw.length ? 1 : 0);
        if (from < raw.length && enough(read())) return seen;
      }
      return read();
    },
    scanTexts(...texts) {
      wasm.begin();
      for (const value of texts) scanLong(value);
      return read();
    },
  };
}
