/**
 * AssemblyScript, compiled to the bytes in scan.generated.ts by scripts/build-wasm.mjs; not part of the TypeScript build.
 *
 * One pass over UTF-8 bytes: undo JSON escapes, run a case-folded Aho-Corasick automaton over the text, and note which
 * shapes occur (see shapes.ts for the bits). Where literals end is logged and then read in the order of the text, which tells
 * the groups that stand near one another. The caller places tables and input in memory and feeds chunks; the automaton's
 * state is carried from chunk to chunk, and every shape is decided within SHAPE_WINDOW bytes, so chunking never changes
 * the answer.
 */

import { after, undoEscapes } from './json.as';
import { clearLogs, configureLog, LANES, logEnd, logEvent, logLanes, logOf, ROW_BITS } from './log.as';
import { classes, configureRows, FLAG, hasRoom, learn, listOf, makeRoom, ROW_SHIFT, table, UNKNOWN } from './rows.as';
import { CELLS_MAX, findShapes } from './shapes.as';
import { unitsBetween } from './units.as';

export { configureRows };

/** Bytes of the previous chunk kept before the text, for shapes that straddle a seam. At least the widest shape. */
const SHAPE_WINDOW: i32 = 64;
/** What is matched at once where rows are scarce. */
const PIECE: i32 = 8192;
/** Below this the run-up of the lanes costs more than they save. */
const LANES_LENGTH_MIN: i32 = 400;
/** Results for the caller: eight words of literal groups, eight of rules that hold, one of shapes. */
const RESULTS: usize = 896;
const RULE_BITS: u32 = 256;
const SHAPES_AT: usize = 64;
/** Most marks that are kept of one text. */
const MARKS_MAX: i32 = 4096;
/** Where a mark keeps its bit; the position stands above it. */
const MARK_BITS: u32 = 9;
const NOT_NEAR: u32 = 255;
/** A backslash: nothing but the end stops the reading of raw JSON. */
const NO_STOP: u8 = 92;

let textBase: usize = 0;
let literalMax: i32 = 0;
let nearIndex: usize = 0;
let nearRules: usize = 0;
let rules: usize = 0;
let lastSeen: usize = 0;
let nearCount: i32 = 0;
let marks: usize = 0;
let wanted: usize = 0;
let cells: usize = 0;
/** Whether it is kept where shapes stand. */
let placing: bool = false;

/** Row the text so far leads to. */
let state: i32 = 0;
let shapes: u32 = 0;
let carried: i32 = 0;
/** Bytes of text before this chunk. */
let before: u32 = 0;
/** UTF-16 units of all text in front of `countedTo`, an address in this chunk. */
let units: u32 = 0;
let countedTo: usize = 0;
/** Whether every byte of this chunk is a unit. */
let plain: bool = false;
/** Marks written, up to one more than are kept. */
let marked: i32 = 0;

/** Addresses of tables and buffers; those of the automaton go to {@link configureRows}. */
export function configure(text: usize, longest: i32, log: usize, lane: usize): void {
  textBase = text;
  literalMax = longest;
  configureLog(log, lane);
}

/**
 * Rules "these groups within so many bytes". `index` gives every group its number among those that rules speak of, or 255;
 * `lists` holds per number an offset to the rules it takes part in; `at` the rules; `seen` room for one word per number;
 * `log` room for the marks.
 */
export function configureNear(index: usize, lists: usize, at: usize, seen: usize, count: i32, log: usize): void {
  marks = log;
  nearIndex = index;
  nearRules = lists;
  rules = at;
  lastSeen = seen;
  nearCount = count;
}

/** `bits`: which groups and rules are to be marked, one bit each; `shapesAt`: room for what shapes stand where. */
export function configurePlaces(bits: usize, shapesAt: usize): void {
  wanted = bits;
  cells = shapesAt;
}

export function begin(placed: bool): void {
  placing = placed;
  if (placed) memory.fill(cells, 0, CELLS_MAX << 2);
  state = 0;
  shapes = 0;
  carried = 0;
  before = 0;
  units = 0;
  marked = 0;
  memory.fill(RESULTS, 0, SHAPES_AT + 4);
  // Long before anything: further back than any rule reaches.
  memory.fill(lastSeen, 0x80, nearCount << 2);
}

/** Scans `length` bytes of decoded text, so many UTF-16 units, that the caller wrote at the text address. */
export function scanText(length: i32, unitCount: i32): void {
  if (length === 0) return;
  plain = unitCount === length;
  const unitsBefore = units;
  countedTo = textBase;
  v128.store(textBase + length, i8x16.splat(0));
  const runUps = literalMax * (<i32>LANES - 1);
  if (hasRoom(length + runUps)) matchLiterals(textBase, length);
  else {
    for (let at = 0; at < length; at += PIECE) {
      state = makeRoom(state, PIECE + runUps);
      matchLiterals(textBase + at, min(PIECE, length - at));
    }
  }
  const from = textBase - carried;
  const at = unitsBefore - (placing ? unitsBetween(from, textBase) : 0);
  shapes |= findShapes(from, length + carried, carried, shapes, placing ? cells : 0, <i32>at, plain);
  store<u32>(RESULTS, shapes, SHAPES_AT);
  const keep = min(SHAPE_WINDOW, carried + length);
  memory.copy(textBase - keep, textBase + length - keep, keep);
  carried = keep;
  before += length;
  units = unitsBefore + unitCount;
}

/**
 * Scans raw JSON bytes at `source`. Returns how many were taken: fewer than `length` only when an escape is cut off at the
 * end and `last` is false; the caller then feeds the rest again in front of the next chunk.
 */
export function scanJson(source: usize, length: i32, last: bool): i32 {
  const stop = undoEscapes(source, source + length, textBase, NO_STOP, last);
  const decoded = <i32>(stop - textBase);
  scanText(decoded, decoded);
  return <i32>(after - source);
}

function step(s: i32, p: usize): i32 {
  const column = <usize>load<u8>(classes + load<u8>(p));
  const next = <i32>load<u16>(table + (s << ROW_SHIFT) + column);
  return next === UNKNOWN ? learn(s, column) : next;
}

/** The entry that a lane came upon when no text went there before. */
function known(entry: i32, row: i32, p: usize): i32 {
  return entry === UNKNOWN ? learn(row, load<u8>(classes + load<u8>(p))) : entry;
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
  clearLogs();
  let lastLane: usize = 0;
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
      let toA = <i32>load<u16>(T + (a << ROW_SHIFT) + load<u8>(C + load<u8>(p)));
      let toB = <i32>load<u16>(T + (b << ROW_SHIFT) + load<u8>(C + load<u8>(p + q1)));
      let toC = <i32>load<u16>(T + (c << ROW_SHIFT) + load<u8>(C + load<u8>(p + q2)));
      let toD = <i32>load<u16>(T + (d << ROW_SHIFT) + load<u8>(C + load<u8>(p + q3)));
      if ((toA | toB | toC | toD) & FLAG) {
        if (toA === UNKNOWN || toB === UNKNOWN || toC === UNKNOWN || toD === UNKNOWN) {
          toA = known(toA, a, p);
          toB = known(toB, b, p + q1);
          toC = known(toC, c, p + q2);
          toD = known(toD, d, p + q3);
        }
        logLanes(<u64>toA | ((<u64>toB) << 16) | ((<u64>toC) << 32) | ((<u64>toD) << 48), <u32>(p - textBase), <u32>q1);
        a = toA & ~FLAG;
        b = toB & ~FLAG;
        c = toC & ~FLAG;
        d = toD & ~FLAG;
      } else {
        a = toA;
        b = toB;
        c = toC;
        d = toD;
      }
      p += 1;
    }
    lastLane = LANES - 1;
    for (let lane: usize = 0; lane < lastLane; lane++) noteEvents(lane);
    a = d;
    p = from + (q1 << 2);
  }
  const end = from + length;
  while (p < end) {
    a = step(a, p);
    if (a & FLAG) {
      a &= ~FLAG;
      logEvent(lastLane, <u32>(p - textBase), a);
    }
    p += 1;
  }
  noteEvents(lastLane);
  state = a;
}

function noteEvents(lane: usize): void {
  const last = logEnd(lane);
  for (let e = logOf(lane); e < last; e += 4) {
    const event = load<u32>(e);
    const at = before + (event >>> ROW_BITS);
    const unit = placing ? unitAt(textBase + (event >>> ROW_BITS)) : 0;
    let list = listOf(event & (FLAG - 1));
    const stop = list + 1 + load<u8>(list);
    for (list += 1; list < stop; list++) {
      const group = <u32>load<u8>(list);
      mark(group, unit);
      const index = <u32>load<u8>(nearIndex + group);
      if (index !== NOT_NEAR) noteNear(index, at, unit);
    }
  }
}

/** UTF-16 units of all text in front of the byte at `p`. Asked for in the order of the text. */
function unitAt(p: usize): u32 {
  units += plain ? <u32>(p - countedTo) : unitsBetween(countedTo, p);
  countedTo = p;
  return units;
}

/** How many marks there are; more than are kept when the text had more. */
export function markCount(): i32 {
  return marked;
}

function mark(bit: u32, unit: u32): void {
  const word = (bit >> 5) << 2;
  const flag: u32 = 1 << (bit & 31);
  if ((load<u32>(wanted + word) & flag) === 0) return;
  store<u32>(RESULTS + word, load<u32>(RESULTS + word) | flag);
  if (!placing) return;
  if (marked < MARKS_MAX) store<u32>(marks + ((<usize>marked) << 2), (unit << MARK_BITS) | bit);
  if (marked <= MARKS_MAX) marked += 1;
}

/** Marks the rules whose groups have all been seen within their reach. */
function noteNear(index: u32, at: u32, unit: u32): void {
  store<u32>(lastSeen + (index << 2), at);
  let list = nearRules + <usize>load<u16>(nearRules + (index << 1));
  const stop = list + 1 + load<u8>(list);
  for (list += 1; list < stop; list++) {
    const id = <u32>load<u8>(list);
    const rule = rules + (id << 3);
    const reach = <u32>load<u16>(rule);
    let member = rule + 3;
    const end = member + load<u8>(rule, 2);
    while (member < end && at - load<u32>(lastSeen + ((<u32>load<u8>(member)) << 2)) <= reach) member += 1;
    if (member === end) mark(RULE_BITS + id, unit);
  }
}
