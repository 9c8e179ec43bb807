/** AssemblyScript, part of scan.as.ts and of intent.as.ts: the escapes of JSON strings. */

/** True when the escape starting at `p` may go on past the `left` bytes at hand, counting a following low surrogate. */
export function escapeIsCut(p: usize, left: i32): bool {
  if (left < 2) return true;
  if (load<u8>(p, 1) !== 117) return false;
  if (left < 6) return true;
  return (hex4(p + 2) & 0xfc00) === 0xd800;
}

export function unescaped(c: u8): u8 {
  if (c === 110) return 10;
  if (c === 116) return 9;
  if (c === 114) return 13;
  if (c === 98) return 8;
  if (c === 102) return 12;
  return c;
}

export function hex4(p: usize): i32 {
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
export function putCodePoint(d: usize, c: i32): usize {
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
