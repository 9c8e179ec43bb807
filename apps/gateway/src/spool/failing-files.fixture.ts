import { diskFiles, type SpoolFile, type SpoolFiles } from './spool-files.js';

/** What a disk can do to us. Set the fields; they act on the next operation of any open file. */
export interface DiskFaults {
  /** Bytes that can still be written before `ENOSPC`; the last write is cut short, as a real disk does it. */
  freeBytes: number;
  /** `datasync` fails so often. */
  syncFailures: number;
  truncateFails: boolean;
  /** Number of `datasync` calls that reached a file. */
  syncs: number;
  /** Paths of files that are open now. */
  open: Set<string>;
  /** Files that were synced or written again after their own `datasync` had failed. */
  touchedAfterFailure: string[];
}

const failure = (code: string): Error => Object.assign(new Error(`${code}: injected`), { code });

/** The real file system, behind faults that can be switched on and off. */
export function failingFiles(): { files: SpoolFiles; faults: DiskFaults } {
  const faults: DiskFaults = {
    freeBytes: Number.POSITIVE_INFINITY,
    truncateFails: false,
    syncFailures: 0,
    syncs: 0,
    open: new Set(),
    touchedAfterFailure: [],
  };
  const open = async (path: string, flags: 'r' | 'r+' | 'wx'): Promise<SpoolFile> => {
    if (flags === 'wx' && faults.freeBytes === 0) throw failure('ENOSPC');
    return withFaults(path, await diskFiles.open(path, flags), faults);
  };
  return { files: { ...diskFiles, open }, faults };
}

function withFaults(path: string, file: SpoolFile, faults: DiskFaults): SpoolFile {
  let failed = false;
  faults.open.add(path);
  return {
    read: file.read.bind(file),
    truncate: async (bytes) => {
      if (faults.truncateFails) throw failure('EIO');
      await file.truncate(bytes);
    },
    close: () => {
      faults.open.delete(path);
      return file.close();
    },
    write: async (buffers, position) => {
      if (failed) faults.touchedAfterFailure.push(path);
      if (faults.freeBytes === 0) throw failure('ENOSPC');
      const bytes = Buffer.concat(buffers);
      const taken = bytes.subarray(0, Math.min(bytes.length, faults.freeBytes));
      faults.freeBytes -= taken.length;
      return file.write([taken], position);
    },
    datasync: async () => {
      faults.syncs += 1;
      if (failed) faults.touchedAfterFailure.push(path);
      if (faults.syncFailures > 0) {
        faults.syncFailures -= 1;
        failed = true;
        throw failure('EIO');
      }
      await file.datasync();
    },
  };
}
