import { Inject, Injectable } from '@nestjs/common';
import type { Heartbeat, OrgId, SnapshotRefusal } from '@sallyport/contracts';
import { asPlatform, type Db } from '@sallyport/db';
import { sql } from 'kysely';
import { REPORT_FRESH_MS } from '../../../platform/health-windows.js';
import { CLOCK, PLATFORM_DATABASE } from '../../../platform/tokens.js';

export interface OrgGateway {
  readonly id: string;
  readonly lastSeenAt: string;
  readonly online: boolean;
  /** Version of this organisation's snapshot that the gateway enforces; 0 when it has none. */
  readonly snapshotVersion: number;
  readonly unshippedRecords: number;
  readonly spoolWritable: boolean;
  readonly refusal: SnapshotRefusal | null;
}

/** Backlogs below this are normal traffic. */
const SHARED_BACKLOG_STEP = 1000;

/**
 * Gateways that serve an organisation, as far as the organisation may know: of a gateway that others use too it sees its own
 * snapshot version, and the backlog only in steps that say "something is wrong" and nothing of the others' traffic.
 */
@Injectable()
export class ListOrgGateways {
  constructor(
    @Inject(PLATFORM_DATABASE) private readonly platformDb: Db,
    @Inject(CLOCK) private readonly now: () => number,
  ) {}

  async run(orgId: OrgId): Promise<OrgGateway[]> {
    const rows = await asPlatform(this.platformDb, 'show gateway health', (tx) =>
      tx
        .selectFrom('gateways')
        .select(['id', 'org_ids', 'last_heartbeat', 'last_seen_at'])
        .where(sql<boolean>`(org_ids is null or ${orgId} = any (org_ids))`)
        .where('last_seen_at', 'is not', null)
        .orderBy('id')
        .limit(1000)
        .execute(),
    );
    return rows.flatMap(({ id, org_ids, last_heartbeat, last_seen_at }) => {
      if (!last_heartbeat || !last_seen_at) return [];
      const isShared = org_ids?.length !== 1;
      return {
        id,
        lastSeenAt: last_seen_at.toISOString(),
        online: this.now() - last_seen_at.getTime() < REPORT_FRESH_MS,
        snapshotVersion: last_heartbeat.snapshots.find((snapshot) => snapshot.orgId === orgId)?.version ?? 0,
        unshippedRecords: toBacklog(last_heartbeat.spool, isShared),
        spoolWritable: last_heartbeat.spool.writable,
        refusal: last_heartbeat.refusedSnapshots?.find((refused) => refused.orgId === orgId)?.reason ?? null,
      };
    });
  }
}

const toBacklog = ({ lastSequence, acknowledged }: Heartbeat['spool'], isShared: boolean): number => {
  const exact = Math.max(0, lastSequence - acknowledged);
  return isShared ? Math.floor(exact / SHARED_BACKLOG_STEP) * SHARED_BACKLOG_STEP : exact;
};
