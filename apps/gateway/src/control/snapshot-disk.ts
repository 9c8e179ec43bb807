import { mkdir, open, readdir, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';

/** A snapshot found on disk, unverified, and how long ago the api last confirmed it. */
export interface StoredSnapshot {
  readonly bytes: Buffer;
  readonly ageMs: number;
}

/**
 * The last good snapshots, one file an organisation, as the api signed them. A file's modification time is when the api last
 * confirmed its content, so that a restart does not make an old snapshot look fresh.
 */
export class SnapshotDisk {
  readonly #folder: string;

  constructor(dataDir: string) {
    this.#folder = join(dataDir, 'snapshots');
  }

  /** One after the other, so that memory holds one at a time. */
  async *read(): AsyncGenerator<StoredSnapshot> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    for (const name of await readdir(this.#folder)) {
      if (!name.endsWith('.json')) continue;
      const path = join(this.#folder, name);
      const [bytes, { mtimeMs }] = await Promise.all([readFile(path), stat(path)]);
      yield { bytes, ageMs: Math.max(0, Date.now() - mtimeMs) };
    }
  }

  /** Replaces an organisation's snapshot in one durable step: after a crash there is the old file or the new one. */
  async write(orgId: string, bytes: Buffer): Promise<void> {
    const path = this.#path(orgId);
    const file = await open(`${path}.tmp`, 'w', 0o600);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(`${path}.tmp`, path);
    const folder = await open(this.#folder, 'r');
    try {
      await folder.sync();
    } finally {
      await folder.close();
    }
  }

  async touch(orgId: string): Promise<void> {
    const now = new Date();
    await utimes(this.#path(orgId), now, now);
  }

  async remove(orgId: string): Promise<void> {
    await rm(this.#path(orgId), { force: true });
  }

  #path(orgId: string): string {
    return join(this.#folder, `${encodeURIComponent(orgId)}.json`);
  }
}
