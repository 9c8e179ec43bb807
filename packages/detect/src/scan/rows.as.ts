/**
 * AssemblyScript, part of scan.as.ts: the automaton, as a tree of literals with failure links and, beside it, one row for each
 * state that a text has ever led to.
 *
 * A row has an entry for every class of byte: the next row, with the top bit set where literals end, or {@link UNKNOWN} until
 * a text goes that way for the first time. So scanning is one load a byte as with a full table, but the table holds what texts
 * use: some hundred rows that lie together, where all of them were megabytes.
 */

/** A row has 64 entries of two bytes. */
export const ROW_SHIFT: i32 = 7;
/** Literals end here. */
export const FLAG: i32 = 0x8000;
/** No text went this way yet; as a row it would be one more than there can be. */
export const UNKNOWN: i32 = 0xffff;
const NO_ROW: i32 = 0xffff;
/** Rows that fifteen bits tell apart, {@link UNKNOWN} without its bit left out. */
const ROWS_MAX: i32 = 0x7fff;

/** Rows; the first is that of the root. */
export let table: usize = 0;
/** Byte → class × 2, the offset in a row. */
export let classes: usize = 0;
/** State → first of its children, which lie in a row; one more for the end. */
let children: usize = 0;
/** State → class by which it is entered. */
let entered: usize = 0;
/** State → state of its longest proper suffix. */
let failures: usize = 0;
/** State → offset of its list of groups; 0 where no literal ends. */
let endings: usize = 0;
let lists: usize = 0;
let rowOfState: usize = 0;
/** Row → its state, and the offset of the list of that. */
let stateOfRow: usize = 0;
/** Class of white space: a state that ends in it stays where it is on more. */
let space: i32 = 0;
let rows: i32 = 0;
let stateCount: i32 = 0;

/** Table addresses; `byState` has room for a short for each state, `byRow` for a word, `tableAt` for a row. */
export function configureRows(
  classesAt: usize,
  childrenAt: usize,
  enteredAt: usize,
  failuresAt: usize,
  endingsAt: usize,
  listsAt: usize,
  byState: usize,
  byRow: usize,
  tableAt: usize,
  states: i32,
): void {
  classes = classesAt;
  children = childrenAt;
  entered = enteredAt;
  failures = failuresAt;
  endings = endingsAt;
  lists = listsAt;
  rowOfState = byState;
  stateOfRow = byRow;
  table = tableAt;
  space = <i32>load<u8>(classes, 32) >> 1;
  stateCount = states;
  forget();
}

/** Whether so many more bytes lead to no more rows than there can be. */
export function hasRoom(length: i32): bool {
  return stateCount < ROWS_MAX || rows + length < ROWS_MAX;
}

/** Begins anew with the rows where there is no room for so many bytes; returns what `row` is called then. */
export function makeRoom(row: i32, length: i32): i32 {
  if (hasRoom(length)) return row;
  const state = <i32>load<u16>(stateOfRow + ((<usize>row) << 2));
  forget();
  return rowOf(state);
}

function forget(): void {
  memory.fill(rowOfState, 0xff, (<usize>stateCount) << 1);
  rows = 0;
  rowOf(0);
}

/** Address of the list of groups whose literals end in the state of a row. */
export function listOf(row: i32): usize {
  return lists + load<u16>(stateOfRow + ((<usize>row) << 2), 2);
}

/** Fills in the entry of `row` for a class × 2 that no text had there yet, and returns it. */
export function learn(row: i32, column: usize): i32 {
  const state = <i32>load<u16>(stateOfRow + ((<usize>row) << 2));
  const next = rowOf(follow(state, <i32>(column >> 1)));
  const entry = load<u16>(stateOfRow + ((<usize>next) << 2), 2) === 0 ? next : next | FLAG;
  store<u16>(table + ((<usize>row) << ROW_SHIFT) + column, entry);
  return entry;
}

function rowOf(state: i32): i32 {
  const known = <i32>load<u16>(rowOfState + ((<usize>state) << 1));
  if (known !== NO_ROW) return known;
  const row = rows++;
  store<u16>(rowOfState + ((<usize>state) << 1), row);
  store<u16>(stateOfRow + ((<usize>row) << 2), state);
  store<u16>(stateOfRow + ((<usize>row) << 2), load<u16>(endings + ((<usize>state) << 1)), 2);
  memory.fill(table + ((<usize>row) << ROW_SHIFT), 0xff, 1 << ROW_SHIFT);
  return row;
}

/** The state that a class leads to: a child of the longest suffix that has one. */
function follow(from: i32, symbol: i32): i32 {
  // Any run of white space counts as one.
  if (from !== 0 && symbol === space && load<u8>(entered + from) === symbol) return from;
  let state = from;
  while (true) {
    const end = <i32>load<u16>(children + ((<usize>state) << 1), 2);
    for (let child = <i32>load<u16>(children + ((<usize>state) << 1)); child < end; child++) {
      if (load<u8>(entered + child) === symbol) return child;
    }
    if (state === 0) return 0;
    state = load<u16>(failures + ((<usize>state) << 1));
  }
}
