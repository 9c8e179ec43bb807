import type { KeyObject } from 'node:crypto';
import {
  type Heartbeat,
  type Snapshot,
  type SnapshotRefusal,
  seconds,
  snapshotIndexSchema,
} from '@sallyport/contracts';
import type { Logger } from '@sallyport/service-kit';
import type { ApiHttp } from './api-http.js';
import type { SnapshotDisk } from './snapshot-disk.js';
import { verifySnapshot } from './verify-snapshot.js';

const FETCHES_MAX = 4;
/** A refused version is asked for again after so long; a newer one at once. */
const REFUSED_PAUSE_MS = seconds(30);
/** How exactly the disk knows when a snapshot was last confirmed. */
const TOUCH_INTERVAL_MS = seconds(30);

export interface SnapshotSyncOptions {
  readonly api: Pick<ApiHttp, 'send'>;
  readonly disk: SnapshotDisk;
  readonly publicKey: KeyObject;
  readonly logger: Pick<Logger, 'info' | 'warn' | 'error'>;
  readonly onSnapshot: (snapshot: Snapshot) => void;
  readonly onOrgRemoved: (orgId: string) => void;
  /** A snapshot was refused, once for each version. */
  readonly onRefused: (refusal: SnapshotRefusal) => void;
}

interface Held {
  readonly version: number;
  /** By the monotonic clock; negative when it was before this process. */
  confirmedAt: number;
  touchedAt: number;
}

interface Refused {
  readonly version: number;
  readonly reason: SnapshotRefusal;
  readonly until: number;
}

/** Keeps the newest good snapshot of every organisation, in memory through its listener and on disk. */
export class SnapshotSync {
  readonly #options: SnapshotSyncOptions;
  readonly #held = new Map<string, Held>();
  /** Versions to fetch, at least. */
  readonly #wanted = new Map<string, number>();
  readonly #refused = new Map<string, Refused>();
  readonly #fetches = new Set<Promise<void>>();
  #disk: Promise<void> = Promise.resolve();

  constructor(options: SnapshotSyncOptions) {
    this.#options = options;
  }

  get versions(): { orgId: string; version: number }[] {
    return [...this.#held].map(([orgId, { version }]) => ({ orgId, version }));
  }

  /** Organisations whose newest snapshot was refused, for the heartbeat. */
  get refusals(): NonNullable<Heartbeat['refusedSnapshots']> {
    return [...this.#refused].map(([orgId, { version, reason }]) => ({ orgId, version, reason }));
  }

  ageMs(orgId: string): number {
    const held = this.#held.get(orgId);
    return held === undefined ? Number.POSITIVE_INFINITY : performance.now() - held.confirmedAt;
  }

  /** Takes what an earlier run left, as old as it is. What does not verify is passed over. */
  async loadFromDisk(): Promise<void> {
    const { disk, logger, publicKey } = this.#options;
    try {
      for await (const { bytes, ageMs } of disk.read()) {
        const verdict = verifySnapshot(bytes, publicKey);
        if (verdict.ok) {
          this.#take(verdict.snapshot, performance.now() - ageMs);
          continue;
        }
        this.#options.onRefused(verdict.refusal);
        logger.error({ refusal: verdict.refusal, err: verdict.cause }, 'a snapshot on disk was refused');
      }
    } catch (err) {
      logger.error({ err }, 'the snapshots on disk could not be read');
    }
  }

  /**
   * Compares with the api and fetches what is newer; resolves when that is done.
   * @throws when the api gives no whole answer
   */
  async poll(): Promise<void> {
    const askedAt = performance.now();
    const answer = await this.#options.api.send({
      method: 'GET',
      path: '/gateway/v1/snapshots',
      timeoutMs: seconds(5),
    });
    if (answer.status !== 200) throw new Error(`the api answered ${answer.status} for the list of snapshots`);
    const { snapshots } = snapshotIndexSchema.parse(JSON.parse(answer.body.toString('utf8')));
    const listed = new Set(snapshots.map(({ orgId }) => orgId));
    for (const { orgId, version } of snapshots) this.#compare(orgId, version, askedAt);
    for (const orgId of [...this.#held.keys()]) if (!listed.has(orgId)) this.#remove(orgId);
    await Promise.all([...this.#fetches]);
  }

  /** The api says that this version exists. */
  announce(orgId: string, version: number): void {
    if (version > (this.#held.get(orgId)?.version ?? 0)) this.#want(orgId, version);
  }

  /** Waits for what is under way to reach the disk. */
  async settle(): Promise<void> {
    await Promise.all([...this.#fetches]);
    await this.#disk;
  }

  #compare(orgId: string, version: number, askedAt: number): void {
    const held = this.#held.get(orgId);
    if (held?.version === version) this.#confirm(orgId, held);
    else if (held === undefined || version > held.version) this.#want(orgId, version);
    else if (held.confirmedAt < askedAt) this.#refuse(orgId, version, 'version_stale');
  }

  #want(orgId: string, version: number): void {
    const refused = this.#refused.get(orgId);
    if (refused !== undefined && version <= refused.version && performance.now() < refused.until) return;
    this.#wanted.set(orgId, Math.max(version, this.#wanted.get(orgId) ?? 0));
    if (this.#fetches.size >= FETCHES_MAX) return;
    const fetching = this.#fetchWanted().finally(() => this.#fetches.delete(fetching));
    this.#fetches.add(fetching);
  }

  async #fetchWanted(): Promise<void> {
    for (let next = this.#nextWanted(); next !== null; next = this.#nextWanted()) {
      const { orgId, version } = next;
      try {
        await this.#fetch(orgId, version);
      } catch (err) {
        this.#options.logger.warn({ err, orgId }, 'a snapshot could not be fetched');
      }
    }
  }

  #nextWanted(): { orgId: string; version: number } | null {
    for (const [orgId, version] of this.#wanted) {
      this.#wanted.delete(orgId);
      return { orgId, version };
    }
    return null;
  }

  async #fetch(orgId: string, version: number): Promise<void> {
    const path = `/gateway/v1/orgs/${encodeURIComponent(orgId)}/snapshot`;
    const askedAt = performance.now();
    const answer = await this.#options.api.send({ method: 'GET', path });
    if (answer.status !== 200) throw new Error(`the api answered ${answer.status} for a snapshot`);
    const verdict = verifySnapshot(answer.body, this.#options.publicKey, orgId);
    if (!verdict.ok) return this.#refuse(orgId, version, verdict.refusal, verdict.cause);
    const held = this.#held.get(orgId);
    const overtaken = held !== undefined && held.confirmedAt >= askedAt && held.version > verdict.snapshot.version;
    if (overtaken || held?.version === verdict.snapshot.version) return;
    if (this.#take(verdict.snapshot, performance.now())) this.#save(orgId, answer.body);
  }

  #take(snapshot: Snapshot, confirmedAt: number): boolean {
    const { orgId, version } = snapshot;
    const held = this.#held.get(orgId);
    if (held !== undefined && version <= held.version) {
      this.#refuse(orgId, version, 'version_stale');
      return false;
    }
    try {
      this.#options.onSnapshot(snapshot);
    } catch (err) {
      this.#refuse(orgId, version, 'not_compiled', err);
      return false;
    }
    this.#held.set(orgId, { version, confirmedAt, touchedAt: confirmedAt });
    this.#refused.delete(orgId);
    this.#options.logger.info({ orgId, version }, 'snapshot in force');
    return true;
  }

  #refuse(orgId: string, version: number, refusal: SnapshotRefusal, cause?: unknown): void {
    const known = this.#refused.get(orgId);
    this.#refused.set(orgId, { version, reason: refusal, until: performance.now() + REFUSED_PAUSE_MS });
    if (known?.version === version) return;
    this.#options.onRefused(refusal);
    this.#options.logger.error(
      { orgId, version, refusal, err: cause },
      'a snapshot was refused; the previous one stays',
    );
  }

  #confirm(orgId: string, held: Held): void {
    const now = performance.now();
    held.confirmedAt = now;
    // What was refused is not what the api wants to be in force any more.
    this.#refused.delete(orgId);
    if (now - held.touchedAt < TOUCH_INTERVAL_MS) return;
    held.touchedAt = now;
    this.#onDisk(() => this.#options.disk.touch(orgId));
  }

  #remove(orgId: string): void {
    this.#held.delete(orgId);
    this.#refused.delete(orgId);
    this.#options.onOrgRemoved(orgId);
    this.#onDisk(() => this.#options.disk.remove(orgId));
  }

  #save(orgId: string, bytes: Buffer): void {
    this.#onDisk(() => this.#options.disk.write(orgId, bytes));
  }

  /** In order, beside enforcement: a disk that fails costs the next restart its snapshot, not this one its decisions. */
  #onDisk(work: () => Promise<void>): void {
    this.#disk = this.#disk
      .then(work)
      .catch((err: unknown) => this.#options.logger.error({ err }, 'a snapshot could not be kept on disk'));
  }
}
