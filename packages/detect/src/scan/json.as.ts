/** AssemblyScript, part of scan.as.ts and of intent.as.ts: the escapes of JSON strings. */

const BACKSLASH: u8 = 92;
const LONE_SURROGATE: i32 = 0xfffd;

/** Where {@link undoEscapes} stopped reading. */
export let after: usize = 0;

/**
 * Copies JSON from `p` to `d` with its escapes undone, up to the first byte that is `stop` or to the end; a `stop` of 92 is none.
 * Stops in front of an escape that is cut off by the end where more is to come. Writes up to sixteen bytes more than it says.
 * @returns where the copy ends
 */
export function undoEscapes(from: usize, end: usize, to: usize, stop: u8, last: bool): usize {
  const backslash = i8x16.splat(BACKSLASH);
  const stopping = i8x16.splat(stop);
  let p = from;
  let d = to;
  while (p < end) {
    if (p + 16 <= end) {
      const block = v128.load(p);
      v128.store(d, block);
      const special = i8x16.bitmask(v128.or(i8x16.eq(block, backslash), i8x16.eq(block, stopping)));
      if (special === 0) {
        p += 16;
        d += 16;
        continue;
      }
      const plain = ctz(special);
      p += plain;
      d += plain;
    } else if (load<u8>(p) !== BACKSLASH && load<u8>(p) !== stop) {
      store<u8>(d, load<u8>(p));
      p += 1;
      d += 1;
      continue;
    }
    if (load<u8>(p) !== BACKSLASH) break;
    const left = <i32>(end - p);
    if (left < 12 && !last && escapeIsCut(p, left)) break;
    if (left >= 6 && load<u8>(p, 1) === 117) {
      let unit = hex4(p + 2);
      p += 6;
      if ((unit & 0xfc00) === 0xd800 && p + 6 <= end && load<u8>(p) === BACKSLASH && load<u8>(p, 1) === 117) {
        const low = hex4(p + 2);
        if ((low & 0xfc00) === 0xdc00) {
          unit = 0x10000 + ((unit & 0x3ff) << 10) + (low & 0x3ff);
          p += 6;
        }
      }
      d = putCodePoint(d, (unit & 0xfffff800) === 0xd800 ? LONE_SURROGATE : unit);
    } else if (left >= 2) {
      store<u8>(d, unescaped(load<u8>(p, 1)));
      p += 2;
      d += 1;
    } else {
      p += 1;
    }
  }
  after = p;
  return d;
}

/** True when the escape starting at `p` may go on past the `left` bytes at hand, counting a following low surrogate. */
function escapeIsCut(p: usize, left: i32): bool {
  if (left < 2) return true;
  if (load<u8>(p, 1) !== 117) return false;
  if (left < 6) return true;
  return (hex4(p + 2) & 0xfc00) === 0xd800;
}

function unescaped(c: u8): u8 {
  if (c === 110) return 10;
  if (c === 116) return 9;
  if (c === 114) return 13;
  if (c === 98) return 8;
  if (c === 102) return 12;
  return c;
}

function hex4(p: usize): i32 {
  return (
    (hexValue(load<u8>(p)) << 12) |
    (hexValue(load<u8>(p, 1)) << 8) |
    (hexValue(load<u8>(p, 2)) << 4) |
    hexValue(load<u8>(p, 3))
  );
}

function hexValue(c: u8): i32 {
  return c <= 57 ? (c - 48) & 15 : ((c | 32) - 87) & 15;
}

/** Writes a character as UTF-8; returns where it ends. */
function putCodePoint(d: usize, c: i32): usize {
  if (c < 0x80) {
    store<u8>(d, <u8>c);
    return d + 1;
  }
  if (c < 0x800) {
    store<u8>(d, <u8>(0xc0 | (c >> 6)));
    store<u8>(d, <u8>(0x80 | (c & 63)), 1);
    return d + 2;
  }
  if (c < 0x10000) {
    store<u8>(d, <u8>(0xe0 | (c >> 12)));
    store<u8>(d, <u8>(0x80 | ((c >> 6) & 63)), 1);
    store<u8>(d, <u8>(0x80 | (c & 63)), 2);
    return d + 3;
  }
  store<u8>(d, <u8>(0xf0 | (c >> 18)));
  store<u8>(d, <u8>(0x80 | ((c >> 12) & 63)), 1);
  store<u8>(d, <u8>(0x80 | ((c >> 6) & 63)), 2);
  store<u8>(d, <u8>(0x80 | (c & 63)), 3);
  return d + 4;
}
