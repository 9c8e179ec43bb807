import { basename, dirname, join } from 'node:path';
import type { Logger } from '@sallyport/service-kit';
import { cursorPath, type Epoch, type Segment } from './segment.js';
import type { SpoolFiles } from './spool-files.js';

/** How exactly the age of what waits is known; bounds the marks kept to one for so long. */
const AGE_STEP_MS = 1000;
const CURSOR_INTERVAL_MS = 1000;

interface AgeMark {
  /** Ordinal, over all epochs, of the first record written at `at` or later. */
  readonly ordinal: number;
  readonly at: number;
}

/** Everything on disk that the api has not acknowledged, in the order it is shipped, and the trimming of what it has. */
export class Backlog {
  /** In shipping order; the live one, when there is one, is last. */
  readonly epochs: Epoch[] = [];
  readonly #files: SpoolFiles;
  readonly #logger: Pick<Logger, 'warn' | 'error'>;
  readonly #now: () => number;
  readonly #unsavedCursors = new Set<Epoch>();
  #cursorTimer: NodeJS.Timeout | null = null;
  #housekeeping: Promise<void> = Promise.resolve();
  #ageMarks: AgeMark[] = [];
  #writtenRecords = 0;
  #acknowledgedRecords = 0;

  constructor(files: SpoolFiles, logger: Pick<Logger, 'warn' | 'error'>, now: () => number) {
    this.#files = files;
    this.#logger = logger;
    this.#now = now;
  }

  /** Takes over an epoch: one of an earlier process with what is left of it, or the empty one to be written now. */
  add(epoch: Epoch): void {
    this.epochs.push(epoch);
    this.#countWritten(epoch.lastSequence - epoch.acknowledged);
    this.trim(epoch);
  }

  written(epoch: Epoch, segment: Segment, frames: { readonly bytes: number; readonly records: number }): void {
    segment.bytes += frames.bytes;
    segment.lastSequence += frames.records;
    epoch.lastSequence = segment.lastSequence;
    this.#countWritten(frames.records);
  }

  /**
   * The api holds everything up to `sequence`. Going back, because the api was restored, is possible as far as segments
   * are still here.
   * @param through  where the frame of `sequence` ends, when the caller knows
   */
  acknowledge(
    epoch: Epoch,
    sequence: number,
    through?: { readonly segment: Segment; readonly lastSequence: number; readonly endBytes: number },
  ): void {
    this.#acknowledgedRecords += sequence - epoch.acknowledged;
    epoch.acknowledged = sequence;
    for (const segment of epoch.segments) {
      if (segment.lastSequence <= sequence) segment.acknowledgedBytes = segment.bytes;
      else if (segment.firstSequence > sequence) segment.acknowledgedBytes = 0;
    }
    if (through !== undefined && through.lastSequence === sequence) {
      through.segment.acknowledgedBytes = through.endBytes;
    }
    this.#dropAgeMarks();
    this.#saveCursorSoon(epoch);
    this.trim(epoch);
  }

  /** Lowest sequence of an epoch that is still here; the one after its last when nothing is. */
  firstAvailable(epoch: Epoch): number {
    return epoch.segments[0]?.firstSequence ?? epoch.lastSequence + 1;
  }

  /** Bytes on disk that wait for the api. */
  get unshippedBytes(): number {
    let bytes = 0;
    for (const epoch of this.epochs) {
      for (const segment of epoch.segments) bytes += segment.bytes - segment.acknowledgedBytes;
    }
    return bytes;
  }

  /** How long the oldest record has waited in this process; a restart starts anew. Exact to a second. */
  get unshippedAgeMs(): number {
    const oldest = this.#ageMarks[0];
    return oldest === undefined ? 0 : this.#now() - oldest.at;
  }

  /** Deletes what is sealed and acknowledged. */
  trim(epoch: Epoch): void {
    for (let first = epoch.segments[0]; first?.sealed && first.lastSequence <= epoch.acknowledged; ) {
      epoch.segments.shift();
      this.#discard(first);
      first = epoch.segments[0];
    }
    if (!epoch.sealed || epoch.segments.length > 0) return;
    const at = this.epochs.indexOf(epoch);
    if (at >= 0) this.epochs.splice(at, 1);
    this.#unsavedCursors.delete(epoch);
    this.#tidy(async () => {
      await this.#files.remove(cursorPath(epoch.folder));
      await this.#files.removeEmptyFolder(epoch.folder);
    });
  }

  /** Waits for deletions and cursors to reach the disk. */
  async settle(): Promise<void> {
    if (this.#cursorTimer !== null) clearTimeout(this.#cursorTimer);
    this.#saveCursors();
    await this.#housekeeping;
  }

  #countWritten(records: number): void {
    if (records === 0) return;
    const last = this.#ageMarks.at(-1);
    const now = this.#now();
    if (last === undefined || now - last.at >= AGE_STEP_MS) {
      this.#ageMarks.push({ ordinal: this.#writtenRecords + 1, at: now });
    }
    this.#writtenRecords += records;
  }

  #dropAgeMarks(): void {
    const oldestWaiting = this.#acknowledgedRecords + 1;
    if (oldestWaiting > this.#writtenRecords) this.#ageMarks = [];
    while ((this.#ageMarks[1]?.ordinal ?? Number.POSITIVE_INFINITY) <= oldestWaiting) this.#ageMarks.shift();
  }

  /** A damaged segment is evidence of its own and is kept for the operator. */
  #discard(segment: Segment): void {
    this.#tidy(async () => {
      if (!segment.damaged) return this.#files.remove(segment.path);
      const epochFolder = dirname(segment.path);
      const kept = `damaged-${basename(epochFolder)}-${basename(segment.path)}`;
      await this.#files.rename(segment.path, join(dirname(epochFolder), kept));
    });
  }

  #saveCursorSoon(epoch: Epoch): void {
    this.#unsavedCursors.add(epoch);
    this.#cursorTimer ??= setTimeout(() => this.#saveCursors(), CURSOR_INTERVAL_MS).unref();
  }

  #saveCursors(): void {
    this.#cursorTimer = null;
    for (const epoch of this.#unsavedCursors) {
      this.#tidy(() => this.#files.replaceText(cursorPath(epoch.folder), `${epoch.acknowledged}\n`));
    }
    this.#unsavedCursors.clear();
  }

  /** One after the other and never in anybody's way: what is lost here is only sent or deleted again. */
  #tidy(work: () => Promise<void>): void {
    this.#housekeeping = this.#housekeeping
      .then(work)
      .catch((err: unknown) => this.#logger.warn({ err }, 'the spool could not be tidied'));
  }
}
