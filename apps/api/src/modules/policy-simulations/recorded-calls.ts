import type { CallId, DataKeyId, OrgId } from '@sallyport/contracts';
import type { OrgTx } from '@sallyport/db';
import { sql } from 'kysely';
import type { DataKeys } from '../../platform/crypto/data-keys.js';
import type { RecordedCall } from './replay-calls.js';

/** Place of a call in the order in which calls are replayed: newest first. */
export interface CallCursor {
  readonly at: string;
  readonly id: string;
}

export interface TimeRange {
  readonly from: Date;
  /** Not included. */
  readonly to: Date;
}

interface StoredCall {
  readonly id: CallId;
  readonly at: Date;
  readonly body: string | null;
  readonly arguments_enc: Buffer | null;
  readonly arguments_key_id: DataKeyId | null;
}

export const countCalls = async (tx: OrgTx, { from, to }: TimeRange): Promise<number> => {
  const { calls } = await tx
    .selectFrom('calls')
    .select((eb) => eb.fn.countAll<number>().as('calls'))
    .where('at', '>=', from)
    .where('at', '<', to)
    .executeTakeFirstOrThrow();
  return calls;
};

/**
 * Calls behind a cursor, newest first, each with the decided record it was projected from. The record is found by its own key,
 * through the call, so that pages follow the order of the list whatever arrives meanwhile.
 */
export const readCalls = async (
  tx: OrgTx,
  { from, to }: TimeRange,
  after: CallCursor | null,
  limit: number,
): Promise<StoredCall[]> => {
  const behind = after ? sql`and (c.at, c.id) < (${after.at}::timestamptz, ${after.id})` : sql``;
  // The page is cut first, and each record is then looked up by its key, whatever the planner knows of the tables.
  const { rows } = await sql<StoredCall>`
    select c.id, c.at, r.body::text as body, c.arguments_enc, c.arguments_key_id
    from (
      select org_id, id, at, gateway_id, epoch, sequence, arguments_enc, arguments_key_id from calls c
      where c.at >= ${from} and c.at < ${to} ${behind}
      order by c.at desc, c.id desc limit ${limit}
    ) c
    left join lateral (
      select body from records r
      where r.org_id = c.org_id and r.at = c.at and r.gateway_id = c.gateway_id and r.epoch = c.epoch and r.sequence = c.sequence
      limit 1
    ) r on true
    order by c.at desc, c.id desc`.execute(tx);
  return rows;
};

/** Adds the data keys the arguments are sealed with; each key is looked up once. */
export const withKeys = async (
  keys: DataKeys,
  orgId: OrgId,
  calls: readonly StoredCall[],
  known: Map<DataKeyId, Buffer | null>,
): Promise<RecordedCall[]> => {
  for (const { arguments_key_id: id } of calls) {
    if (id !== null && !known.has(id)) known.set(id, await keys.find(orgId, id));
  }
  return calls.map(({ id, at, body, arguments_enc, arguments_key_id }) => ({
    id,
    at: at.getTime(),
    body,
    sealed: arguments_enc,
    key: arguments_key_id === null ? null : (known.get(arguments_key_id) ?? null),
  }));
};
