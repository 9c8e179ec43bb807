import { FRAME_HEADER_BYTES, FRAME_PAYLOAD_BYTES_MAX, findFrame, frameBytesAt } from '@sallyport/audit';
import { INGEST_BATCH_MAX, kib } from '@sallyport/contracts';
import type { Logger } from '@sallyport/service-kit';
import type { Backlog } from './backlog.js';
import { sequenceOf } from './record-frame.js';
import type { Epoch, Segment } from './segment.js';
import type { SpoolFile, SpoolFiles } from './spool-files.js';

/** Bytes read at once: always a whole frame, well under what the api takes, and all the memory reading needs. */
const WINDOW_BYTES = FRAME_HEADER_BYTES + FRAME_PAYLOAD_BYTES_MAX;
const BUFFER_BYTES_MIN = kib(64);
const COMMA = 0x2c;

/** Consecutive records of one segment, as they are sent. */
export interface Batch {
  readonly epoch: Epoch;
  readonly firstSequence: number;
  readonly lastSequence: number;
  readonly records: number;
  /** `{"sequence":…,"record":…}` items joined by commas. Valid until the next batch is read. */
  readonly body: Buffer;
  readonly segment: Segment;
  /** Where the last frame ends in the segment. */
  readonly endBytes: number;
}

/**
 * Reads what is next to be shipped: the records after an epoch's acknowledged one. Keeps one buffer and one open file,
 * never records. Used by one shipper at a time.
 */
export class BacklogReader {
  readonly #backlog: Backlog;
  readonly #files: SpoolFiles;
  readonly #logger: Pick<Logger, 'error'>;
  #buffer = Buffer.alloc(0);
  #open: { readonly segment: Segment; readonly file: SpoolFile } | null = null;
  /** Where the record of sequence `next` begins. */
  #position: { readonly segment: Segment; readonly next: number; readonly offset: number } | null = null;

  constructor(backlog: Backlog, files: SpoolFiles, logger: Pick<Logger, 'error'>) {
    this.#backlog = backlog;
    this.#files = files;
    this.#logger = logger;
  }

  /** The next batch, earlier epochs first; null when everything that is written is acknowledged. */
  async next(): Promise<Batch | null> {
    for (const epoch of [...this.#backlog.epochs]) {
      if (epoch.acknowledged >= epoch.lastSequence) continue;
      const batch = await this.readAfter(epoch, epoch.acknowledged);
      if (batch !== null) return batch;
      if (epoch.sealed) this.#giveUp(epoch);
    }
    // An open file keeps its space on the disk after it was deleted, and a full disk needs that space.
    if (this.#open?.segment.sealed) await this.close();
    return null;
  }

  /** Records of an epoch that follow `sequence`; null when none is left, be it because the rest is damaged. */
  async readAfter(epoch: Epoch, sequence: number): Promise<Batch | null> {
    for (const segment of [...epoch.segments]) {
      if (segment.lastSequence <= sequence || segment.bytes === 0) continue;
      const batch = await this.#readSegment(epoch, segment, sequence + 1);
      if (batch !== null) return batch;
    }
    return null;
  }

  async close(): Promise<void> {
    const open = this.#open;
    this.#open = null;
    await open?.file.close();
  }

  #giveUp(epoch: Epoch): void {
    const records = epoch.lastSequence - epoch.acknowledged;
    this.#logger.error({ epoch: epoch.epoch, records }, 'records were lost: nothing whole is left of them on disk');
    this.#backlog.acknowledge(epoch, epoch.lastSequence);
  }

  async #readSegment(epoch: Epoch, segment: Segment, next: number): Promise<Batch | null> {
    const known = this.#position?.segment === segment && this.#position.next === next;
    let offset = known ? (this.#position?.offset ?? 0) : 0;
    while (offset < segment.bytes) {
      const { batch, consumed } = this.#collect(await this.#read(segment, offset, WINDOW_BYTES), next);
      offset = consumed === 0 ? await this.#pastDamage(segment, offset) : offset + consumed;
      if (batch === null) continue;
      this.#position = { segment, next: batch.lastSequence + 1, offset };
      return { epoch, segment, endBytes: offset, ...batch };
    }
    return null;
  }

  /**
   * Joins the payloads of whole frames in place: each moves to the left over the frame headers, with a comma between.
   * Frames below `next` are passed over.
   */
  #collect(bytes: Buffer, next: number) {
    let at = 0;
    let length = 0;
    let records = 0;
    let firstSequence = 0;
    let lastSequence = 0;
    for (let taken = frameBytesAt(bytes, 0); taken > 0; taken = frameBytesAt(bytes, at)) {
      const sequence = sequenceOf(bytes, at + FRAME_HEADER_BYTES) ?? 0;
      if (records === INGEST_BATCH_MAX || (records > 0 && sequence > lastSequence + 1)) break;
      if (sequence >= next && sequence > lastSequence) {
        if (records === 0) firstSequence = sequence;
        else bytes[length++] = COMMA;
        length += bytes.copy(bytes, length, at + FRAME_HEADER_BYTES, at + taken);
        records += 1;
        lastSequence = sequence;
      }
      at += taken;
    }
    const body = bytes.subarray(0, length);
    return { consumed: at, batch: records === 0 ? null : { firstSequence, lastSequence, records, body } };
  }

  /** Where the next whole frame begins after the damaged one at `offset`, or the end of the segment. */
  async #pastDamage(segment: Segment, offset: number): Promise<number> {
    if (!segment.damaged) {
      this.#logger.error({ path: segment.path, offset }, 'a record on disk is damaged; the segment will be kept');
    }
    segment.damaged = true;
    // Twice the window: a frame that begins in its first half is seen whole.
    const bytes = await this.#read(segment, offset, 2 * WINDOW_BYTES);
    const found = findFrame(bytes, 1);
    return offset + (found ?? Math.min(bytes.length, WINDOW_BYTES));
  }

  async #read(segment: Segment, offset: number, bytesMax: number): Promise<Buffer> {
    const file = await this.#fileOf(segment);
    const wanted = Math.min(bytesMax, segment.bytes - offset);
    this.#makeRoom(wanted);
    let read = 0;
    while (read < wanted) {
      const { bytesRead } = await file.read(this.#buffer, read, wanted - read, offset + read);
      if (bytesRead === 0) break;
      read += bytesRead;
    }
    return this.#buffer.subarray(0, read);
  }

  #makeRoom(bytes: number): void {
    if (this.#buffer.length >= bytes) return;
    this.#buffer = Buffer.allocUnsafeSlow(Math.max(BUFFER_BYTES_MIN, bytes, this.#buffer.length * 2));
  }

  async #fileOf(segment: Segment): Promise<SpoolFile> {
    if (this.#open?.segment !== segment) {
      await this.close();
      this.#open = { segment, file: await this.#files.open(segment.path, 'r') };
    }
    return this.#open.file;
  }
}
