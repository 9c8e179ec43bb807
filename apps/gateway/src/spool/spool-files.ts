import { type FileHandle, mkdir, open, readdir, readFile, rename, rm, rmdir, writeFile } from 'node:fs/promises';

/** An open segment, as far as the spool uses one. */
export type SpoolFile = Pick<FileHandle, 'writev' | 'read' | 'datasync' | 'truncate' | 'close'>;

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
  open: (path, flags) => open(path, flags, FILE_MODE),
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
