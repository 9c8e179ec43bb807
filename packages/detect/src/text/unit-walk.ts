/**
 * UTF-16 offsets of places in the UTF-8 of a text, asked for in order. A surrogate that stands alone is encoded as the
 * replacement character, in three bytes.
 */
export function unitWalk(text: string): (byte: number) => number {
  // Copied once: reading a long string by unit asks each time how it is kept.
  const codes = new Uint16Array(text.length);
  Buffer.from(codes.buffer).write(text, 'utf16le');
  const { length } = codes;
  let reached = 0;
  let units = 0;
  return (byte) => {
    // Locals: what a closure shares is written to memory at each step.
    let at = reached;
    let unit = units;
    while (at < byte && unit < length) {
      const code = codes[unit] ?? 0;
      unit += 1;
      if (code < 0x80) at += 1;
      else if (code < 0x800) at += 2;
      else if ((code & 0xfc00) === 0xd800 && ((codes[unit] ?? 0) & 0xfc00) === 0xdc00) {
        at += 4;
        unit += 1;
      } else at += 3;
    }
    reached = at;
    units = unit;
    return unit;
  };
}
