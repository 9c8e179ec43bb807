/**
 * AssemblyScript, compiled to the bytes in scan.generated.ts by scripts/build-wasm.mjs; not part of the TypeScript build.
 *
 * One pass over UTF-8 bytes: undo JSON escapes, run a case-folded Aho-Corasick automaton over the text, and note which
 * shapes occur (see shapes.ts for the bits). The caller places tables and input in memory and feeds chunks; the automaton's
 * state is carried from chunk to chunk, and every shape is decided within SHAPE_WINDOW bytes, so chunking never changes
 * the answer.
 */

import { findShapes } from './shapes.as';

/** Bytes of the previous chunk kept before the text, for shapes that straddle a seam. At least the widest shape. */
const SHAPE_WINDOW: i32 = 64;
/** A row has 64 entries of two bytes. */
const ROW_SHIFT: i32 = 7;
/** Below this the run-up of the lanes costs more than they save. */
const LANES_LENGTH_MIN: i32 = 400;
const FLAG: i32 = 0x8000;
/** Where results are left for the caller: two halves of the group mask, then the shapes. */
const RESULTS: usize = 1008;

let classes: usize = 0;
let table: usize = 0;
let outputs: usize = 0;
let base64: usize = 0;
let textBase: usize = 0;
let literalMax: i32 = 0;

let state: i32 = 0;
let groups: u64 = 0;
let shapes: u32 = 0;
let carried: i32 = 0;

/** Table addresses. A table entry is the next state, with the top bit set when literals end there. */
export function configure(at: usize, rows: usize, masks: usize, sixBit: usize, text: usize, longest: i32): void {
  classes = at;
  table = rows;
  outputs = masks;
  base64 = sixBit;
  textBase = text;
  literalMax = longest;
}

export function begin(): void {
  state = 0;
  groups = 0;
  shapes = 0;
  carried = 0;
  store<u64>(RESULTS, 0);
  store<u32>(RESULTS, 0, 8);
}

/** Scans `length` bytes of decoded text that the caller wrote at the text address. */
export function scanText(length: i32): void {
  if (length === 0) return;
  v128.store(textBase + length, i8x16.splat(0));
  matchLiterals(textBase, length);
  shapes |= findShapes(textBase - carried, length + carried, carried > 0, shapes, base64);
  store<u64>(RESULTS, groups);
  store<u32>(RESULTS, shapes, 8);
  const keep = min(SHAPE_WINDOW, carried + length);
  memory.copy(textBase - keep, textBase + length - keep, keep);
  carried = keep;
}

/**
 * Scans raw JSON bytes at `source`. Returns how many were taken: fewer than `length` only when an escape is cut off at the
 * end and `last` is false; the caller then feeds the rest again in front of the next chunk.
 */
export function scanJson(source: usize, length: i32, last: bool): i32 {
  const end = source + length;
  const backslash = i8x16.splat(92);
  let p = source;
  let d = textBase;
  while (p < end) {
    if (p + 16 <= end) {
      const block = v128.load(p);
      v128.store(d, block);
      const escapes = i8x16.bitmask(i8x16.eq(block, backslash));
      if (escapes === 0) {
        p += 16;
        d += 16;
        continue;
      }
      const plain = ctz(escapes);
      p += plain;
      d += plain;
    } else if (load<u8>(p) !== 92) {
      store<u8>(d, load<u8>(p));
      p += 1;
      d += 1;
      continue;
    }
    const left = <i32>(end - p);
    if (left < 12 && !last && escapeIsCut(p, left)) break;
    if (left >= 6 && load<u8>(p, 1) === 117) {
      let unit = hex4(p + 2);
      p += 6;
      if ((unit & 0xfc00) === 0xd800 && p + 6 <= end && load<u8>(p) === 92 && load<u8>(p, 1) === 117) {
        const low = hex4(p + 2);
        if ((low & 0xfc00) === 0xdc00) {
          unit = 0x10000 + ((unit & 0x3ff) << 10) + (low & 0x3ff);
          p += 6;
        }
      }
      d = putCodePoint(d, unit);
    } else if (left >= 2) {
      store<u8>(d, unescaped(load<u8>(p, 1)));
      p += 2;
      d += 1;
    } else {
      p += 1;
    }
  }
  scanText(<i32>(d - textBase));
  return <i32>(p - source);
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

function step(s: i32, p: usize): i32 {
  return load<u16>(table + (s << ROW_SHIFT) + load<u8>(classes + load<u8>(p)));
}

/** Notes the literals that end in a flagged state; returns the state without its flag. */
function accept(s: i32): i32 {
  const plain = s & ~FLAG;
  groups |= load<u64>(outputs + (plain << 3));
  return plain;
}

/** State after the text that ends before `p`, reading no more of it than a literal can span. */
function stateBefore(p: usize, floor: usize): i32 {
  let q = p;
  let wanted = literalMax;
  let inSpace = false;
  // A run of white space is one character to the automaton, so it counts once.
  while (q > floor && wanted > 0) {
    q -= 1;
    const space = isSpace(load<u8>(q));
    if (!(space && inSpace)) wanted -= 1;
    inSpace = space;
  }
  let s = q === floor ? state : 0;
  while (q < p) {
    s = step(s, q) & ~FLAG;
    q += 1;
  }
  return s;
}

function isSpace(c: u8): bool {
  return c === 32 || (c >= 9 && c <= 13);
}

function matchLiterals(from: usize, length: i32): void {
  let p = from;
  let a = state;
  // One chain waits on memory at every byte; four chains a quarter of the text apart keep the processor busy.
  if (length >= LANES_LENGTH_MIN) {
    const T = table;
    const C = classes;
    const q1 = <usize>(length >> 2);
    const q2 = q1 << 1;
    const q3 = q1 + q2;
    let b = stateBefore(from + q1, from);
    let c = stateBefore(from + q2, from);
    let d = stateBefore(from + q3, from);
    const end = from + q1;
    while (p < end) {
      a = load<u16>(T + (a << ROW_SHIFT) + load<u8>(C + load<u8>(p)));
      b = load<u16>(T + (b << ROW_SHIFT) + load<u8>(C + load<u8>(p + q1)));
      c = load<u16>(T + (c << ROW_SHIFT) + load<u8>(C + load<u8>(p + q2)));
      d = load<u16>(T + (d << ROW_SHIFT) + load<u8>(C + load<u8>(p + q3)));
      if ((a | b | c | d) & FLAG) {
        if (a & FLAG) a = accept(a);
        if (b & FLAG) b = accept(b);
        if (c & FLAG) c = accept(c);
        if (d & FLAG) d = accept(d);
      }
      p += 1;
    }
    a = d;
    p = from + (q1 << 2);
  }
  const end = from + length;
  while (p < end) {
    a = step(a, p);
    if (a & FLAG) a = accept(a);
    p += 1;
  }
  state = a;
}
