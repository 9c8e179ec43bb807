import { printer } from './printer.js';

/** Kinds of cues, and the places of each that the printer notes. */
const KINDS = 3;
const PLACES_A_KIND = 8;
const WINDOWS_MAX = 8;
const BEFORE_BYTES = 240;
const AFTER_BYTES = 200;

/**
 * The parts of a result in which its reader may be asked for something; null when there are none. Without an address, `please` or
 * somebody’s own things nobody asks for anything that can be followed. Some 0.2 ns a byte; looks at as much as was printed.
 * @param bytes  the result that was printed last
 */
export function askWindows(bytes: Uint8Array): string | null {
  const { wasm, source, tails } = printer();
  const length = Math.min(bytes.length, source.length);
  const counts = wasm.cuesIn(length);
  if (counts === 0) return null;
  const places: number[] = [];
  for (let kind = 0; kind < KINDS; kind += 1) {
    const count = (counts >> (kind * 4)) & 15;
    for (let index = 0; index < count && places.length < WINDOWS_MAX; index += 1)
      places.push(tails[kind * PLACES_A_KIND + index] ?? 0);
  }
  return textAt(Buffer.from(bytes.buffer, bytes.byteOffset, length), places);
}

const textAt = (raw: Buffer, places: number[]): string => {
  const parts: string[] = [];
  let end = 0;
  for (const place of places.sort((a, b) => a - b)) {
    const start = Math.max(end, place - BEFORE_BYTES);
    const until = Math.min(raw.length, place + AFTER_BYTES);
    if (until <= start) continue;
    // Windows that touch are one text, others do not run into each other.
    if (start > end && parts.length > 0) parts.push('\n');
    parts.push(raw.toString('utf8', start, until));
    end = until;
  }
  return parts.join('');
};
