import { Inject, Injectable } from '@nestjs/common';
import type { OrgId } from '@sallyport/contracts';
import { asPlatform, type Db } from '@sallyport/db';
import type { Logger } from '@sallyport/service-kit';
import { sql } from 'kysely';
import type { JobQueues } from '../../../platform/queues/job-queues.js';
import { LOGGER, PLATFORM_DATABASE, QUEUES } from '../../../platform/tokens.js';
import { BUNDLE_WATCH_TOPIC } from '../../detectors/bundle-outbox.js';
import { PUBLICATION_DUE_TOPIC } from '../../policy-drafts/publication-outbox.js';
import { SIMULATION_TOPIC } from '../../policy-simulations/simulation-outbox.js';
import { SNAPSHOT_STALE_TOPIC } from '../../snapshots/snapshot-outbox.js';

const BATCH_MAX = 500;

/** Which queue handles the entries of a topic, one job for each organisation. */
const HANDLERS = {
  [SNAPSHOT_STALE_TOPIC]: 'snapshot-build',
  [PUBLICATION_DUE_TOPIC]: 'policy-publication',
  [BUNDLE_WATCH_TOPIC]: 'detector-bundles',
  [SIMULATION_TOPIC]: 'policy-simulation',
} as const;

interface Due {
  readonly org_id: OrgId;
  readonly topic: string;
}

/**
 * Wakes whoever handles what committed changes left in the outbox. An entry stays until its handler has done the work and
 * deletes it in the same transaction; until then it comes up again, ever later, so a lost job is only a late one.
 */
@Injectable()
export class DrainOutbox {
  constructor(
    @Inject(PLATFORM_DATABASE) private readonly platformDb: Db,
    @Inject(QUEUES) private readonly queues: Pick<JobQueues, 'add'>,
    @Inject(LOGGER) private readonly logger: Pick<Logger, 'error'>,
  ) {}

  /** @returns entries that were due */
  async run(): Promise<number> {
    const due = await asPlatform(this.platformDb, 'drain the outbox', async (tx) => {
      // Entries another worker holds are skipped, so that workers do not wait for each other.
      const taken = await sql<Due>`
        update outbox o set
          attempts = o.attempts + 1,
          next_attempt_at = now() + least(interval '5 minutes', interval '2 seconds' * power(2, least(o.attempts, 10)))
        from (
          select org_id, id from outbox where next_attempt_at <= now()
          order by next_attempt_at limit ${BATCH_MAX} for update skip locked
        ) d
        where o.org_id = d.org_id and o.id = d.id
        returning o.org_id, o.topic`.execute(tx);
      return taken.rows;
    });
    for (const [topic, queue] of Object.entries(HANDLERS)) {
      const orgIds = new Set(due.filter((entry) => entry.topic === topic).map(({ org_id }) => org_id));
      for (const orgId of orgIds) await this.queues.add(queue, { orgId }, orgId);
    }
    const unknown = due.filter(({ topic }) => !(topic in HANDLERS));
    if (unknown.length > 0)
      this.logger.error({ topics: unknown.map(({ topic }) => topic) }, 'outbox topics nobody handles');
    return due.length;
  }
}
