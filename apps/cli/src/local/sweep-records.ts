import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { days, mib } from '@sallyport/contracts';
import { holdFolder } from '@sallyport/gateway/embed';

export interface SweepLimits {
  /** How long records of an ended process are kept. */
  readonly ageMsMax: number;
  /** Bytes of all ended processes together. */
  readonly bytesMax: number;
  /** Processes whose records are kept. */
  readonly foldersMax: number;
}

export const SWEEP_LIMITS: SweepLimits = { ageMsMax: days(30), bytesMax: mib(256), foldersMax: 500 };

interface Folder {
  readonly path: string;
  readonly bytes: number;
  readonly changedAt: number;
}

/**
 * Deletes the records of ended processes that are too old, then the oldest of the rest until they fit. Folders of running
 * processes are held by them and are left alone. Never rejects: what cannot be deleted now is deleted another time.
 */
export const sweepRecords = async (
  root: string,
  limits: SweepLimits = SWEEP_LIMITS,
  now = Date.now(),
): Promise<void> => {
  const names = await readdir(root).catch(() => []);
  const folders = await Promise.all(names.map((name) => measure(join(root, name))));
  let bytes = 0;
  for (const [at, folder] of folders.sort((one, other) => other.changedAt - one.changedAt).entries()) {
    bytes += folder.bytes;
    const tooMany = bytes > limits.bytesMax || at >= limits.foldersMax;
    if (tooMany || now - folder.changedAt > limits.ageMsMax) await removeUnheld(folder.path);
  }
};

const measure = async (path: string): Promise<Folder> => {
  const names = await readdir(path, { recursive: true }).catch(() => []);
  const facts = await Promise.all(names.map((name) => stat(join(path, name)).catch(() => null)));
  const files = facts.filter((fact) => fact?.isFile() === true);
  return {
    path,
    bytes: files.reduce((sum, file) => sum + (file?.size ?? 0), 0),
    changedAt: Math.max(0, ...facts.map((fact) => fact?.mtimeMs ?? 0)),
  };
};

const removeUnheld = async (path: string): Promise<void> => {
  const release = await holdFolder(join(path, 'spool')).catch(() => null);
  if (release === null) return;
  await rm(path, { recursive: true, force: true }).catch(() => undefined);
  await release();
};
