import { crc32 } from 'node:zlib';

/** Bytes before each payload: u32 little-endian length of the payload, u32 little-endian CRC-32 (IEEE) of the payload. */
export const FRAME_HEADER_BYTES = 8;

/** Largest payload of a frame. Bounds what a damaged length can make a reader look at. */
export const FRAME_PAYLOAD_BYTES_MAX = 1024 * 1024;

/** What {@link readFrames} found. Payloads are views of the input, not copies. */
export interface FramesRead {
  readonly payloads: readonly Buffer[];
  /** Bytes from the start that are whole, checked frames. */
  readonly validBytes: number;
  /** There are bytes after `validBytes`, and no whole frame among them: the writer was interrupted. Safe to cut off. */
  readonly torn: boolean;
  /**
   * There are bytes after `validBytes`, and a whole frame begins at `resumeAt`: something in between was damaged after it
   * was written. Never cut off silently. Null when nothing was damaged.
   */
  readonly damage: { readonly at: number; readonly resumeAt: number } | null;
}

/**
 * Writes the header of a payload that already stands at `payloadStart`; the header takes the eight bytes before it.
 * The hot path's way to frame without a copy.
 * @throws RangeError when the payload is empty or larger than {@link FRAME_PAYLOAD_BYTES_MAX}
 */
export function sealFrame(buffer: Buffer, payloadStart: number, payloadBytes: number): void {
  assertPayloadBytes(payloadBytes);
  buffer.writeUInt32LE(payloadBytes, payloadStart - 8);
  buffer.writeUInt32LE(crc32(buffer.subarray(payloadStart, payloadStart + payloadBytes)), payloadStart - 4);
}

/**
 * One frame as its own buffer. An empty payload is refused, because a hole of zeros, which a file system may leave after a
 * power cut, would otherwise read as valid frames.
 * CRC-32 and not CRC-32C: Node computes the first natively (0.34 µs for 1 KB), the second takes three times as long in
 * JavaScript, and both tell a torn or damaged frame from a whole one equally well.
 * @throws RangeError when the payload is empty or larger than {@link FRAME_PAYLOAD_BYTES_MAX}
 * @see docs/decisions/0006-record-path.md
 */
export function encodeFrame(payload: Uint8Array): Buffer {
  assertPayloadBytes(payload.length);
  const frame = Buffer.allocUnsafe(FRAME_HEADER_BYTES + payload.length);
  frame.set(payload, FRAME_HEADER_BYTES);
  sealFrame(frame, FRAME_HEADER_BYTES, payload.length);
  return frame;
}

/**
 * Bytes of the whole, checked frame that begins at `offset`, header included; 0 when there is none. Never throws.
 */
export function frameBytesAt(bytes: Buffer, offset: number): number {
  if (offset + FRAME_HEADER_BYTES > bytes.length) return 0;
  const payloadBytes = bytes.readUInt32LE(offset);
  const end = offset + FRAME_HEADER_BYTES + payloadBytes;
  if (payloadBytes === 0 || payloadBytes > FRAME_PAYLOAD_BYTES_MAX || end > bytes.length) return 0;
  const intact = crc32(bytes.subarray(offset + FRAME_HEADER_BYTES, end)) === bytes.readUInt32LE(offset + 4);
  return intact ? end - offset : 0;
}

/** Reads all frames from the start of `bytes` up to the first that is not whole, and says what comes after it. */
export function readFrames(bytes: Buffer): FramesRead {
  const payloads: Buffer[] = [];
  let offset = 0;
  for (let taken = frameBytesAt(bytes, 0); taken > 0; taken = frameBytesAt(bytes, offset)) {
    payloads.push(bytes.subarray(offset + FRAME_HEADER_BYTES, offset + taken));
    offset += taken;
  }
  if (offset === bytes.length) return { payloads, validBytes: offset, torn: false, damage: null };
  const resumeAt = findFrame(bytes, offset + 1);
  return {
    payloads,
    validBytes: offset,
    torn: resumeAt === null,
    damage: resumeAt === null ? null : { at: offset, resumeAt },
  };
}

/**
 * Offset of the first whole frame that begins at or after `from`; null when there is none. Linear on text payloads: no four
 * bytes of JSON text read as a plausible length.
 */
export function findFrame(bytes: Buffer, from: number): number | null {
  for (let offset = from; offset + FRAME_HEADER_BYTES < bytes.length; offset += 1) {
    if (frameBytesAt(bytes, offset) > 0) return offset;
  }
  return null;
}

function assertPayloadBytes(payloadBytes: number): void {
  if (payloadBytes === 0 || payloadBytes > FRAME_PAYLOAD_BYTES_MAX) {
    throw new RangeError(`a frame holds 1 to ${FRAME_PAYLOAD_BYTES_MAX} bytes, not ${payloadBytes}`);
  }
}
