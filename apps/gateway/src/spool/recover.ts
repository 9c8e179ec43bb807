import { join } from 'node:path';
import { readFrames } from '@sallyport/audit';
import type { Logger } from '@sallyport/service-kit';
import { sequenceOf } from './record-frame.js';
import { cursorPath, type Epoch, newSegment, parseEpochName, parseSegmentName, type Segment } from './segment.js';
import type { SpoolFiles } from './spool-files.js';

/**
 * Finds what earlier processes left unshipped, oldest epoch first. The last segment of an epoch may end in the middle of a
 * frame, because its writer was killed; that torn end was acknowledged to nobody and is cut off. Damage anywhere else is
 * left in place, for the reader to report and pass over.
 */
export async function recoverEpochs(
  root: string,
  files: SpoolFiles,
  logger: Pick<Logger, 'info' | 'warn'>,
): Promise<Epoch[]> {
  const numbers = (await files.list(root)).map(parseEpochName).filter((epoch) => epoch !== null);
  const epochs: Epoch[] = [];
  for (const number of numbers.sort((a, b) => a - b)) {
    const epoch = await recoverEpoch(number, join(root, String(number)), files, logger);
    epochs.push(epoch);
    const unshipped = epoch.lastSequence - epoch.acknowledged;
    if (unshipped > 0) logger.info({ epoch: number, records: unshipped }, 'records of an earlier run will be shipped');
  }
  return epochs;
}

async function recoverEpoch(
  number: number,
  folder: string,
  files: SpoolFiles,
  logger: Pick<Logger, 'warn'>,
): Promise<Epoch> {
  const firsts = (await files.list(folder)).map(parseSegmentName).filter((first) => first !== null);
  firsts.sort((a, b) => a - b);
  const segments: Segment[] = [];
  for (const [at, first] of firsts.entries()) {
    const segment = newSegment(folder, first);
    const next = firsts[at + 1];
    segment.sealed = true;
    segment.bytes = await files.bytes(segment.path);
    if (next === undefined) await closeLastSegment(segment, files, logger);
    else segment.lastSequence = next - 1;
    segments.push(segment);
  }
  const lastSequence = segments.at(-1)?.lastSequence ?? 0;
  const trimmed = (segments[0]?.firstSequence ?? 1) - 1;
  const acknowledged = Math.min(lastSequence, Math.max(trimmed, await readCursor(folder, files)));
  return { epoch: number, folder, segments, lastSequence, acknowledged, sealed: true };
}

/** Zero when it was never written, or was cut short by a power cut: records are then only sent again. */
async function readCursor(folder: string, files: SpoolFiles): Promise<number> {
  const text = await files.readText(cursorPath(folder)).catch(() => '');
  return /^\d{1,15}\n$/.test(text) ? Number(text) : 0;
}

async function closeLastSegment(segment: Segment, files: SpoolFiles, logger: Pick<Logger, 'warn'>): Promise<void> {
  const { lastSequence, endBytes } = scan(await readAll(segment, files));
  segment.lastSequence = Math.max(segment.lastSequence, lastSequence);
  if (endBytes === segment.bytes) return;
  logger.warn({ path: segment.path, bytes: segment.bytes - endBytes }, 'a torn end was cut off');
  const file = await files.open(segment.path, 'r+');
  try {
    await file.truncate(endBytes);
    await file.datasync();
  } finally {
    await file.close();
  }
  segment.bytes = endBytes;
}

/** Last sequence among all whole frames, damaged stretches passed over, and where the last whole frame ends. */
function scan(bytes: Buffer): { lastSequence: number; endBytes: number } {
  let lastSequence = 0;
  for (let offset = 0; ; ) {
    const { payloads, validBytes, damage } = readFrames(bytes.subarray(offset));
    const last = payloads.at(-1);
    lastSequence = (last === undefined ? null : sequenceOf(last, 0)) ?? lastSequence;
    if (damage === null) return { lastSequence, endBytes: offset + validBytes };
    offset += damage.resumeAt;
  }
}

async function readAll(segment: Segment, files: SpoolFiles): Promise<Buffer> {
  const bytes = Buffer.allocUnsafe(segment.bytes);
  const file = await files.open(segment.path, 'r');
  try {
    let read = 0;
    while (read < bytes.length) {
      const { bytesRead } = await file.read(bytes, read, bytes.length - read, read);
      if (bytesRead === 0) break;
      read += bytesRead;
    }
    return bytes.subarray(0, read);
  } finally {
    await file.close();
  }
}
