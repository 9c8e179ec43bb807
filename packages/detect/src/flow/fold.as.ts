/**
 * AssemblyScript, part of prints.as.ts: the memory everything works in, and folding. What folds to what is in fold.ts, which fills
 * the tables.
 */

export const RUN_CHARS: i32 = 16;
/** Folded to a character that counts; lower classes are kinds of characters that do not. */
export const CHAR: u32 = 0x30;
export const JOINER: u32 = 1;
export const SPACE: u32 = 2;
export const QUOTE: u32 = 3;
export const BACKSLASH: u32 = 0x5c;
/** Bytes an escape may have: near the end of a value it would take from the next one. */
export const ESCAPE_BYTES: usize = 6;

/** What is read and written behind an end, sixteen bytes at a time. */
const SLACK: i32 = 64;
export const RUNS: i32 = 24576;
export const TOKENS: i32 = 8192;

export const FOLDS: usize = memory.data(256, 16);
export const BLANKS: usize = memory.data(256, 16);
/** A random word for each folded character; eight times, each two bits further to the left. */
export const GEARS: usize = memory.data(8192, 16);
/** For each mask of eight bytes where those that are kept come from. */
export const PACKS: usize = memory.data(2048, 16);
/** For each place of a bucket the order it has once that place has come to the front. */
export const FRONTS: usize = memory.data(64, 16);
/** Where values end, one behind the other, the first at nought; and where their folded characters do. */
export const ENDS: usize = memory.data(1056, 16);
export const DENSE_ENDS: usize = memory.data(1056, 16);
/** Of each value what stands before it: hash and number of characters. Then of it with that. */
export const TAILS: usize = memory.data(2048, 16);
export const FLAGS: usize = memory.data(256, 16);
export const OUT: usize = memory.data(131088, 16);
export const SOURCE: usize = memory.data(262208, 16);
export const BACKWARDS: usize = memory.data(262208, 16);
export const DENSE: usize = memory.data(262208, 16);
export const TURNED: usize = memory.data(262208, 16);
export const VALUES: usize = memory.data(1048640, 16);
export const OWN: usize = memory.data(1048576, 16);
/** Results by their id: how many prints of a text they have; and the ids of those that have some. */
export const SHARES: usize = memory.data(8192, 16);
export const SHARING: usize = memory.data(8192, 16);

/** Not a bit of a block: a `\u` stands next. */
const UNIT: i32 = 2;

/** Of all that was condensed since it was set to nought. */
export let sawEscape: i32 = 0;
export let sawWide: i32 = 0;
export let sawPercent: i32 = 0;
export let valueCount: i32 = 0;

export function seeNothing(): void {
  sawEscape = 0;
  sawWide = 0;
  sawPercent = 0;
}

// @inline
export function foldOf(byte: u32): u32 {
  return load<u8>(FOLDS + <usize>byte);
}

// @inline
export function isDigit(byte: u32): bool {
  return byte - 0x30 < 10;
}

// @inline
export function gearOf(at: usize): u32 {
  return load<u32>(GEARS + ((<usize>load<u8>(at)) << 2));
}

// @inline
function gearBack(before: usize, back: usize): u32 {
  return load<u32>(GEARS + ((<usize>load<u8>(before - back)) << 2) + ((back - 1) << 10));
}

/** Hash of the eight characters before a place. */
// @inline
export function hashOfEight(before: usize): u32 {
  return (
    gearBack(before, 1) +
    gearBack(before, 2) +
    (gearBack(before, 3) + gearBack(before, 4)) +
    (gearBack(before, 5) + gearBack(before, 6) + (gearBack(before, 7) + gearBack(before, 8)))
  );
}

/** The room behind a text reads as nothing. */
export function endText(end: usize): void {
  for (let i: usize = 0; i < <usize>SLACK; i += 16) v128.store(end + i, i8x16.splat(0));
}

function hexOf(byte: u32): i32 {
  if (isDigit(byte)) return byte - 0x30;
  const lower = byte | 0x20;
  return lower - 0x61 < 6 ? lower - 0x57 : -1;
}

/** Writes what counts of the character an escape stands for, as UTF-8; halves of pairs each on their own. @returns where it ends */
function condenseEscape(at: usize, place: usize): usize {
  let code = 0;
  for (let i: usize = 0; i < 4; i++) {
    const digit = hexOf(load<u8>(at + i));
    if (digit < 0) return place;
    code = (code << 4) | digit;
  }
  if (code < 0x80) {
    const folded = foldOf(code);
    store<u8>(place, folded);
    return place + <usize>u32(folded >= CHAR);
  }
  if (code < 0x800) {
    store<u8>(place, 0xc0 | (code >> 6));
    store<u8>(place + 1, 0x80 | (code & 63));
    return place + 2;
  }
  store<u8>(place, 0xe0 | (code >> 12));
  store<u8>(place + 1, 0x80 | ((code >> 6) & 63));
  store<u8>(place + 2, 0x80 | (code & 63));
  return place + 3;
}

/** Writes the bytes of eight that are kept one behind the other. */
// @inline
function pack(bytes: v128, keep: i32, place: usize): usize {
  const from = v128.load64_zero(PACKS + ((<usize>keep) << 3));
  store<u64>(place, i64x2.extract_lane(i8x16.swizzle(bytes, from), 0));
  return place + <usize>popcnt<i32>(keep);
}

/** Bytes that are letters of escapes for white space; the letter goes with the backslash. */
// @inline
function blankLetters(block: v128): i32 {
  const nr = v128.or(i8x16.eq(block, i8x16.splat(0x6e)), i8x16.eq(block, i8x16.splat(0x72)));
  const tbf = v128.or(
    i8x16.eq(block, i8x16.splat(0x74)),
    v128.or(i8x16.eq(block, i8x16.splat(0x62)), i8x16.eq(block, i8x16.splat(0x66))),
  );
  return i8x16.bitmask(v128.or(nr, tbf));
}

/**
 * Writes the characters of a text that count, folded, without the others, sixteen bytes at a time; escapes of JSON are undone or left
 * out. There is slack behind the end.
 * @param dense  where the characters begin, @param place  where the next one goes
 * @param values  room for where quoted values end, from `dense`; sets `valueCount`
 * @returns where the characters end
 */
export function condense(from: usize, end: usize, dense: usize, place: usize, values: usize): usize {
  let at = from;
  let value = values;
  let wide = i8x16.splat(0);
  let percent = i8x16.splat(0);
  /** The last byte before the block is a backslash. */
  let escaped = 0;
  while (at < end) {
    const block = v128.load(at);
    const lower = v128.or(block, i8x16.splat(0x20));
    const letters = i8x16.lt_u(i8x16.sub(lower, i8x16.splat(0x61)), i8x16.splat(26));
    const digits = i8x16.lt_u(i8x16.sub(block, i8x16.splat(0x30)), i8x16.splat(10));
    const ascii = v128.or(letters, digits);
    const slashes = i8x16.eq(block, i8x16.splat(0x5c));
    const quotes = v128.or(i8x16.eq(block, i8x16.splat(0x22)), i8x16.eq(block, i8x16.splat(0x27)));
    // The sign bit of a byte outside ASCII is set.
    let keep = i8x16.bitmask(v128.or(ascii, block));
    const folded = v128.or(block, v128.and(ascii, i8x16.splat(0x20)));
    let odd = i8x16.bitmask(v128.or(slashes, quotes));
    let taken = 16;
    const left = end - at;
    if (left < 16) {
      taken = i32(left);
      const valid = (1 << taken) - 1;
      keep &= valid;
      odd &= valid;
    }
    wide = v128.or(wide, block);
    percent = v128.or(percent, i8x16.eq(block, i8x16.splat(0x25)));
    if ((odd | escaped) !== 0) {
      const slash = i8x16.bitmask(slashes) & odd;
      let ends = odd & ~slash;
      const after = (slash << 1) | escaped;
      if (after !== 0) {
        sawEscape = 1;
        keep &= ~(after & blankLetters(block));
        const units = after & i8x16.bitmask(i8x16.eq(block, i8x16.splat(0x75))) & ((1 << taken) - 1);
        if (units !== 0) {
          // What stands before the first `\u` is written as it is, then the character, and a new block begins behind it.
          const before = (units & -units) - 1;
          keep &= before;
          ends &= before;
          taken = ctz<i32>(units);
        }
        escaped = units !== 0 ? UNIT : (after >> taken) & 1;
      }
      // Two at once: mostly there are no more.
      store<u32>(value, u32(place - dense) + popcnt<i32>(keep & ((ends & -ends) - 1)));
      value += (<usize>u32(ends !== 0)) << 2;
      ends &= ends - 1;
      while (ends !== 0) {
        store<u32>(value, u32(place - dense) + popcnt<i32>(keep & ((ends & -ends) - 1)));
        value += 4;
        ends &= ends - 1;
      }
    }
    place = pack(folded, keep & 0xff, place);
    place = pack(i8x16.shuffle(folded, folded, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7), keep >> 8, place);
    at += taken;
    if (escaped === UNIT) {
      place = condenseEscape(at + 1, place);
      at += 5;
      escaped = 0;
    }
  }
  store<u32>(value, u32(place - dense));
  valueCount = i32((value - values) >> 2);
  sawWide |= i8x16.bitmask(wide);
  sawPercent |= i32(v128.any_true(percent));
  return place;
}

/** Writes a text from its end to its beginning; the bytes of one character stay in their order. */
export function turnRound(source: usize, length: usize, out: usize): void {
  let end = source + length;
  let place = out;
  while (end > source) {
    let start = end - 1;
    const last: u32 = load<u8>(start);
    if (last < 0x80) {
      store<u8>(place, last);
      place += 1;
      end = start;
      continue;
    }
    while (start > source && (load<u8>(start) & 0xc0) === 0x80) start -= 1;
    for (let at = start; at < end; at++) {
      store<u8>(place, load<u8>(at));
      place += 1;
    }
    end = start;
  }
}

/** As {@link turnRound}, of ASCII alone, sixteen bytes at a time; there is slack before the source. */
export function turnRoundAscii(source: usize, length: usize, out: usize): void {
  let end = source + length;
  const to = out + length;
  for (let place = out; place < to; place += 16) {
    end -= 16;
    const block = v128.load(end);
    v128.store(place, i8x16.shuffle(block, block, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0));
  }
}
