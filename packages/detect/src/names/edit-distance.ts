/**
 * Damerau-Levenshtein distance (insertion, deletion, substitution, transposition of neighbours), computed in a band.
 * @returns the distance, or `max + 1` when it is greater than `max`
 */
export function editDistance(a: string, b: string, max: number): number {
  if (Math.abs(a.length - b.length) > max) return max + 1;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = new Array<number>(b.length + 1).fill(max + 1);
    row[0] = i;
    let least = i;
    const to = Math.min(b.length, i + max);
    for (let j = Math.max(1, i - max); j <= to; j++) {
      const same = a.charCodeAt(i - 1) === b.charCodeAt(j - 1);
      let cost = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1));
      const swapped =
        i > 1 && j > 1 && a.charCodeAt(i - 1) === b.charCodeAt(j - 2) && a.charCodeAt(i - 2) === b.charCodeAt(j - 1);
      if (swapped) cost = Math.min(cost, (beforeLast[j - 2] ?? 0) + 1);
      row[j] = cost;
      least = Math.min(least, cost);
    }
    if (least > max) return max + 1;
    beforeLast = last;
    last = row;
  }
  return Math.min(last[b.length] ?? max + 1, max + 1);
}

/** One bit for each letter and one for all else: names that differ by n edits differ in at most 2n bits. */
export function letterMask(text: string): number {
  let mask = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i) - 97;
    mask |= 1 << (code >= 0 && code < 26 ? code : 26 + (text.charCodeAt(i) & 3));
  }
  return mask;
}

/** Number of bits set. */
export function bitCount(mask: number): number {
  let bits = mask - ((mask >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return (((bits + (bits >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}

const ROWS = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm', '1234567890'];

/** Keys that lie side by side on a keyboard. */
export function areNeighbours(a: string, b: string): boolean {
  return ROWS.some((row, number) => {
    const at = row.indexOf(a);
    if (at < 0) return false;
    if (row.charAt(at - 1) === b || row.charAt(at + 1) === b) return true;
    const below = ROWS[number + 1] ?? '';
    const above = ROWS[number - 1] ?? '';
    return [below.charAt(at), below.charAt(at - 1), above.charAt(at), above.charAt(at + 1)].includes(b) && b !== '';
  });
}

/** The two characters differ in one bit, as after a memory error in a look-up. */
export function isBitFlip(a: string, b: string): boolean {
  return a.length === 1 && b.length === 1 && bitCount(a.charCodeAt(0) ^ b.charCodeAt(0)) === 1;
}
