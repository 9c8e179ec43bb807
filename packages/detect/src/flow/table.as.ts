/**
 * AssemblyScript, part of prints.as.ts: tables of prints and the results they are from, as prints-table.ts describes them. A bucket is
 * sixteen bytes: four prints, the newest first. Of a print the first `bits` bits say the bucket; in their place stands the id.
 */

import { FRONTS, gearOf, OUT, OWN, RUN_CHARS, SHARES, SHARING } from './fold.as';

/** The places of a bucket that hold a print, whatever their ids. */
// @inline
function placesOf(bucket: v128, print: u32, bits: i32): v128 {
  return i32x4.eq(v128.and(bucket, i32x4.splat(-1 << bits)), i32x4.splat(print << bits));
}

// @inline
function bucketOf(table: usize, print: u32, bits: i32): usize {
  return table + ((<usize>(print >> (32 - bits))) << 4);
}

/** Whether something may be known of a print. */
export function isKnown(table: usize, bits: i32, print: u32): bool {
  return v128.any_true(placesOf(v128.load(bucketOf(table, print, bits)), print, bits));
}

/** Whether a run of folded characters may be known. Every place is hashed, four are looked up at once. */
export function meetsRun(table: usize, bits: i32, dense: usize, end: usize): bool {
  let hash: u32 = 0;
  let at = dense;
  const first = dense + RUN_CHARS - 1;
  if (end <= first) return false;
  for (; at < first; at++) hash = (hash << 2) + gearOf(at);
  const shift = 32 - bits;
  const prints = i32x4.splat(-1 << bits);
  for (; at + 4 <= end; at += 4) {
    hash = (hash << 2) + gearOf(at);
    let bucket = v128.and(v128.load(table + ((<usize>(hash >> shift)) << 4)), prints);
    let found = i32x4.eq(bucket, i32x4.splat(hash << bits));
    hash = (hash << 2) + gearOf(at + 1);
    bucket = v128.and(v128.load(table + ((<usize>(hash >> shift)) << 4)), prints);
    found = v128.or(found, i32x4.eq(bucket, i32x4.splat(hash << bits)));
    hash = (hash << 2) + gearOf(at + 2);
    bucket = v128.and(v128.load(table + ((<usize>(hash >> shift)) << 4)), prints);
    found = v128.or(found, i32x4.eq(bucket, i32x4.splat(hash << bits)));
    hash = (hash << 2) + gearOf(at + 3);
    bucket = v128.and(v128.load(table + ((<usize>(hash >> shift)) << 4)), prints);
    if (v128.any_true(v128.or(found, i32x4.eq(bucket, i32x4.splat(hash << bits))))) return true;
  }
  for (; at < end; at++) {
    hash = (hash << 2) + gearOf(at);
    if (isKnown(table, bits, hash)) return true;
  }
  return false;
}

/** @returns the id of the result a print was last seen in; 0 when it is not known */
function find(table: usize, bits: i32, print: u32): i32 {
  const bucket = bucketOf(table, print, bits);
  let places = i32x4.bitmask(placesOf(v128.load(bucket), print, bits));
  const ids = (1 << bits) - 1;
  while (places !== 0) {
    const id = load<i32>(bucket + ((<usize>ctz<i32>(places)) << 2)) & ids;
    if (id !== 0) return id;
    places &= places - 1;
  }
  return 0;
}

/** Puts a print before the others of its bucket; of a full one the last is given up. @returns 1 when a free place was taken */
// @inline
export function put(table: usize, bits: i32, print: u32, id: i32): i32 {
  const bucket = bucketOf(table, print, bits);
  const held = v128.load(bucket);
  const same = i32x4.bitmask(placesOf(held, print, bits));
  const free = i32x4.bitmask(i32x4.eq(held, i32x4.splat(0)));
  const place = ctz<i32>(same !== 0 ? same : free | 8);
  const order = v128.load(FRONTS + ((<usize>place) << 4));
  v128.store(bucket, i32x4.replace_lane(i8x16.swizzle(held, order), 0, (print << bits) | id));
  return i32(same === 0 && free !== 0);
}

/** Moves all that a table holds to another with more bits. @returns how much that is */
export function moveAll(from: usize, fromBits: i32, to: usize, toBits: i32): i32 {
  const ids = (1 << fromBits) - 1;
  let taken = 0;
  for (let bucket = 0; bucket < 1 << fromBits; bucket++) {
    for (let place = 3; place >= 0; place--) {
      const entry = load<u32>(from + ((<usize>((bucket << 2) + place)) << 2));
      const id = i32(entry) & ids;
      if (id !== 0) taken += put(to, toBits, ((<u32>bucket) << (32 - fromBits)) | (entry >> fromBits), id);
    }
  }
  return taken;
}

/** Frees the places of ids that are `old` steps and more behind the newest, in so many buckets. @returns how many */
export function sweep(table: usize, bits: i32, from: i32, buckets: i32, newest: i32, old: i32): i32 {
  const ids = (1 << bits) - 1;
  let freed = 0;
  for (let slot = from << 2; slot < (from + buckets) << 2; slot++) {
    const id = load<i32>(table + ((<usize>slot) << 2)) & ids;
    if (id === 0) continue;
    // Ids are counted from one and round.
    const age = newest - id + (newest < id ? ids : 0);
    if (age < old) continue;
    store<u32>(table + ((<usize>slot) << 2), 0);
    freed += 1;
  }
  return freed;
}

/** The last bits of a run know its last characters only. */
const SPREAD: u32 = 0x9e3779b1;
let ownMask: u32 = 0;
let ownShift: u32 = 0;
let ownRoom: i32 = 0;
let hasOwn: bool = false;

/** Begins to take what a call itself said. @param slots  a power of two */
export function beginOwn(slots: i32): void {
  ownMask = slots - 1;
  ownShift = clz<i32>(slots) + 1;
  ownRoom = slots >> 1;
  hasOwn = false;
  memory.fill(OWN, 0, (<usize>slots) << 2);
}

/** Takes the prints at `out`, as far as there is room. */
export function takeOwn(count: i32): void {
  hasOwn = hasOwn || count > 0;
  for (let index = 0; index < count && ownRoom > 0; index++) {
    const print = load<u32>(OUT + ((<usize>index) << 2));
    let place = (print * SPREAD) >> ownShift;
    let held = load<u32>(OWN + ((<usize>place) << 2));
    while (held !== 0 && held !== print) {
      place = (place + 1) & ownMask;
      held = load<u32>(OWN + ((<usize>place) << 2));
    }
    ownRoom -= i32(held === 0);
    store<u32>(OWN + ((<usize>place) << 2), print);
  }
}

// @inline
function isOwn(print: u32): bool {
  let place = (print * SPREAD) >> ownShift;
  let held = load<u32>(OWN + ((<usize>place) << 2));
  while (held !== 0 && held !== print) {
    place = (place + 1) & ownMask;
    held = load<u32>(OWN + ((<usize>place) << 2));
  }
  return held !== 0;
}

/** Puts the prints at `out`, without what the call itself said. @returns how many free places were taken */
export function putAll(table: usize, bits: i32, count: i32, id: i32): i32 {
  let taken = 0;
  for (let index = 0; index < count; index++) {
    const print = load<u32>(OUT + ((<usize>index) << 2));
    if (!hasOwn || !isOwn(print)) taken += put(table, bits, print, id);
  }
  return taken;
}

let sharing: i32 = 0;

/** Counts which results every fourth print at `out` is from. @returns how many results; their ids stand at `SHARING`, how often at `SHARES` */
export function countShares(table: usize, bits: i32, count: i32): i32 {
  for (let index = 0; index < sharing; index++) {
    store<u16>(SHARES + ((<usize>load<u16>(SHARING + ((<usize>index) << 1))) << 1), 0);
  }
  sharing = 0;
  for (let index = 0; index < count; index += 4) {
    const id = find(table, bits, load<u32>(OUT + ((<usize>index) << 2)));
    if (id === 0) continue;
    const share = SHARES + ((<usize>id) << 1);
    const before: i32 = load<u16>(share);
    store<u16>(share, before + 1);
    if (before > 0) continue;
    store<u16>(SHARING + ((<usize>sharing) << 1), id);
    sharing += 1;
  }
  return sharing;
}
