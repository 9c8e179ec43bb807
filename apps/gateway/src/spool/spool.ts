import { join } from 'node:path';
import { AppError, type AuditRecord, type Heartbeat } from '@sallyport/contracts';
import type { Logger } from '@sallyport/service-kit';
import { Backlog } from './backlog.js';
import { BacklogReader, type Batch } from './backlog-reader.js';
import { holdFolder } from './exclusive-folder.js';
import { recoverEpochs } from './recover.js';
import type { Epoch } from './segment.js';
import { diskFiles, type SpoolFiles } from './spool-files.js';
import { SPOOL_LIMITS, type SpoolLimits } from './spool-limits.js';
import { probeDisk, SpoolWriter } from './spool-writer.js';

/** Where the spool stands, as the heartbeat reports it. `bytes` are unshipped; `acknowledged` belongs to `epoch`. */
export type SpoolStatus = Heartbeat['spool'];

/** Where records go on their way to the api: framed, sequenced, on the gateway's own disk. */
export interface RecordSpool {
  /**
   * Takes a record: numbered and framed at once, written within 5 ms or 256 records, on stable storage within a second.
   * What is written survives a kill of the process. The record's `principal`, `client`, `server` and rule objects are taken to
   * be immutable: their text is kept while they live.
   * @param argumentsText  bytes of the JSON text of the record's arguments as `JSON.stringify` writes it, where they are at hand
   * @throws AppError `gateway.spool_unavailable` when the disk fails and the memory kept for its return is full, or closed
   */
  append(record: AuditRecord, argumentsText?: Buffer | null): void;
  /**
   * Takes a record and resolves when it is on stable storage. Joins the commit that is due next: one `fdatasync` serves
   * every record that waits.
   * @throws AppError `gateway.spool_unavailable` when it cannot be made durable; the call it describes must not go on
   */
  appendDurable(record: AuditRecord, argumentsText?: Buffer | null): Promise<void>;
  /**
   * Whether new calls may be accepted: the disk takes writes, and neither too much nor too old a record waits for the api.
   * While false, records of calls already in flight are still taken.
   */
  readonly writable: boolean;
  readonly status: SpoolStatus;
  /** Writes and syncs what was taken, then gives the folder back. */
  close(): Promise<void>;
}

/** The spool as the shipper sees it. */
export interface ShippableSpool {
  /** Calls `listener` after every write. One listener. */
  onWritten(listener: () => void): void;
  /** Resolves when everything taken so far is written, or the disk fails. */
  flushed(): Promise<void>;
  /** The next records to send, oldest first; null when the api has everything. */
  next(): Promise<Batch | null>;
  /** The api holds everything of the batch's epoch up to `sequence`. */
  acknowledge(batch: Batch, sequence: number): void;
  /**
   * The api lacks records after `sequence`. Goes back to them when they are still here; when they are not, moves what
   * follows them to a new epoch, because the api takes no record behind a gap.
   */
  resumeAfter(batch: Batch, sequence: number): Promise<void>;
}

export interface SpoolOptions {
  /** `GATEWAY_DATA_DIR`; the spool lives in `spool/` below it. */
  readonly dataDir: string;
  readonly logger: Pick<Logger, 'info' | 'warn' | 'error'>;
  readonly limits?: Partial<SpoolLimits>;
  readonly files?: SpoolFiles;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
}

/**
 * Opens the spool of a gateway: takes its folder, recovers what earlier processes left and starts a new epoch.
 * @throws AppError `gateway.spool_unavailable` when another process holds the folder or it cannot be written
 */
export async function openSpool(options: SpoolOptions): Promise<RecordSpool & ShippableSpool> {
  const { files = diskFiles, logger, now = Date.now } = options;
  const root = join(options.dataDir, 'spool');
  await writableFolder(files, root);
  const release = await holdFolder(root);
  try {
    await probe(files, root);
    const backlog = new Backlog(files, logger, now);
    for (const epoch of await recoverEpochs(root, files, logger)) backlog.add(epoch);
    const limits = { ...SPOOL_LIMITS, ...options.limits };
    return await Spool.start({ root, files, logger, backlog, limits, release, now });
  } catch (err) {
    await release();
    throw err;
  }
}

interface SpoolParts {
  readonly root: string;
  readonly files: SpoolFiles;
  readonly logger: Pick<Logger, 'info' | 'warn' | 'error'>;
  readonly backlog: Backlog;
  readonly limits: SpoolLimits;
  readonly release: () => Promise<void>;
  readonly now: () => number;
}

class Spool implements RecordSpool, ShippableSpool {
  readonly #parts: SpoolParts;
  readonly #writer: SpoolWriter;
  readonly #reader: BacklogReader;
  readonly #boundsTimer: NodeJS.Timeout;
  #writable = true;
  #onWritten: () => void = () => undefined;

  static async start(parts: SpoolParts): Promise<Spool> {
    return new Spool(parts, await createEpoch(parts));
  }

  private constructor(parts: SpoolParts, epoch: Epoch) {
    const { backlog, files, limits, logger, root } = parts;
    this.#parts = parts;
    this.#reader = new BacklogReader(backlog, files, logger);
    this.#writer = new SpoolWriter(epoch, {
      root,
      files,
      backlog,
      limits,
      logger,
      onChange: () => this.#changed(),
    });
    backlog.add(epoch);
    this.#boundsTimer = setInterval(() => this.#checkBounds(), limits.syncIntervalMs).unref();
    this.#checkBounds();
  }

  append(record: AuditRecord, argumentsText: Buffer | null = null): void {
    this.#writer.append(record, argumentsText);
  }

  appendDurable(record: AuditRecord, argumentsText: Buffer | null = null): Promise<void> {
    return this.#writer.appendDurable(record, argumentsText);
  }

  get writable(): boolean {
    return this.#writable && this.#writer.healthy;
  }

  get status(): SpoolStatus {
    const { epoch, sequence } = this.#writer;
    return {
      epoch: epoch.epoch,
      lastSequence: sequence,
      acknowledged: epoch.acknowledged,
      bytes: this.#parts.backlog.unshippedBytes,
      writable: this.writable,
    };
  }

  onWritten(listener: () => void): void {
    this.#onWritten = listener;
  }

  flushed(): Promise<void> {
    return this.#writer.flushed();
  }

  next(): Promise<Batch | null> {
    return this.#reader.next();
  }

  acknowledge(batch: Batch, sequence: number): void {
    this.#parts.backlog.acknowledge(batch.epoch, Math.min(sequence, batch.epoch.lastSequence), batch);
    this.#checkBounds();
  }

  async resumeAfter({ epoch }: Batch, sequence: number): Promise<void> {
    const { backlog, logger } = this.#parts;
    const missing = backlog.firstAvailable(epoch) > sequence + 1 || epoch.acknowledged === sequence;
    if (!missing) return backlog.acknowledge(epoch, sequence);
    logger.error(
      { epoch: epoch.epoch, after: sequence },
      'records are missing at the api and not here any more; the records behind them go on in a new epoch',
    );
    await this.#moveToNewEpoch(epoch, sequence);
  }

  async close(): Promise<void> {
    clearInterval(this.#boundsTimer);
    await this.#writer.close();
    this.#parts.backlog.trim(this.#writer.epoch);
    await this.#reader.close();
    await this.#parts.backlog.settle();
    await this.#parts.release();
  }

  async #moveToNewEpoch(epoch: Epoch, sequence: number): Promise<void> {
    if (epoch === this.#writer.epoch) await this.#writer.rollTo(await createEpoch(this.#parts));
    let after = sequence;
    for (;;) {
      const batch = await this.#reader.readAfter(epoch, after);
      if (batch === null) break;
      const items = JSON.parse(`[${batch.body.toString('utf8')}]`) as { readonly record: AuditRecord }[];
      await Promise.all(items.map(({ record }) => this.#writer.appendDurable(record, null)));
      after = batch.lastSequence;
      this.#parts.backlog.acknowledge(epoch, after);
    }
    this.#parts.backlog.acknowledge(epoch, epoch.lastSequence);
  }

  #changed(): void {
    this.#checkBounds();
    this.#onWritten();
  }

  #checkBounds(): void {
    const { backlog, limits, logger } = this.#parts;
    const { unshippedBytes, unshippedAgeMs } = backlog;
    const within = unshippedBytes < limits.unshippedBytesMax && unshippedAgeMs < limits.unshippedAgeMsMax;
    if (within === this.#writable) return;
    this.#writable = within;
    if (within) logger.info('the api caught up; new calls are accepted again');
    else logger.error({ unshippedBytes, unshippedAgeMs }, 'too much waits for the api; new calls are refused');
  }
}

/** Numbered by the clock, and above every epoch before it, whatever the clock did. */
async function createEpoch({ root, files, backlog, now }: SpoolParts): Promise<Epoch> {
  const newest = backlog.epochs.at(-1)?.epoch ?? 0;
  const epoch = Math.max(now(), newest + 1);
  const folder = join(root, String(epoch));
  await files.makeFolder(folder);
  await files.syncFolder(root);
  return { epoch, folder, segments: [], lastSequence: 0, acknowledged: 0, sealed: false };
}

async function writableFolder(files: SpoolFiles, root: string): Promise<void> {
  await files.makeFolder(root).catch((err: unknown) => {
    throw cannotWrite(root, err);
  });
}

async function probe(files: SpoolFiles, root: string): Promise<void> {
  await probeDisk(files, root).catch((err: unknown) => {
    throw cannotWrite(root, err);
  });
}

const cannotWrite = (root: string, cause: unknown): AppError =>
  new AppError('gateway.spool_unavailable', {
    detail: `Records cannot be written to ${root}. Check free space and permissions, or set GATEWAY_DATA_DIR.`,
    cause,
  });
