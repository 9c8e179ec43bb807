import type { PlatformTx } from '@sallyport/db';
import { sql } from 'kysely';
import type { SpoolPosition } from './call-projection.js';

/** Sequence up to which everything of a spool is stored; 0 for a new one. */
export const readAcknowledged = async (tx: PlatformTx, { gatewayId, epoch }: SpoolPosition): Promise<number> => {
  const cursor = await tx
    .selectFrom('ingest_cursors')
    .select('acknowledged')
    .where('gateway_id', '=', gatewayId)
    .where('epoch', '=', epoch)
    .executeTakeFirst();
  return cursor?.acknowledged ?? 0;
};

/** Moves the cursor forward, never back. */
export const advanceAcknowledged = async (
  tx: PlatformTx,
  { gatewayId, epoch }: SpoolPosition,
  acknowledged: number,
): Promise<void> => {
  await tx
    .insertInto('ingest_cursors')
    .values({ gateway_id: gatewayId, epoch, acknowledged })
    .onConflict((conflict) =>
      conflict.columns(['gateway_id', 'epoch']).doUpdateSet({
        acknowledged: sql`greatest(ingest_cursors.acknowledged, excluded.acknowledged)`,
        updated_at: sql`now()`,
      }),
    )
    .execute();
};

export interface Quarantined {
  readonly sequence: number;
  readonly problem: string;
  /** The record exactly as it arrived. */
  readonly bytes: Buffer;
}

/** Keeps records that could not be stored as what they claim to be, for a person to look at. */
export const quarantine = async (
  tx: PlatformTx,
  { gatewayId, epoch }: SpoolPosition,
  records: readonly Quarantined[],
): Promise<void> => {
  if (records.length === 0) return;
  await tx
    .insertInto('quarantined_records')
    .values(records.map(({ bytes, ...record }) => ({ gateway_id: gatewayId, epoch, body: bytes, ...record })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
};
