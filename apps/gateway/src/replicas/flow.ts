/**
 * Bytes of an answer that may be under way or held for a reader that is behind. A part may begin while there is room and then
 * exceed it, so what is really held is at most this and one part.
 */
export const WINDOW_BYTES = 256 * 1024;
/** What a part costs besides its bytes, so that many small ones are bounded too. */
const PART_OVERHEAD_BYTES = 64;

/** What a part takes of the window; both sides count alike. */
export const weightOf = (bytes: number): number => bytes + PART_OVERHEAD_BYTES;
