import type { Span } from './locate.js';
import { elementSpans, locate } from './locate.js';

/** Bytes to put in the place of a span. */
export interface Edit extends Span {
  readonly replacement: Buffer;
}

/**
 * A copy of `bytes` with spans replaced; every byte outside them stays as it is. Edits may come in any order.
 * @throws RangeError when two edits overlap or one lies outside: that is a mistake of the caller, never of the input
 */
export const splice = (bytes: Buffer, edits: readonly Edit[]): Buffer => {
  const parts: Buffer[] = [];
  let at = 0;
  for (const edit of [...edits].sort((a, b) => a.start - b.start)) {
    if (edit.start < at || edit.end < edit.start || edit.end > bytes.length) {
      throw new RangeError(`edit [${edit.start}, ${edit.end}) overlaps another or lies outside`);
    }
    parts.push(bytes.subarray(at, edit.start), edit.replacement);
    at = edit.end;
  }
  parts.push(bytes.subarray(at));
  return Buffer.concat(parts);
};

/**
 * A copy of `bytes` in which the array at `pointer` holds only the items for which `keep` is true. Kept items and everything
 * outside the array stay byte for byte; separators inside it become single commas.
 * @param bytes  JSON that {@link parseJson} accepted
 */
export const keepElements = (bytes: Buffer, pointer: string, keep: (index: number) => boolean): Buffer => {
  const array = locate(bytes, pointer);
  const spans = elementSpans(bytes, pointer);
  if (array === null || spans.every((_, index) => keep(index))) return bytes;
  const kept = spans.filter((_, index) => keep(index)).map(({ start, end }) => bytes.toString('latin1', start, end));
  return splice(bytes, [{ ...array, replacement: Buffer.from(`[${kept.join(',')}]`, 'latin1') }]);
};
