import { join } from 'node:path';

/** One file of frames. Sequences within it rise by one from `firstSequence`. */
export interface Segment {
  readonly path: string;
  readonly firstSequence: number;
  /** Highest sequence wholly written; `firstSequence - 1` while there is none. */
  lastSequence: number;
  /** Bytes wholly written. What may stand behind them in the file was never taken and is not read. */
  bytes: number;
  /** Bytes from the start that the api has acknowledged. */
  acknowledgedBytes: number;
  /** Nothing more is written to it. */
  sealed: boolean;
  /** A frame within `bytes` did not check out. The file is kept when the rest has been shipped. */
  damaged: boolean;
}

/** The records of one boot of the spool. Sequences start at 1 and have no gap over its segments. */
export interface Epoch {
  readonly epoch: number;
  readonly folder: string;
  /** In order; the earlier ones go as they are acknowledged. */
  readonly segments: Segment[];
  /** Highest sequence given out and written. */
  lastSequence: number;
  acknowledged: number;
  /** Nothing more is written to it. */
  sealed: boolean;
}

const SEGMENT_NAME = /^(\d{12})\.seg$/;
const EPOCH_NAME = /^\d{1,15}$/;

export const segmentPath = (folder: string, firstSequence: number): string =>
  join(folder, `${String(firstSequence).padStart(12, '0')}.seg`);

/** First sequence of a segment by its file's name; null when the file is something else. */
export function parseSegmentName(name: string): number | null {
  const digits = SEGMENT_NAME.exec(name)?.[1];
  return digits === undefined ? null : Number(digits);
}

/** Epoch of a folder by its name; null when the folder is something else. */
export const parseEpochName = (name: string): number | null => (EPOCH_NAME.test(name) ? Number(name) : null);

/** File that holds the acknowledged sequence of an epoch. */
export const cursorPath = (folder: string): string => join(folder, 'acknowledged');

export const newSegment = (folder: string, firstSequence: number): Segment => ({
  path: segmentPath(folder, firstSequence),
  firstSequence,
  lastSequence: firstSequence - 1,
  bytes: 0,
  acknowledgedBytes: 0,
  sealed: false,
  damaged: false,
});
