import type { OrgId } from '@sallyport/contracts';
import type { OrgTx } from '@sallyport/db';
import type { IdFactory } from '@sallyport/service-kit';

/** Outbox topic: an organisation has bundles that are being rolled out. The entry stays until none is. */
export const BUNDLE_WATCH_TOPIC = 'detector_bundle.rolling';

/** Has the worker look after the organisation's bundles. One entry does for all of them. */
export const watchBundles = async (tx: OrgTx, orgId: OrgId, newId: IdFactory): Promise<void> => {
  await tx.deleteFrom('outbox').where('topic', '=', BUNDLE_WATCH_TOPIC).execute();
  await tx
    .insertInto('outbox')
    .values({ org_id: orgId, id: newId('outbox'), topic: BUNDLE_WATCH_TOPIC })
    .execute();
};

/** When the entry comes up next, or that it is needed no more. */
export const watchAgain = async (tx: OrgTx, at: Date | null): Promise<void> => {
  if (at === null) await tx.deleteFrom('outbox').where('topic', '=', BUNDLE_WATCH_TOPIC).execute();
  else
    await tx
      .updateTable('outbox')
      .set({ next_attempt_at: at, attempts: 0 })
      .where('topic', '=', BUNDLE_WATCH_TOPIC)
      .execute();
};
