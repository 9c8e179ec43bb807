/** AssemblyScript, part of prints.as.ts: cues without which nobody asks a reader for anything that can be followed. */

import { TAILS } from './fold.as';

/** Places of each kind that are noted, with so many bytes between them. */
const PLACES_MAX: i32 = 8;
const APART: u32 = 200;

function isAlphanumeric(byte: u32): bool {
  return byte - 0x30 < 10 || (byte | 0x20) - 0x61 < 26;
}

/** @returns 0 for an at sign between letters or digits, 1 for `please `, 2 for ` my `; 3 for none of them */
function kindOf(at: usize): i32 {
  const byte: u32 = load<u8>(at);
  if (byte === 0x40) return isAlphanumeric(load<u8>(at - 1)) && isAlphanumeric(load<u8>(at + 1)) ? 0 : 3;
  if (byte === 0x20) return load<u32>(at) === 0x20796d20 ? 2 : 3;
  const isPlease = (load<u8>(at - 1) | 0x20) === 0x70 && load<u32>(at) === 0x7361656c && load<u16>(at + 4) === 0x2065;
  return isPlease ? 1 : 3;
}

/**
 * Finds where cues stand, up to eight of each kind, as ask-windows.ts wants them; there is slack behind the end.
 * @returns how many of each kind, four bits each; where stands at `TAILS`, eight words a kind, from the beginning of the text
 */
export function findCues(from: usize, end: usize): i32 {
  let counts = 0;
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
      const kind = place > from || load<u8>(place) === 0x20 ? kindOf(place) : 3;
      if (place >= end || kind === 3) continue;
      const count = (counts >> (kind << 2)) & 15;
      const list = TAILS + ((<usize>(kind * PLACES_MAX)) << 2);
      const found = u32(place - from);
      const isNear = count > 0 && found < load<u32>(list + ((<usize>(count - 1)) << 2)) + APART;
      if (count === PLACES_MAX || isNear) continue;
      store<u32>(list + ((<usize>count) << 2), found);
      counts += 1 << (kind << 2);
    }
  }
  return counts;
}
