/** AssemblyScript, part of scan.as.ts: UTF-16 units of UTF-8 bytes. */

/** The last byte that goes on with a character, as a signed number. */
const CONTINUES: i8 = -65;
/** From here on a byte begins a character of two units. */
const FOUR_BYTES: u8 = 0xf0;

/** Units of the characters that begin at `[from, to)`. Reads up to fifteen bytes more. */
export function unitsBetween(from: usize, to: usize): u32 {
  const continues = i8x16.splat(CONTINUES);
  const wide = i8x16.splat(FOUR_BYTES);
  let units: u32 = 0;
  for (let p = from; p < to; p += 16) {
    const v = v128.load(p);
    const within: i32 = to - p < 16 ? (1 << (<i32>(to - p))) - 1 : 0xffff;
    units += popcnt(i8x16.bitmask(i8x16.gt_s(v, continues)) & within);
    units += popcnt(i8x16.bitmask(i8x16.ge_u(v, wide)) & within);
  }
  return units;
}
