import { z } from 'zod';

/** Queues and their payloads. Jobs are wake-ups: what they act on is in Postgres, so a lost job loses nothing. */
export const QUEUES = {
  /** Builds the snapshot of one organisation whose content changed. */
  'snapshot-build': z.object({ orgId: z.string().max(40) }),
  /** Publishes the drafts of one organisation whose time came. */
  'policy-publication': z.object({ orgId: z.string().max(40) }),
  /** Publishes what committed transactions left in the outbox. */
  'outbox-drain': z.object({}),
  /** Runs or resumes the simulations of one organisation that wait. */
  'policy-simulation': z.object({ orgId: z.string().max(40) }),
  /** Looks after the detector bundles of one organisation that are being rolled out. */
  'detector-bundles': z.object({ orgId: z.string().max(40) }),
  /** Creates the monthly partitions that are needed next. */
  'record-partitions': z.object({}),
} as const;
export type QueueName = keyof typeof QUEUES;
