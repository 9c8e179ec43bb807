import { writevSync } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, readFile, rename, rm, rmdir, writeFile } from 'node:fs/promises';

/** An open segment, as far as the spool uses one. */
export interface SpoolFile extends Pick<FileHandle, 'read' | 'datasync' | 'truncate' | 'close'> {
  /** Bytes written, which may be fewer than given. */
  write(buffers: readonly Buffer[], position: number): Promise<number>;
}

/** The spool's file system: the process boundary at which tests let a disk fill up or fail. */
export interface SpoolFiles {
  open(path: string, flags: 'r' | 'r+' | 'wx'): Promise<SpoolFile>;
  /** Makes the entries of a folder durable, so that a new segment is found after a power cut. */
  syncFolder(path: string): Promise<void>;
  makeFolder(path: string): Promise<void>;
  list(path: string): Promise<string[]>;
  bytes(path: string): Promise<number>;
  readText(path: string): Promise<string>;
  /** Replaces a small file in one step: a reader sees the old text or the new. */
  replaceText(path: string, text: string): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  remove(path: string): Promise<void>;
  removeEmptyFolder(path: string): Promise<void>;
}

/** Readable by the gateway's own user alone: records hold arguments. */
const FILE_MODE = 0o600;
const FOLDER_MODE = 0o700;

export const diskFiles: SpoolFiles = {
  open: async (path, flags) => withWrite(await open(path, flags, FILE_MODE)),
  syncFolder: async (path) => {
    const folder = await open(path, 'r');
    try {
      await folder.sync();
    } finally {
      await folder.close();
    }
  },
  makeFolder: async (path) => void (await mkdir(path, { recursive: true, mode: FOLDER_MODE })),
  list: (path) => readdir(path),
  bytes: async (path) => {
    const file = await open(path, 'r');
    try {
      return (await file.stat()).size;
    } finally {
      await file.close();
    }
  },
  readText: (path) => readFile(path, 'utf8'),
  replaceText: async (path, text) => {
    await writeFile(`${path}.tmp`, text, { mode: FILE_MODE });
    await rename(`${path}.tmp`, path);
  },
  rename: (from, to) => rename(from, to),
  remove: (path) => rm(path, { force: true }),
  removeEmptyFolder: (path) => rmdir(path),
};

/** Writes in place that each take longer, one after the other, are answered by leaving writes to a thread for a while. */
const SLOW_WRITE_MS = 20;
const SLOW_WRITES_MAX = 2;
const OFF_THREAD_MS = 60_000;
let slowWrites = 0;
let offThreadUntil = 0;

/**
 * Writes go to the page cache in place, which takes half the processor time of handing them to a thread and back; at 200
 * writes a second that shows. A disk so busy that it holds writers up is then kept from holding up the event loop again and
 * again. It holds up every write; a single slow one is a machine that had something else to do.
 */
function withWrite(file: FileHandle): SpoolFile {
  return {
    write: async (buffers, position) => {
      const startedAt = performance.now();
      if (startedAt < offThreadUntil) return (await file.writev(buffers, position)).bytesWritten;
      const bytes = writevSync(file.fd, buffers, position);
      const endedAt = performance.now();
      slowWrites = endedAt - startedAt > SLOW_WRITE_MS ? slowWrites + 1 : 0;
      if (slowWrites >= SLOW_WRITES_MAX) offThreadUntil = endedAt + OFF_THREAD_MS;
      return bytes;
    },
    read: file.read.bind(file),
    datasync: () => file.datasync(),
    truncate: (bytes) => file.truncate(bytes),
    close: () => file.close(),
  };
}
