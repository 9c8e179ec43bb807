import { mib, minutes, seconds } from '@sallyport/contracts';

/** Bounds of the spool. */
export interface SpoolLimits {
  /** Longest a record waits for the write that takes it along. */
  readonly flushDelayMs: number;
  /** Records that start a write at once. */
  readonly flushRecords: number;
  /** Size at which a segment is followed by the next. */
  readonly segmentBytes: number;
  /** Longest a written record waits for a sync that nobody asked for. */
  readonly syncIntervalMs: number;
  /** Time between attempts to write again after the disk failed. */
  readonly probeIntervalMs: number;
  /** Memory for records the disk did not take. */
  readonly pendingBytesMax: number;
  /** Bytes that may wait for the api before new calls are refused. */
  readonly unshippedBytesMax: number;
  /** Time the oldest record may wait for the api before new calls are refused. */
  readonly unshippedAgeMsMax: number;
}

/** @see design.md section 8 */
export const SPOOL_LIMITS: SpoolLimits = {
  flushDelayMs: 5,
  flushRecords: 256,
  segmentBytes: mib(8),
  syncIntervalMs: seconds(1),
  probeIntervalMs: seconds(1),
  pendingBytesMax: mib(16),
  unshippedBytesMax: mib(1024),
  unshippedAgeMsMax: minutes(30),
};
