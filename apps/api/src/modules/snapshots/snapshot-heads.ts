import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { seconds } from '@sallyport/contracts';
import { asPlatform, type Db } from '@sallyport/db';
import type { Coordination, Logger, Unsubscribe } from '@sallyport/service-kit';
import { SNAPSHOT_CHANNEL, snapshotWakeUpSchema } from '../../platform/channels.js';
import { COORDINATION, LOGGER, PLATFORM_DATABASE } from '../../platform/tokens.js';

const POLL_MS = seconds(1);

/**
 * The newest snapshot version of every organisation, as this process knows it. Learns of new ones from the coordination bus
 * at once, and by polling within a second, so that a lost message or a bus that does not reach this process costs a second
 * and no more. Works only while somebody listens.
 */
@Injectable()
export class SnapshotHeads implements OnApplicationShutdown {
  readonly #heads = new Map<string, number>();
  readonly #listeners = new Set<() => void>();
  #running: { readonly timer: NodeJS.Timeout; readonly unsubscribe: Promise<Unsubscribe> } | null = null;

  constructor(
    @Inject(PLATFORM_DATABASE) private readonly platformDb: Db,
    @Inject(COORDINATION) private readonly coordination: Coordination,
    @Inject(LOGGER) private readonly logger: Pick<Logger, 'warn'>,
  ) {}

  /** Calls `listener` whenever a newer version of any organisation appeared. @returns ends it */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    this.#start();
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) void this.onApplicationShutdown();
    };
  }

  async onApplicationShutdown(): Promise<void> {
    const running = this.#running;
    this.#running = null;
    if (!running) return;
    clearInterval(running.timer);
    await (await running.unsubscribe)();
  }

  #start(): void {
    if (this.#running) return;
    const unsubscribe = this.coordination.subscribe(SNAPSHOT_CHANNEL, (message) => {
      this.#advance([snapshotWakeUpSchema.parse(JSON.parse(message))]);
    });
    this.#running = { timer: setInterval(() => void this.#poll(), POLL_MS), unsubscribe };
  }

  async #poll(): Promise<void> {
    try {
      const rows = await asPlatform(this.platformDb, 'distribute snapshots', (tx) =>
        tx
          .selectFrom('organisations')
          .select(['org_id', 'snapshot_version'])
          .where('snapshot_version', '>', 0)
          .execute(),
      );
      this.#advance(rows.map((row) => ({ orgId: row.org_id, version: row.snapshot_version })));
    } catch (err) {
      this.logger.warn({ err }, 'snapshot versions could not be read');
    }
  }

  #advance(heads: readonly { readonly orgId: string; readonly version: number }[]): void {
    const newer = heads.filter(({ orgId, version }) => version > (this.#heads.get(orgId) ?? 0));
    if (newer.length === 0) return;
    for (const { orgId, version } of newer) this.#heads.set(orgId, version);
    for (const listener of this.#listeners) listener();
  }
}
