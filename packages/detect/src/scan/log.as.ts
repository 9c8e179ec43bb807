/**
 * AssemblyScript, part of scan.as.ts: where literals end. Each lane, a part of the text that the automaton goes through beside the
 * others, has a log of its own, in the order of the text: a word for each place, the row that was come to and above that the place.
 */

import { FLAG } from './rows.as';

export const LANES: usize = 4;
/** Where an event keeps its row; the position stands above it. */
export const ROW_BITS: u32 = 15;
/** The flags of four entries. */
const FLAGS: u64 = 0x8000800080008000;

/** Per lane where its log ends. */
let ends: usize = 0;
let logs: usize = 0;
let laneBytes: usize = 0;

/** `room` has a word for each lane, and then so many bytes for the log of each. */
export function configureLog(room: usize, bytes: usize): void {
  ends = room;
  logs = room + LANES * 4;
  laneBytes = bytes;
}

export function clearLogs(): void {
  for (let lane: usize = 0; lane < LANES; lane++) store<usize>(ends + (lane << 2), logOf(lane));
}

export function logOf(lane: usize): usize {
  return logs + lane * laneBytes;
}

export function logEnd(lane: usize): usize {
  return load<usize>(ends + (lane << 2));
}

/** Logs the flagged ones of four entries, sixteen bits each, of lanes so many bytes apart: as a rule it is one, and no saying which. */
export function logLanes(entries: u64, at: u32, apart: u32): void {
  for (let flags = entries & FLAGS; flags; flags &= flags - 1) {
    const lane = <u32>(ctz(flags) >> 4);
    logEvent(lane, at + lane * apart, <i32>(entries >> (lane << 4)) & (FLAG - 1));
  }
}

/** Writes down that literals ended at a place of the text; what follows from it is worked out in the order of the text. */
export function logEvent(lane: usize, at: u32, row: i32): void {
  const end = ends + (lane << 2);
  const to = load<usize>(end);
  store<u32>(to, (at << ROW_BITS) | row);
  store<usize>(end, to + 4);
}
