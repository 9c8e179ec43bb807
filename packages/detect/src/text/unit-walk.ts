/**
 * UTF-16 offsets of places in the UTF-8 of a text, asked for in order. A surrogate that stands alone is encoded as the
 * replacement character, in three bytes.
 */
export function unitWalk(text: string): (byte: number) => number {
  let at = 0;
  let unit = 0;
  return (byte) => {
    while (at < byte && unit < text.length) {
      const code = text.charCodeAt(unit);
      if (code < 0x80) at += 1;
      else if (code < 0x800) at += 2;
      else if (isPair(text, code, unit)) {
        at += 4;
        unit += 1;
      } else at += 3;
      unit += 1;
    }
    return unit;
  };
}

const isPair = (text: string, code: number, unit: number): boolean =>
  (code & 0xfc00) === 0xd800 && (text.charCodeAt(unit + 1) & 0xfc00) === 0xdc00;
