import {
  DENSE_AT,
  OUT_AT,
  printer,
  RUNS_MAX,
  SLACK_BYTES,
  SOURCE_AT,
  SOURCE_BYTES_MAX,
  TOKENS_MAX,
  VALUES_AT,
} from './printer.js';

/** Bytes of one result that are read; what stands behind is not followed. */
export const PRINTED_BYTES_MAX = SOURCE_BYTES_MAX;

/**
 * Prints of a text from a server: hashes of runs and tokens, from which no text can be had. Reads JSON bytes as they are and
 * plain UTF-8 alike, because escapes fold to what they stand for or to nothing. Some 3 ns a byte; constant memory.
 * @param bytes  UTF-8; the first {@link PRINTED_BYTES_MAX} are read
 * @returns shared, overwritten by the next text
 */
export function printsOf(bytes: Uint8Array): Uint32Array {
  const { wasm, source, out } = printer();
  const length = Math.min(bytes.length, PRINTED_BYTES_MAX);
  source.set(length === bytes.length ? bytes : bytes.subarray(0, length));
  source.fill(0, length, length + SLACK_BYTES);
  const runs = wasm.printRuns(SOURCE_AT, length, OUT_AT, RUNS_MAX, DENSE_AT, VALUES_AT);
  return out.subarray(0, runs + wasm.printTokens(SOURCE_AT, length, OUT_AT + runs * 4, TOKENS_MAX));
}
