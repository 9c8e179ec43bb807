/**
 * UTF-16 offsets of places in the UTF-8 of a text, asked for in order. A surrogate that stands alone is encoded as the
 * replacement character, in three bytes.
 */
export function unitWalk(text: string): (byte: number) => number {
  let at = 0;
  let unit = 0;
  return (byte) => {
    while (at < byte && unit < text.length) {
      const point = text.codePointAt(unit) ?? 0;
      at += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
      unit += point < 0x10000 ? 1 : 2;
    }
    return unit;
  };
}
