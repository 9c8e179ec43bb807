import type { DataKeyId, OrgId } from '@sallyport/contracts';
import type { OrgTx } from '@sallyport/db';
import { sql } from 'kysely';
import type { DataKeys } from '../../platform/crypto/data-keys.js';
import { BODY_SEPARATOR, type BundledCall, type CallBundle, type RecordedPage } from './recorded-page.js';

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

export interface StoredPage {
  readonly bundles: readonly CallBundle[];
  /** The keys that its arguments are sealed with. */
  readonly keyIds: readonly DataKeyId[];
  /** Its last call. */
  readonly cursor: CallCursor;
}

/** Calls in a row of an answer: few rows to take apart, and none too large to hold, whatever calls brought along. */
const BUNDLE = sql.lit(250);

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
 * Calls behind a cursor, newest first, each with the decided record it was projected from; null when there are none. The record
 * is found by its own key, through the call, so that pages follow the order of the list whatever arrives meanwhile.
 */
export const readCalls = async (
  tx: OrgTx,
  { from, to }: TimeRange,
  after: CallCursor | null,
  limit: number,
): Promise<StoredPage | null> => {
  const behind = after ? sql`and (c.at, c.id) < (${after.at}::timestamptz, ${after.id})` : sql``;
  // The page is cut first, and each record is then looked up by its key, whatever the planner knows of the tables.
  const { rows } = await sql<CallBundle>`
    select
      json_agg(json_build_array(
        c.id, floor(extract(epoch from c.at) * 1000)::bigint, coalesce(length(c.arguments_enc), 0), c.arguments_key_id
      ) order by c.place)::text as calls,
      string_agg(coalesce(r.body::text, ''), ${BODY_SEPARATOR} order by c.place) as bodies,
      string_agg(coalesce(c.arguments_enc, ''), ''::bytea order by c.place) as sealed
    from (
      select c.*, row_number() over (order by c.at desc, c.id desc) - 1 as place from (
        select org_id, id, at, gateway_id, epoch, sequence, arguments_enc, arguments_key_id from calls c
        where c.at >= ${from} and c.at < ${to} ${behind}
        order by c.at desc, c.id desc limit ${limit}
      ) c
    ) c
    left join lateral (
      select body from records r
      where r.org_id = c.org_id and r.at = c.at and r.gateway_id = c.gateway_id and r.epoch = c.epoch and r.sequence = c.sequence
      limit 1
    ) r on true
    group by c.place / ${BUNDLE}
    order by c.place / ${BUNDLE}`.execute(tx);
  const calls = rows.flatMap((bundle) => JSON.parse(bundle.calls) as BundledCall[]);
  const last = calls.at(-1);
  if (!last) return null;
  const keyIds = new Set<DataKeyId>();
  for (const [, , , keyId] of calls) if (keyId !== null) keyIds.add(keyId);
  return { bundles: rows, keyIds: [...keyIds], cursor: { at: new Date(last[1]).toISOString(), id: last[0] } };
};

/** Adds the data keys the arguments are sealed with; each key is looked up once. */
export const withKeys = async (
  keys: DataKeys,
  orgId: OrgId,
  { bundles, keyIds }: StoredPage,
  known: Map<DataKeyId, Buffer | null>,
): Promise<RecordedPage> => {
  const ofPage: [DataKeyId, Uint8Array][] = [];
  for (const id of keyIds) {
    const key = known.has(id) ? known.get(id) : await keys.find(orgId, id);
    known.set(id, key ?? null);
    if (key) ofPage.push([id, new Uint8Array(key)]);
  }
  return { bundles, keys: ofPage };
};
