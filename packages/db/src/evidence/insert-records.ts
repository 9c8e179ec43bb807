import type { AuditRecord, CallId, OrgId } from '@sallyport/contracts';
import { sql } from 'kysely';
import type { OrgTx } from '../with-org.js';

/** A record as it is stored; all rows of one call belong to the organisation of the transaction. */
export interface RecordRow {
  readonly orgId: OrgId;
  readonly at: Date;
  readonly gatewayId: string;
  readonly epoch: number;
  readonly sequence: number;
  readonly callId: CallId;
  readonly stage: AuditRecord['stage'];
  /** The record as JSON text, kept exactly as it is given. */
  readonly body: string;
  readonly digest: string;
}

/**
 * Stores records that are not stored yet, in one statement: 1000 at a time is the best batch. What is there already is left
 * as it is, so a batch may be sent again.
 * @returns sequences that are new, as `epoch:sequence`; an order is not promised
 */
export async function insertRecords(tx: OrgTx, rows: readonly RecordRow[]): Promise<Set<string>> {
  if (rows.length === 0) return new Set();
  const column = <K extends keyof RecordRow>(key: K) => rows.map((row) => row[key]);
  const inserted = await sql<{ epoch: number; sequence: number }>`
    insert into records (org_id, at, gateway_id, epoch, sequence, call_id, stage, body, digest)
    select org_id, at, gateway_id, epoch, sequence, call_id, stage, body::json, digest
    from unnest(
      ${column('orgId')}::text[], ${column('at')}::timestamptz[], ${column('gatewayId')}::text[], ${column('epoch')}::bigint[],
      ${column('sequence')}::bigint[], ${column('callId')}::text[], ${column('stage')}::text[], ${column('body')}::text[],
      ${column('digest')}::text[]
    ) as row (org_id, at, gateway_id, epoch, sequence, call_id, stage, body, digest)
    on conflict do nothing
    returning epoch, sequence`.execute(tx);
  return new Set(inserted.rows.map(({ epoch, sequence }) => `${epoch}:${sequence}`));
}
