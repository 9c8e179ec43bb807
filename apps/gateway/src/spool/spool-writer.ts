import { join } from 'node:path';
import { AppError, type AuditRecord } from '@sallyport/contracts';
import type { Logger } from '@sallyport/service-kit';
import type { Backlog } from './backlog.js';
import { PendingFrames, type TakenFrames } from './pending-frames.js';
import { type Epoch, newSegment, type Segment } from './segment.js';
import type { SpoolFile, SpoolFiles } from './spool-files.js';
import type { SpoolLimits } from './spool-limits.js';

const PROBE_BYTES = 64 * 1024;

export interface SpoolWriterOptions {
  /** The folder of all epochs. */
  readonly root: string;
  readonly files: SpoolFiles;
  readonly backlog: Backlog;
  readonly limits: SpoolLimits;
  readonly logger: Pick<Logger, 'info' | 'warn' | 'error'>;
  /** Called after every write and whenever the disk fails or returns. */
  readonly onChange: () => void;
}

interface Waiter {
  readonly resolve: () => void;
  readonly reject: (err: AppError) => void;
}

/**
 * Numbers, frames and writes records. One write or sync is under way at a time; what arrives meanwhile forms the next.
 * After a failed write or sync the segment is never touched again: what was not written waits in memory for a new one.
 * @see docs/decisions/0006-record-path.md
 */
export class SpoolWriter {
  readonly #options: SpoolWriterOptions;
  readonly #pending = new PendingFrames();
  readonly #syncTimer: NodeJS.Timeout;
  #epoch: Epoch;
  #sequence = 0;
  #open: { readonly segment: Segment; readonly file: SpoolFile } | null = null;
  #waiters: Waiter[] = [];
  #flushTimer: NodeJS.Timeout | null = null;
  #work: Promise<void> | null = null;
  #flushWanted = false;
  #unsynced = false;
  #syncDue = false;
  #broken = false;
  #probeTimer: NodeJS.Timeout | null = null;
  #closed = false;
  #roll: { readonly to: Epoch; readonly done: () => void } | null = null;

  constructor(epoch: Epoch, options: SpoolWriterOptions) {
    this.#epoch = epoch;
    this.#options = options;
    this.#syncTimer = setInterval(() => this.#syncSoon(), options.limits.syncIntervalMs).unref();
  }

  get epoch(): Epoch {
    return this.#epoch;
  }

  /** Highest sequence given out. */
  get sequence(): number {
    return this.#sequence;
  }

  /** The disk takes writes, and memory is not full of what it did not take. */
  get healthy(): boolean {
    return !this.#broken && !this.#closed && this.#pending.bytes < this.#options.limits.pendingBytesMax;
  }

  append(record: AuditRecord, argumentsText: Buffer | null): void {
    const { limits } = this.#options;
    if (this.#closed || this.#pending.bytes >= limits.pendingBytesMax) throw unavailable();
    this.#pending.add(this.#sequence + 1, record, argumentsText);
    this.#sequence += 1;
    if (this.#pending.records >= limits.flushRecords) this.flush();
    else this.#flushTimer ??= setTimeout(() => this.flush(), limits.flushDelayMs);
  }

  async appendDurable(record: AuditRecord, argumentsText: Buffer | null): Promise<void> {
    if (this.#broken) throw unavailable();
    this.append(record, argumentsText);
    await new Promise<void>((resolve, reject) => {
      this.#waiters.push({ resolve, reject });
      this.flush();
    });
  }

  /** Writes what is pending, now or right after the write under way. */
  flush(): void {
    if (this.#flushTimer !== null) clearTimeout(this.#flushTimer);
    this.#flushTimer = null;
    this.#flushWanted = true;
    if (this.#work !== null || this.#broken) return;
    this.#work = this.#workOff()
      .catch((err: unknown) => this.#fail(err))
      .finally(() => {
        this.#work = null;
        if (this.#flushWanted) this.flush();
      });
  }

  /** Resolves when everything taken so far is written, or the disk fails. */
  async flushed(): Promise<void> {
    this.flush();
    while (this.#work !== null) await this.#work;
  }

  /** Seals the live epoch and goes on in another, as soon as nothing is pending. */
  rollTo(epoch: Epoch): Promise<void> {
    return new Promise((done) => {
      this.#roll = { to: epoch, done };
      this.flush();
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#syncTimer);
    this.#syncDue = true;
    await this.flushed();
    if (this.#probeTimer !== null) clearTimeout(this.#probeTimer);
    if (this.#pending.records > 0) {
      this.#options.logger.error({ records: this.#pending.records }, 'records were lost: the disk never took them');
    }
    await this.#seal();
    this.#epoch.sealed = true;
  }

  async #workOff(): Promise<void> {
    while (this.#flushWanted || this.#roll !== null) {
      this.#flushWanted = false;
      const taken = this.#pending.take();
      const waiters = this.#waiters;
      this.#waiters = [];
      try {
        if (taken !== null) await this.#write(taken);
        if (waiters.length > 0 || this.#syncDue) await this.#sync();
      } catch (err) {
        for (const { reject } of waiters) reject(unavailable(err));
        throw err;
      }
      for (const { resolve } of waiters) resolve();
      const idle = this.#pending.records === 0 && this.#waiters.length === 0;
      if (this.#roll !== null && idle) await this.#switchEpoch(this.#roll);
    }
  }

  async #write(taken: TakenFrames): Promise<void> {
    try {
      const { segment, file } = await this.#segmentFor(taken);
      await writeAll(file, taken, segment.bytes);
      this.#unsynced = true;
      this.#options.backlog.written(this.#epoch, segment, taken);
    } catch (err) {
      this.#pending.restore(taken);
      throw err;
    }
    this.#pending.release(taken);
    this.#options.onChange();
  }

  async #sync(): Promise<void> {
    this.#syncDue = false;
    if (!this.#unsynced || this.#open === null) return;
    await this.#open.file.datasync();
    this.#unsynced = false;
  }

  async #segmentFor({ firstSequence }: TakenFrames): Promise<{ segment: Segment; file: SpoolFile }> {
    if (this.#open !== null && this.#open.segment.bytes >= this.#options.limits.segmentBytes) {
      await this.#sync();
      await this.#seal();
    }
    if (this.#open !== null) return this.#open;
    const { files } = this.#options;
    const segment = newSegment(this.#epoch.folder, firstSequence);
    const file = await files.open(segment.path, 'wx');
    this.#open = { segment, file };
    this.#epoch.segments.push(segment);
    await files.syncFolder(this.#epoch.folder);
    return this.#open;
  }

  async #seal(): Promise<void> {
    const open = this.#open;
    if (open === null) return;
    this.#open = null;
    open.segment.sealed = true;
    await open.file.close();
    this.#options.backlog.trim(this.#epoch);
  }

  /** No `await` before the new epoch is in place: a record taken in between would carry a number of the old one. */
  async #switchEpoch({ to, done }: { readonly to: Epoch; readonly done: () => void }): Promise<void> {
    const { backlog } = this.#options;
    const previous = this.#epoch;
    const open = this.#open;
    this.#roll = null;
    this.#open = null;
    this.#epoch = to;
    this.#sequence = 0;
    previous.sealed = true;
    backlog.add(to);
    done();
    if (open === null) return;
    open.segment.sealed = true;
    await open.file.datasync();
    this.#unsynced = false;
    await open.file.close();
  }

  /** Only ever leaves a whole segment behind: what the failed write may have put there is cut off, or ignored if it cannot be. */
  async #fail(err: unknown): Promise<void> {
    const { backlog, files, logger, onChange } = this.#options;
    const open = this.#open;
    this.#broken = true;
    this.#open = null;
    this.#unsynced = false;
    for (const { reject } of this.#waiters) reject(unavailable(err));
    this.#waiters = [];
    logger.error({ err }, 'the spool cannot be written; new calls are refused until it can');
    onChange();
    this.#scheduleProbe();
    if (open === null) return;
    await open.file.truncate(open.segment.bytes).catch(ignore);
    await open.file.close().catch(ignore);
    open.segment.sealed = true;
    if (open.segment.bytes === 0) {
      this.#epoch.segments.splice(this.#epoch.segments.indexOf(open.segment), 1);
      await files.remove(open.segment.path).catch(ignore);
    }
    backlog.trim(this.#epoch);
  }

  #scheduleProbe(): void {
    if (this.#closed) return;
    this.#probeTimer = setTimeout(() => void this.#probe(), this.#options.limits.probeIntervalMs);
    this.#probeTimer.unref();
  }

  async #probe(): Promise<void> {
    const { files, root, logger, onChange } = this.#options;
    try {
      await probeDisk(files, root);
    } catch {
      this.#scheduleProbe();
      return;
    }
    if (this.#closed) return;
    this.#broken = false;
    logger.info('the spool can be written again');
    onChange();
    this.flush();
  }

  #syncSoon(): void {
    if (!this.#unsynced) return;
    this.#syncDue = true;
    this.flush();
  }
}

/**
 * Writes and syncs a file of 64 KiB and removes it.
 * @throws what the disk answered
 */
export async function probeDisk(files: SpoolFiles, root: string): Promise<void> {
  const path = join(root, 'probe');
  await files.remove(path);
  const file = await files.open(path, 'wx');
  try {
    await writeAll(file, { chunks: [{ buffer: Buffer.alloc(PROBE_BYTES), used: PROBE_BYTES }] }, 0);
    await file.datasync();
  } finally {
    await file.close();
    await files.remove(path);
  }
}

async function writeAll(file: SpoolFile, { chunks }: Pick<TakenFrames, 'chunks'>, position: number): Promise<void> {
  let rest = chunks.map(({ buffer, used }) => buffer.subarray(0, used));
  let at = position;
  while (rest.length > 0) {
    const written = await file.write(rest, at);
    at += written;
    rest = withoutFirst(rest, written);
  }
}

function withoutFirst(buffers: Buffer[], bytes: number): Buffer[] {
  let skip = bytes;
  return buffers.flatMap((buffer) => {
    const skipped = Math.min(skip, buffer.length);
    skip -= skipped;
    return skipped === buffer.length ? [] : [buffer.subarray(skipped)];
  });
}

const ignore = (): void => undefined;

const unavailable = (cause?: unknown): AppError =>
  new AppError('gateway.spool_unavailable', { retryAfterSeconds: 5, cause });
