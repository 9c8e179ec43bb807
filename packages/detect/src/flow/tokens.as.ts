/** AssemblyScript, part of prints.as.ts: short texts that are worth following by themselves, found by their digits and at signs. */

import { BACKSLASH, BLANKS, CHAR, foldOf, isDigit, JOINER, SPACE } from './fold.as';

const TOKEN_CHARS_MIN: i32 = 6;
const TOKEN_CHARS_MAX: i32 = 64;
const TOKEN_SEED: u32 = 0x811c9dc5;
const TOKEN_PRIME: u32 = 0x01000193;
const AT: u32 = 0x40;

/** Where the token that was found begins. */
export let tokenFrom: usize = 0;
/** Where it ends, and the next one is looked for. */
export let tokenTo: usize = 0;
/** Its print; 0 when it is not worth following. */
export let tokenPrint: u32 = 0;
let tokenLength: i32 = 0;
let tokenDigits: i32 = 0;
let hasAt: bool = false;

/** Where the next digit or at sign stands; blocks of 16 without one cost next to nothing. There is slack behind the end. */
function nextSign(from: usize, end: usize): usize {
  let at = from;
  while (at < end) {
    const block = v128.load(at);
    const digits = i8x16.lt_u(i8x16.sub(block, i8x16.splat(0x30)), i8x16.splat(10));
    const mask = i8x16.bitmask(v128.or(digits, i8x16.eq(block, i8x16.splat(0x40))));
    if (mask !== 0) return at + <usize>ctz<i32>(mask);
    at += 16;
  }
  return end;
}

/** The beginning of the token a sign stands in; not before `floor`. */
function startOf(sign: usize, floor: usize): usize {
  let at = sign;
  while (at > floor) {
    const kind = foldOf(load<u8>(at - 1));
    if (kind < CHAR && kind !== JOINER) break;
    at -= 1;
  }
  // The letter of `\n` is no part of it.
  const isEscaped = at > floor && load<u8>(at - 1) === BACKSLASH;
  return isEscaped && load<u8>(BLANKS + <usize>load<u8>(at)) !== 0 ? at + 1 : at;
}

// @inline
function printOf(token: u32): u32 {
  const print = ((token ^ tokenLength) * 0x297a2d39) ^ 0x5bd1e995;
  return print | u32(print === 0);
}

// @inline
function isTelling(isAddress: bool): bool {
  if (tokenLength < TOKEN_CHARS_MIN || tokenLength > TOKEN_CHARS_MAX) return false;
  return isAddress || tokenDigits >= 4 || (tokenDigits >= 2 && tokenLength >= 8);
}

/** Finds the next token; sets the exported variables. @param from  where to look, and what it begins not before */
export function findToken(from: usize, end: usize): bool {
  let at = nextSign(from, end);
  if (at >= end) return false;
  let token: u32 = TOKEN_SEED;
  let length = 0;
  let digits = 0;
  let isAddress = false;
  let previous: u32 = 0;
  hasAt = false;
  at = startOf(at, from);
  tokenFrom = at;
  for (; at < end; at++) {
    const byte: u32 = load<u8>(at);
    const folded = foldOf(byte);
    if (folded >= CHAR) {
      token = (token ^ folded) * TOKEN_PRIME;
      length += 1;
      digits += i32(folded < 0x3a);
      previous = byte;
    } else if (folded === JOINER) {
      if (byte === AT) {
        isAddress = length > 0;
        hasAt = true;
      }
      previous = byte;
    } else if (!(folded === SPACE && isDigit(previous) && isDigit(load<u8>(at + 1)))) {
      break;
    }
  }
  tokenTo = at;
  tokenLength = length;
  tokenDigits = digits;
  tokenPrint = isTelling(isAddress) ? printOf(token) : 0;
  return true;
}

/** Print of the token that was found as it is read from its end; 0 when it is not worth following. For tokens in ASCII. */
export function turnedPrint(): u32 {
  // Which side of the at sign has characters does not matter here: to look once too often costs nothing.
  if (!isTelling(hasAt)) return 0;
  let token: u32 = TOKEN_SEED;
  for (let at = tokenTo; at > tokenFrom; at--) {
    const folded = foldOf(load<u8>(at - 1));
    if (folded >= CHAR) token = (token ^ folded) * TOKEN_PRIME;
  }
  return printOf(token);
}
