/** Without one of these nobody asks a reader for anything that can be followed: an address, a polite word, somebody’s own things. */
const CUES = ['@', 'lease ', ' my '].map((cue) => Buffer.from(cue));
const WINDOWS_MAX = 12;
const BEFORE_BYTES = 300;
const AFTER_BYTES = 300;
const SEARCHED_BYTES_MAX = 262_144;

/**
 * The parts of a result in which its reader may be asked for something; null when there are none. Looks for three short cues only, so
 * that ordinary results cost next to nothing.
 */
export const askWindows = (raw: Buffer): (() => string) | null => {
  const searched = raw.length > SEARCHED_BYTES_MAX ? raw.subarray(0, SEARCHED_BYTES_MAX) : raw;
  const places: number[] = [];
  for (const cue of CUES) {
    for (let at = searched.indexOf(cue); at >= 0 && places.length < WINDOWS_MAX; ) {
      places.push(at);
      at = searched.indexOf(cue, at + AFTER_BYTES);
    }
  }
  return places.length === 0 ? null : () => textAt(searched, places);
};

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
