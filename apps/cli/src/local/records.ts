import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Writable } from 'node:stream';
import { type AuditRecord, mib, seconds } from '@sallyport/contracts';
import { type GatewayOptions, openSpool, type RecordSpool, type ShippableSpool } from '@sallyport/gateway/embed';
import type { Logger } from '@sallyport/service-kit';
import { CliError, EXIT, systemCode } from '../cli-error.js';
import { sweepRecords } from './sweep-records.js';

export interface RecordsOptions {
  /** Holds `records/`, with one folder for each process. */
  readonly dataDir: string;
  /** False: none at all. */
  readonly keep: boolean;
  /** Where they are also written, one JSON object a line. */
  readonly echo: Writable | null;
  readonly logger: Pick<Logger, 'info' | 'warn' | 'error'>;
  /** Most bytes this process keeps. */
  readonly bytesMax?: number;
}

type Spool = GatewayOptions['spool'];

export interface LocalRecords extends Spool {
  /** Null when none are kept. */
  readonly folder: string | null;
  close(): Promise<void>;
}

const PROCESS_BYTES_MAX = mib(32);
const SEGMENT_BYTES = mib(1);
const TRIM_INTERVAL_MS = seconds(2);
const SWEEP_AFTER_MS = seconds(2);

/**
 * Records of a gateway that nobody ships: the gateway's own spool in a folder of this process alone, where the oldest go so
 * that their bytes stay bounded. Folders of earlier processes are swept when they are old or too many.
 * @throws CliError when the folder cannot be written
 */
export const openRecords = async (options: RecordsOptions): Promise<LocalRecords> => {
  const { dataDir, keep, echo, logger, bytesMax = PROCESS_BYTES_MAX } = options;
  const records = keep ? await keepBelow(join(dataDir, 'records'), logger, bytesMax) : KEPT_NOWHERE;
  return echo === null ? records : withEcho(records, echo);
};

const keepBelow = async (root: string, logger: RecordsOptions['logger'], bytesMax: number): Promise<LocalRecords> => {
  const folder = join(root, `${new Date().toISOString().replaceAll(/[:.]/g, '-')}-${process.pid}`);
  const spool = await openIn(folder, logger);
  let trimming = Promise.resolve();
  const trim = (): Promise<void> => {
    trimming = trimming.then(() => dropOldest(spool, bytesMax));
    return trimming;
  };
  const trimmer = setInterval(() => void trim(), TRIM_INTERVAL_MS).unref();
  const sweeper = setTimeout(() => void sweepRecords(root), SWEEP_AFTER_MS).unref();
  return {
    folder,
    append: (record) => spool.append(record),
    appendDurable: (record) => spool.appendDurable(record),
    get writable() {
      return spool.writable;
    },
    get status() {
      return spool.status;
    },
    close: async () => {
      clearInterval(trimmer);
      clearTimeout(sweeper);
      await trim();
      const { lastSequence } = spool.status;
      await spool.close();
      if (lastSequence === 0) await rm(folder, { recursive: true, force: true });
    },
  };
};

const openIn = async (folder: string, logger: RecordsOptions['logger']): Promise<RecordSpool & ShippableSpool> => {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const limits = {
      segmentBytes: SEGMENT_BYTES,
      unshippedBytesMax: Number.POSITIVE_INFINITY,
      unshippedAgeMsMax: Number.POSITIVE_INFINITY,
    };
    return await openSpool({ dataDir: folder, logger, limits });
  } catch (cause) {
    const why = `Records cannot be written to ${folder} (${systemCode(cause) ?? 'no space or permission'}).`;
    throw new CliError(EXIT.failed, `${why} Name another folder with --data-dir, or keep none: --records none.`, cause);
  }
};

/** Lets the oldest records go until the rest fits. */
const dropOldest = async (spool: ShippableSpool & Pick<RecordSpool, 'status'>, bytesMax: number): Promise<void> => {
  while (spool.status.bytes > bytesMax) {
    const batch = await spool.next();
    if (batch === null) return;
    spool.acknowledge(batch, batch.lastSequence);
  }
};

const withEcho = (records: LocalRecords, echo: Writable): LocalRecords => {
  const tell = (record: AuditRecord): void => void echo.write(`${JSON.stringify(record)}\n`);
  return {
    folder: records.folder,
    append: (record) => {
      records.append(record);
      tell(record);
    },
    appendDurable: async (record) => {
      await records.appendDurable(record);
      tell(record);
    },
    get writable() {
      return records.writable;
    },
    get status() {
      return records.status;
    },
    close: () => records.close(),
  };
};

/** Asked for on the command line. */
const KEPT_NOWHERE: LocalRecords = {
  folder: null,
  append: () => undefined,
  appendDurable: () => Promise.resolve(),
  writable: true,
  status: { epoch: 0, lastSequence: 0, acknowledged: 0, bytes: 0, writable: true },
  close: () => Promise.resolve(),
};
