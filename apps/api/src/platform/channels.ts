import { z } from 'zod';

/**
 * Channels between our own processes. Messages are wake-ups with ids and nothing else: a lost one costs time, never data,
 * and whoever reads the bus learns nothing about a tenant.
 */
export const SNAPSHOT_CHANNEL = 'snapshots';
export const snapshotWakeUpSchema = z.object({ orgId: z.string(), version: z.int() });

/** Calls of one organisation that were stored or completed. */
export const callChannel = (orgId: string): string => `calls:${orgId}`;
export const callWakeUpSchema = z.array(z.string()).max(1000);
