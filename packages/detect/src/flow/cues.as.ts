/** AssemblyScript, part of prints.as.ts: cues without which nobody asks a reader for anything that can be followed. */

const AT: u32 = 0x40;
const SPACE: u32 = 0x20;

function isAlphanumeric(byte: u32): bool {
  return byte - 0x30 < 10 || (byte | 0x20) - 0x61 < 26;
}

/** `lease `: also of `Please`. */
function isLease(at: usize): bool {
  return load<u32>(at) === 0x7361656c && load<u16>(at + 4) === 0x2065;
}

/** Whether one of the cues of ask-windows.ts stands in a text: an at sign between letters or digits, `lease `, ` my `. */
export function hasCue(from: usize, end: usize): bool {
  for (let at = from; at < end; at += 16) {
    const block = v128.load(at);
    const next = v128.load(at + 1);
    const third = v128.load(at + 2);
    const my = v128.and(i8x16.eq(next, i8x16.splat(0x6d)), i8x16.eq(third, i8x16.splat(0x79)));
    const lea = v128.and(
      i8x16.eq(block, i8x16.splat(0x6c)),
      v128.and(i8x16.eq(next, i8x16.splat(0x65)), i8x16.eq(third, i8x16.splat(0x61))),
    );
    let signs = i8x16.bitmask(v128.or(i8x16.eq(block, i8x16.splat(0x40)), v128.or(my, lea)));
    while (signs !== 0) {
      const place = at + <usize>ctz<i32>(signs);
      signs &= signs - 1;
      if (place >= end) break;
      const byte: u32 = load<u8>(place);
      if (byte === AT) {
        if (place > from && isAlphanumeric(load<u8>(place - 1)) && isAlphanumeric(load<u8>(place + 1))) return true;
      } else if (byte === SPACE) {
        if (load<u8>(place + 3) === SPACE) return true;
      } else if (isLease(place)) return true;
    }
  }
  return false;
}
