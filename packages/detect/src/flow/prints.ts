import { printer, SOURCE_BYTES_MAX } from './printer.js';
import { READ_UNITS_MAX } from './runs.js';
import type { Sent } from './sent.js';

/** Bytes of one result that are read; what stands behind is not followed. */
export const PRINTED_BYTES_MAX = SOURCE_BYTES_MAX;

const OWN_SLOTS_MIN = 64;
/** Of arguments with more characters than half of these the rest counts as the server's. */
const OWN_SLOTS_MAX = 262_144;
const utf8 = new TextEncoder();

/**
 * Prints of a text from a server: hashes of runs and tokens, from which no text can be had. Reads JSON bytes as they are and
 * plain UTF-8 alike, because escapes fold to what they stand for or to nothing. Some 1 ns a byte; constant memory.
 * @param bytes  UTF-8; the first {@link PRINTED_BYTES_MAX} are read
 * @returns shared, overwritten by the next text
 */
export function printsOf(bytes: Uint8Array): Uint32Array {
  const count = printResult(bytes);
  return printer().out.subarray(0, count);
}

/** As {@link printsOf}; the prints stay with the printer. @returns how many there are */
export function printResult(bytes: Uint8Array): number {
  const { wasm, source } = printer();
  const length = Math.min(bytes.length, PRINTED_BYTES_MAX);
  source.set(length === bytes.length ? bytes : bytes.subarray(0, length));
  return wasm.printResult(length);
}

/** Tells the printer what a call itself said: a server that repeats it gives nothing away. Holds for the next result. */
export function setOwn(sent: Sent): void {
  const { wasm } = printer();
  let units = 0;
  for (const { text } of sent.leaves) units += Math.min(text.length, READ_UNITS_MAX);
  let slots = OWN_SLOTS_MIN;
  // A unit leaves a run a byte; half of the places stay free.
  while (slots < units * 3 && slots < OWN_SLOTS_MAX) slots *= 2;
  wasm.beginOwn(slots);
  if (sent.load() >= 0) wasm.takeValues(sent.leaves.length);
  else for (const { text } of sent.leaves) takeValue(text.slice(0, READ_UNITS_MAX));
}

function takeValue(text: string): void {
  const { wasm, source, ends } = printer();
  ends[1] = utf8.encodeInto(text, source).written ?? 0;
  wasm.takeValues(1);
}
