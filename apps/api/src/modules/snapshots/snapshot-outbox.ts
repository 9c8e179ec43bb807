import type { OrgId } from '@sallyport/contracts';
import type { OrgTx } from '@sallyport/db';
import type { IdFactory } from '@sallyport/service-kit';

export const SNAPSHOT_STALE_TOPIC = 'snapshot.stale';

/** Notes, in the transaction of a change, that the organisation's snapshot lacks it; the worker builds the next one. */
export const markSnapshotStale = async (tx: OrgTx, orgId: OrgId, newId: IdFactory): Promise<void> => {
  await tx
    .insertInto('outbox')
    .values({ org_id: orgId, id: newId('outbox'), topic: SNAPSHOT_STALE_TOPIC })
    .execute();
};
