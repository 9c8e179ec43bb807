import { printer } from './printer.js';

/** Without one of these nobody asks a reader for anything that can be followed: an address, a polite word, somebody’s own things. */
const CUES = ['@', 'lease ', ' my '].map((cue) => Buffer.from(cue));
const AT_SIGN = 0x40;
const WINDOWS_MAX = 8;
const BEFORE_BYTES = 240;
const AFTER_BYTES = 200;

/**
 * The parts of a result in which its reader may be asked for something; null when there are none. Nearly free for results that have
 * none of three short cues. Looks at as much as was printed.
 * @param bytes  the result that was printed last
 */
export function askWindows(bytes: Uint8Array): string | null {
  const { wasm, source } = printer();
  const length = Math.min(bytes.length, source.length);
  if (wasm.mayAsk(length) === 0) return null;
  const searched = Buffer.from(bytes.buffer, bytes.byteOffset, length);
  const places: number[] = [];
  for (const cue of CUES) {
    for (let at = searched.indexOf(cue); at >= 0 && places.length < WINDOWS_MAX; ) {
      if (isCue(searched, at)) places.push(at);
      at = searched.indexOf(cue, at + (isCue(searched, at) ? AFTER_BYTES : 1));
    }
  }
  return places.length === 0 ? null : textAt(searched, places);
}

/** An at sign is one between letters and digits only: not in `@scope/name`, not in `a @ b`. */
const isCue = (raw: Buffer, at: number): boolean =>
  raw[at] !== AT_SIGN || (isAlphanumeric(raw[at - 1]) && isAlphanumeric(raw[at + 1]));

const isAlphanumeric = (byte = 0): boolean =>
  (byte >= 0x30 && byte <= 0x39) || ((byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a);

const textAt = (raw: Buffer, places: readonly number[]): string => {
  const parts: string[] = [];
  let end = 0;
  for (const place of [...places].sort((a, b) => a - b)) {
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
