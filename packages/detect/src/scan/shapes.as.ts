/** AssemblyScript, part of scan.as.ts: which shapes a text has. Every shape is decided within 64 bytes. */

import { SHAPES_OF_RUNS, shapesOfRun, TOKEN_RUN } from './runs.as';
import { unitsBetween } from './units.as';

const SHAPE_INVISIBLE: u32 = 1;
const SHAPE_COMPAT: u32 = 2;
const SHAPE_PERCENT: u32 = 4;
const SHAPE_ENTITY: u32 = 8;
const SHAPE_ESCAPE: u32 = 1 << 16;
const SHAPE_SPACED: u32 = 1 << 17;
/** Letters standing alone among 32 bytes, each with the next one two to four bytes behind. */
const LONE_LETTERS: u32 = 4;
/** UTF-16 units of text to a cell, which says what shapes stand in them. */
const CELL_SHIFT: u32 = 7;
/** What is further away is noted in the last. */
export const CELLS_MAX: u32 = 1024;
const RUN_SHAPES: u32 = SHAPES_OF_RUNS | SHAPE_SPACED;

/**
 * Kinds of ASCII by the two halves of a byte; a byte is what both say: letters of the first fifteen and of the rest, digits, `+-/`,
 * `_`, `%&`, a backslash.
 */
const KINDS_BY_LOW = i8x16(6, 7, 7, 7, 7, 39, 39, 7, 7, 7, 3, 9, 65, 9, 1, 25);
const KINDS_BY_HIGH = i8x16(0, 0, 40, 4, 1, 82, 1, 2, 0, 0, 0, 0, 0, 0, 0, 0);
const LETTER: i8 = 3;
const WORD: i8 = 31;
const RARE: i8 = 96;

/**
 * Shapes in the text, added to those already `known`; runs that can add nothing are not looked into.
 * @param carried bytes of the previous chunk that the text starts with; the first of them was judged there
 * @param cells where to note what stands where, or 0
 * @param at UTF-16 units of all text in front of what is read
 * @param plain whether every byte is one
 */
export function findShapes(
  from: usize,
  length: i32,
  carried: i32,
  known: u32,
  cells: usize,
  at: i32,
  plain: bool,
): u32 {
  noteIn = cells;
  unitsHere = at;
  here = from;
  let shapes = known;
  const end = from + length;
  const low = KINDS_BY_LOW;
  const high = KINDS_BY_HIGH;
  const nibble = i8x16.splat(15);
  const nothing = i8x16.splat(0);
  let run: usize = 0;
  let letters: u32 = 0;
  for (let p = from; p < end; p += 16) {
    const v = v128.load(p);
    if (cells !== 0) {
      unitsHere += plain ? <i32>(p - here) : <i32>unitsBetween(here, p);
      here = p;
    }
    const kinds = v128.and(
      i8x16.swizzle(low, v128.and(v, nibble)),
      i8x16.swizzle(high, v128.and(i16x8.shr_u(v, 4), nibble)),
    );
    let rare = i8x16.bitmask(v128.or(v, i8x16.gt_s(v128.and(kinds, i8x16.splat(RARE)), nothing)));
    while (rare) {
      const at = p + ctz(rare);
      if (at < end && (at > from || carried === 0)) shapes |= noted(rareShape(at, from, end), at, at + 1);
      rare &= rare - 1;
    }
    if (cells === 0 && (shapes & RUN_SHAPES) === RUN_SHAPES) continue;
    // Together with the sixteen before: wherever six letters apart begin, five of them stand in one such pair.
    const found = i8x16.bitmask(i8x16.gt_s(v128.and(kinds, i8x16.splat(LETTER)), nothing));
    letters = (letters >>> 16) | ((<u32>found) << 16);
    const lone = letters & ~(letters << 1) & ~(letters >>> 1);
    const next = (lone >>> 2) | (lone >>> 3) | (lone >>> 4);
    if (popcnt(lone & next) >= LONE_LETTERS) shapes |= noted(SHAPE_SPACED, max(from, p - 16), min(p + 16, end));
    const word = i8x16.bitmask(i8x16.gt_s(v128.and(kinds, i8x16.splat(WORD)), nothing));
    if (word === 0xffff) {
      if (!run) run = p;
      continue;
    }
    if (run) {
      const stop = p + ctz(~word);
      if (<i32>(stop - run) >= TOKEN_RUN) shapes |= noted(shapesOfRun(run, min(stop, end)), run, stop);
    }
    const trailing = clz(~(word << 16));
    run = trailing ? p + 16 - trailing : 0;
  }
  if (run && <i32>(end - run) >= TOKEN_RUN) shapes |= noted(shapesOfRun(run, end), run, end);
  return shapes;
}

/** Where shapes are noted, or 0; what is being looked at, and the UTF-16 units in front of it. */
let noteIn: usize = 0;
let here: usize = 0;
let unitsHere: i32 = 0;

/** Notes shapes of `[from, to)` in their cells, and returns them. */
function noted(shapes: u32, from: usize, to: usize): u32 {
  if (shapes === 0 || noteIn === 0) return shapes;
  const last = cellOf(to - 1);
  for (let cell = cellOf(from); cell <= last; cell++) {
    const at = noteIn + (cell << 2);
    store<u32>(at, load<u32>(at) | shapes);
  }
  return shapes;
}

/** The cell of a byte near what is being looked at; runs, which may be longer, are ASCII. */
function cellOf(p: usize): u32 {
  return <u32>min(<i32>CELLS_MAX - 1, max(0, unitsHere + <i32>(p - here)) >> CELL_SHIFT);
}

/** Shapes that start at a byte that is '%', '&' or outside ASCII. */
function rareShape(p: usize, from: usize, end: usize): u32 {
  const c = load<u8>(p);
  if (c === 37) {
    if (p + 2 < end && isHex(load<u8>(p, 1)) && isHex(load<u8>(p, 2))) return SHAPE_PERCENT;
    return p + 5 < end && (load<u8>(p, 1) | 32) === 117 && isHex(load<u8>(p, 2)) && isHex(load<u8>(p, 3))
      ? SHAPE_PERCENT
      : 0;
  }
  if (c === 38) return isEntity(p, end) ? SHAPE_ENTITY : 0;
  if (c === 92) return isEscape(p, end) ? SHAPE_ESCAPE : 0;
  if (c < 0xc2) return 0;
  const before: u8 = p > from ? load<u8>(p - 1) : 0;
  if (c < 0xe0)
    return p + 1 < end
      ? shapeOfTwo(((<u32>(c & 31)) << 6) | (load<u8>(p, 1) & 63), before, p + 2 < end ? load<u8>(p, 2) : 0)
      : 0;
  if (c < 0xf0) {
    if (p + 2 >= end) return 0;
    const point = ((<u32>(c & 15)) << 12) | ((<u32>(load<u8>(p, 1) & 63)) << 6) | (load<u8>(p, 2) & 63);
    return shapeOfThree(point, before);
  }
  if (p + 3 >= end) return 0;
  const point =
    ((<u32>(c & 7)) << 18) |
    ((<u32>(load<u8>(p, 1) & 63)) << 12) |
    ((<u32>(load<u8>(p, 2) & 63)) << 6) |
    (load<u8>(p, 3) & 63);
  if (point >= 0xe0000 && point < 0xe1000) return SHAPE_INVISIBLE;
  if ((point >= 0x1d400 && point < 0x1d800) || (point >= 0x1f110 && point < 0x1f14a)) return SHAPE_COMPAT;
  return 0;
}

function shapeOfTwo(point: u32, before: u8, after: u8): u32 {
  if (point === 0xad || point === 0x34f || point === 0x61c) return SHAPE_INVISIBLE;
  // A mark that is put on a letter; composed letters of European languages have none.
  if (point >= 0x300 && point < 0x370) return isLetter(before) ? SHAPE_COMPAT : 0;
  // Greek, Cyrillic and Armenian that touch a Latin letter.
  const lookAlike = point >= 0x391 && point < 0x587;
  return lookAlike && (isLetter(before) || isLetter(after)) ? SHAPE_COMPAT : 0;
}

function shapeOfThree(point: u32, before: u8): u32 {
  if (point >= 0x200b && point <= 0x200f) {
    // Joiners and marks have honest uses between letters of other scripts; after ASCII or first in the text they have none.
    return point === 0x200b || before < 0x80 ? SHAPE_INVISIBLE : followsInvisible(point);
  }
  if ((point >= 0x202a && point <= 0x202e) || (point >= 0x2060 && point <= 0x206f)) return SHAPE_INVISIBLE;
  if (point >= 0xfe00 && point <= 0xfe0f) return isLetter(before) || before === 32 ? SHAPE_INVISIBLE : 0;
  if (point === 0xfeff || point === 0x115f || point === 0x1160 || point === 0x3164 || point === 0xffa0)
    return SHAPE_INVISIBLE;
  if (point === 0x2800 || point === 0x180e || point === 0x17b4 || point === 0x17b5) return SHAPE_INVISIBLE;
  if (point >= 0xff0e && point <= 0xff5a)
    return point <= 0xff19 || (point >= 0xff21 && point <= 0xff3a) || point >= 0xff41 || point === 0xff1c
      ? SHAPE_COMPAT
      : 0;
  if (point >= 0x249c && point <= 0x24e9) return SHAPE_COMPAT;
  if (
    point >= 0x2102 &&
    point <= 0x2138 &&
    point !== 0x2103 &&
    point !== 0x2116 &&
    point !== 0x2122 &&
    point !== 0x2126
  )
    return SHAPE_COMPAT;
  // Ligatures, and small capitals of phonetic alphabets.
  return (point >= 0xfb00 && point <= 0xfb06) || (point >= 0x1d00 && point <= 0x1d22) ? SHAPE_COMPAT : 0;
}

/** Left-to-right and right-to-left marks steer display wherever they stand; joiners between other letters do not. */
function followsInvisible(point: u32): u32 {
  return point === 0x200e || point === 0x200f ? SHAPE_INVISIBLE : 0;
}

function isEntity(p: usize, end: usize): bool {
  const first = load<u8>(p, 1);
  if (first === 35) return p + 2 < end && (isDigit(load<u8>(p, 2)) || (load<u8>(p, 2) | 32) === 120);
  if (!isLetter(first)) return false;
  for (let i: usize = 2; i < 12; i++) {
    if (p + i >= end) return false;
    const c = load<u8>(p + i);
    if (c === 59) return true;
    if (!isLetter(c) && !isDigit(c)) return false;
  }
  return false;
}

/** An escape as JSON and programs write it, in text that has been unescaped once: a line break, a tab, or a character by number. */
function isEscape(p: usize, end: usize): bool {
  if (p + 1 >= end) return false;
  const c = load<u8>(p, 1);
  if (c === 110 || c === 114 || c === 116) return true;
  if (c === 120) return p + 3 < end && isHex(load<u8>(p, 2)) && isHex(load<u8>(p, 3));
  return c === 117 && p + 5 < end && isHex(load<u8>(p, 2)) && isHex(load<u8>(p, 3)) && isHex(load<u8>(p, 4));
}

function isDigit(c: u8): bool {
  return c >= 48 && c <= 57;
}

function isLetter(c: u8): bool {
  return (c | 32) >= 97 && (c | 32) <= 122;
}

function isHex(c: u8): bool {
  return isDigit(c) || ((c | 32) >= 97 && (c | 32) <= 102);
}
