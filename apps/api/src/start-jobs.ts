import type { INestApplicationContext } from '@nestjs/common';
import { days, hours, type OrgId, seconds } from '@sallyport/contracts';
import { ensurePartitions } from '@sallyport/db';
import type { Core } from './core.js';
import { WatchBundles } from './modules/detectors/use-cases/watch-bundles.js';
import { DrainOutbox } from './modules/outbox/use-cases/drain-outbox.js';
import { PublishDueDrafts } from './modules/policy-drafts/use-cases/publish-due-drafts.js';
import { RunSimulations } from './modules/policy-simulations/use-cases/run-simulations.js';
import { RebuildStaleSnapshot } from './modules/snapshots/use-cases/rebuild-stale-snapshot.js';

const DRAIN_EVERY_MS = seconds(5);
const PARTITIONS_EVERY_MS = hours(12);
/** From the month before, for gateways that ship late, to three months ahead, for a worker that is away for long. */
const PARTITION_MONTHS = 5;
const PARTITIONS_BACK_MS = days(31);

/** Binds each queue to the use case that does its work, and sets the clock for what comes up by itself. */
export const startJobs = async (app: INestApplicationContext, { queues, platformDb, now }: Core): Promise<void> => {
  const rebuild = app.get(RebuildStaleSnapshot);
  const drain = app.get(DrainOutbox);
  const simulations = app.get(RunSimulations, { strict: false });
  const publishDue = app.get(PublishDueDrafts, { strict: false });
  const watchBundles = app.get(WatchBundles, { strict: false });
  await queues.work('snapshot-build', async ({ orgId }) => void (await rebuild.run(orgId as OrgId)));
  await queues.work('policy-publication', async ({ orgId }) => void (await publishDue.run(orgId as OrgId)));
  await queues.work('policy-simulation', ({ orgId }) => simulations.run(orgId as OrgId));
  await queues.work('detector-bundles', ({ orgId }) => watchBundles.run(orgId as OrgId));
  await queues.work('outbox-drain', async () => void (await drain.run()));
  await queues.work('record-partitions', async () => {
    await ensurePartitions(platformDb, new Date(now() - PARTITIONS_BACK_MS), PARTITION_MONTHS);
  });
  await queues.schedule('outbox-drain', {}, DRAIN_EVERY_MS);
  await queues.schedule('record-partitions', {}, PARTITIONS_EVERY_MS);
};
