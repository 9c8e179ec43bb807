/** AssemblyScript, part of scan.as.ts: what stands in a run of base64 characters. */

/** Shorter runs hold nothing. */
export const TOKEN_RUN: i32 = 20;
const SHAPE_BASE64: u32 = 16;
const SHAPE_HEX: u32 = 32;
const SHAPE_TOKEN: u32 = 64;
const SHAPE_BASE32: u32 = 1 << 18;
export const SHAPES_OF_RUNS: u32 = SHAPE_BASE64 | SHAPE_HEX | SHAPE_TOKEN | SHAPE_BASE32;

const WINDOW: u64 = (1 << TOKEN_RUN) - 1;
/** Bits of what was read last stand from here on. */
const LAST: i32 = 48;

/**
 * Looks inside a run of base64 characters. Three bytes of ASCII become four characters of which the first is among the first 32 of
 * the alphabet, the second has bit 3 clear and the third has bit 1 clear; one random group in eight is like that, five in a row
 * hardly any. Hex of printable ASCII has every first digit between 2 and 7, twelve times in a row. Base32 is 24 of its letters,
 * more than most identifiers in capitals have. A token is 20 characters with two digits and two letters among them.
 *
 * Sixteen characters at a time: one word for each property, a bit for each of the last 64 characters. A bit that is to be the
 * first of a row is compared with those behind it by shifting; what no character has yet is clear, so that a row that goes on
 * is found one time later.
 */
export function shapesOfRun(from: usize, end: usize): u32 {
  const caseBit = i8x16.splat(32);
  let shapes: u32 = 0;
  let inRun: u64 = 0;
  let digits: u64 = 0;
  let letters: u64 = 0;
  let base32: u64 = 0;
  let evenHex: u64 = 0;
  let hex: u64 = 0;
  let zeros: u64 = 0;
  let firsts: u64 = 0;
  let seconds: u64 = 0;
  let thirds: u64 = 0;
  for (let p = from; p < end; p += 16) {
    const v = v128.load(p);
    const within: i32 = end - p < 16 ? (1 << (<i32>(end - p))) - 1 : 0xffff;
    const lower = v128.or(v, caseBit);
    const digit = isWithin(v, 48, 9);
    const upper = isWithin(v, 65, 25);
    const small = isWithin(v, 97, 25);
    const octal = isWithin(v, 50, 5);
    const value = i8x16.add(
      v,
      v128.or(
        v128.or(v128.and(upper, i8x16.splat(-65)), v128.and(small, i8x16.splat(-71))),
        v128.and(digit, i8x16.splat(4)),
      ),
    );
    const known = v128.or(v128.or(upper, small), digit);
    inRun = (inRun >> 16) | ((<u64>within) << LAST);
    digits = after(digits, digit, within);
    letters = after(letters, v128.or(upper, small), within);
    base32 = after(base32, v128.or(upper, octal), within);
    evenHex = after(evenHex, octal, within);
    hex = after(hex, v128.or(digit, isWithin(lower, 97, 5)), within);
    zeros = after(zeros, i8x16.eq(v, i8x16.splat(65)), within);
    firsts = after(firsts, v128.or(upper, isWithin(v, 97, 5)), within);
    seconds = after(seconds, v128.and(known, hasClear(value, 8)), within);
    thirds = after(thirds, v128.and(known, hasClear(value, 2)), within);

    const ascii = firsts & (seconds >> 1) & (thirds >> 2) & (inRun >> 3) & ~(zeros & (zeros >> 1) & (zeros >> 2));
    if (ascii & (ascii >> 4) & (ascii >> 8) & (ascii >> 12) & (ascii >> 16)) shapes |= SHAPE_BASE64;
    let pairs = evenHex & (hex >> 1);
    pairs &= pairs >> 2;
    pairs &= pairs >> 4;
    if (pairs & (pairs >> 8) & (pairs >> 16)) shapes |= SHAPE_HEX;
    let row = base32 & (base32 >> 1);
    row &= row >> 2;
    row &= row >> 4;
    if (row & (row >> 8) & (row >> 16)) shapes |= SHAPE_BASE32;
    if ((shapes & SHAPE_TOKEN) === 0 && isToken(inRun, digits, letters)) shapes |= SHAPE_TOKEN;
    if (shapes === SHAPES_OF_RUNS) break;
  }
  return shapes;
}

/** Which bytes are `first` or up to so many more. */
function isWithin(v: v128, first: i8, more: i8): v128 {
  return i8x16.le_u(i8x16.sub(v, i8x16.splat(first)), i8x16.splat(more));
}

function hasClear(v: v128, bit: i8): v128 {
  return i8x16.eq(v128.and(v, i8x16.splat(bit)), i8x16.splat(0));
}

/** The bits of sixteen more characters behind those before. */
function after(bits: u64, lanes: v128, within: i32): u64 {
  return (bits >> 16) | ((<u64>(i8x16.bitmask(lanes) & within)) << LAST);
}

/** Whether one of the rows of {@link TOKEN_RUN} characters that end in what was read last has two digits and two letters. */
function isToken(inRun: u64, digits: u64, letters: u64): bool {
  if (popcnt(digits) < 2 || popcnt(letters) < 2) return false;
  for (let at = LAST + 1 - TOKEN_RUN; at <= 64 - TOKEN_RUN; at++) {
    if (((inRun >> at) & WINDOW) !== WINDOW) continue;
    if (popcnt((digits >> at) & WINDOW) >= 2 && popcnt((letters >> at) & WINDOW) >= 2) return true;
  }
  return false;
}
