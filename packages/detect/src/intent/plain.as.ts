/** AssemblyScript, part of intent.as.ts: words of ASCII letters and numbers, found in blocks of 64 bytes. */

import { addBoundary, addPlain, isFull, setHashes, wordCount } from './words.as';

/** See layout.ts. */
const NIBBLES: usize = 3840;
export const BOUNDARY_HASHES: usize = 3920;

/** From what says that a byte is a digit to the sign bit. */
const DIGIT_SHIFT: i32 = 5;
const BLOCK: i32 = 64;
/** First byte of a character of several. */
const MULTI: u8 = 0xc2;

/** The bits below a place. */
function below(place: i32): u64 {
  return place < BLOCK ? ((<u64>1) << place) - 1 : ~0;
}

/** What kinds of bytes stand at an address; see `nibbleKinds` of layout.ts. */
function kindsAt(p: usize, low: v128, high: v128, nibble: v128): v128 {
  const bytes = v128.load(p);
  return v128.and(
    i8x16.swizzle(low, v128.and(bytes, nibble)),
    i8x16.swizzle(high, v128.and(i16x8.shr_u(bytes, 4), nibble)),
  );
}

function without(kinds: v128, bits: v128): v128 {
  return i8x16.eq(v128.and(kinds, bits), i8x16.splat(0));
}

/** The sign bits of 64 bytes. */
function bitsOf(first: v128, second: v128, third: v128, fourth: v128): u64 {
  const low = <u32>i8x16.bitmask(first) | ((<u32>i8x16.bitmask(second)) << 16);
  const high = <u32>i8x16.bitmask(third) | ((<u32>i8x16.bitmask(fourth)) << 16);
  return <u64>low | ((<u64>high) << 32);
}

/** @param number  hash of a number @returns where something begins that is to be read byte by byte. Loads up to 64 bytes behind the end */
export function plainWords(from: usize, end: usize, number: i32): usize {
  const low = v128.load(NIBBLES);
  const high = v128.load(NIBBLES + 16);
  const nibble = v128.load(NIBBLES, 32);
  const alphanumeric = v128.load(NIBBLES, 48);
  const boundary = v128.load(NIBBLES, 64);
  let p = from;
  while (p < end && load<u8>(p) < MULTI && !isFull()) {
    const first = kindsAt(p, low, high, nibble);
    const second = kindsAt(p + 16, low, high, nibble);
    const third = kindsAt(p + 32, low, high, nibble);
    const fourth = kindsAt(p + 48, low, high, nibble);
    const boundaries = bitsOf(
      without(first, boundary),
      without(second, boundary),
      without(third, boundary),
      without(fourth, boundary),
    );
    let words = bitsOf(
      without(first, alphanumeric),
      without(second, alphanumeric),
      without(third, alphanumeric),
      without(fourth, alphanumeric),
    );
    let digits = bitsOf(
      i16x8.shl(first, DIGIT_SHIFT),
      i16x8.shl(second, DIGIT_SHIFT),
      i16x8.shl(third, DIGIT_SHIFT),
      i16x8.shl(fourth, DIGIT_SHIFT),
    );
    // The sign bit says that a byte is an apostrophe or none of ASCII.
    let odd = bitsOf(
      v128.or(first, v128.load(p)),
      v128.or(second, v128.load(p, 16)),
      v128.or(third, v128.load(p, 32)),
      v128.or(fourth, v128.load(p, 48)),
    );
    const valid = below(<i32>min(<usize>BLOCK, end - p));
    words = ~words & valid;
    digits &= valid;
    odd &= valid;
    const starts = words & ~(words << 1);
    // Letters and digits in one word, or what is neither.
    const letters = words & ~digits;
    odd |= (letters & (digits << 1)) | (digits & (letters << 1));
    const limit = limitOf(words, starts, odd, <i32>popcnt(valid));
    if (limit === 0) break;
    const taken = below(limit);
    const count = wordCount();
    for (let left = ~boundaries & ~words & taken; left !== 0; left &= left - 1) {
      const place = ctz(left);
      const h = load<i32>((<usize>load<u8>(p + <usize>place)) << 2, BOUNDARY_HASHES);
      addBoundary(count + <i32>popcnt(starts & (((<u64>1) << place) - 1)), h);
    }
    addPlain(starts & taken, ~words & (words << 1) & taken, p);
    for (let left = starts & digits & taken; left !== 0; left &= left - 1)
      setHashes(count + <i32>popcnt(starts & (left ^ (left - 1)) & ~(left & -left)), number, number);
    p += <usize>limit;
  }
  return p;
}

/** Up to where a block can be read: not into a word that is odd or goes on behind its end. */
function limitOf(words: u64, starts: u64, odd: u64, valid: i32): i32 {
  const first = odd === 0 ? valid : <i32>ctz(odd);
  // The word that stands before that place or has it in it.
  const isInWord = first > 0 && ((words >> (first - 1)) & 1) !== 0;
  return isInWord ? 63 - <i32>clz(starts & below(first)) : first;
}
