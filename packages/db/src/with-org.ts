import type { OrgId } from '@sallyport/contracts';
import { sql, type Transaction } from 'kysely';
import type { Db } from './create-database.js';
import { toDatabaseError } from './errors.js';
import type { DB as Database } from './schema.generated.js';

/** A transaction that sees the rows of one organisation. Repository functions take it first. */
export type OrgTx = Transaction<Database>;

/**
 * The only way to tenant data: runs `work` in one short transaction of one organisation. The organisation is set for the
 * transaction alone, so the connection carries nothing over. Inside: no network, no hashing, no waiting, and every query
 * through `tx` (one through `db` takes a second connection and can deadlock the pool).
 * @returns what `work` returns, after the commit
 * @throws AppError for known faults (see {@link toDatabaseError}); whatever `work` throws rolls back and passes through
 */
export async function withOrg<T>(db: Db, orgId: OrgId, work: (tx: OrgTx) => Promise<T>): Promise<T> {
  return inTransaction(db, 'app.org_id', orgId, work);
}

/** A transaction of the platform's role: sees what platform policies show, across organisations. */
export type PlatformTx = Transaction<Database>;

/**
 * Work across organisations, with the second role. Policies and grants name what it can reach: the directory, gateways,
 * ingest cursors, organisations, versions of snapshots, the outbox. Each write to an organisation's own row leaves a
 * `platform.accessed` entry with the reason in that organisation's admin changes.
 * @param db     pool of `PLATFORM_DATABASE_URL`
 * @param reason why, in a few words for a person of that organisation; not empty
 * @throws AppError as {@link withOrg}
 */
export async function asPlatform<T>(db: Db, reason: string, work: (tx: PlatformTx) => Promise<T>): Promise<T> {
  if (reason === '') throw new TypeError('asPlatform needs a reason');
  return inTransaction(db, 'app.platform_reason', reason, work);
}

async function inTransaction<T>(
  db: Db,
  setting: 'app.org_id' | 'app.platform_reason',
  value: string,
  work: (tx: Transaction<Database>) => Promise<T>,
): Promise<T> {
  try {
    return await db.transaction().execute(async (tx) => {
      await sql`select set_config(${setting}, ${value}, true)`.execute(tx);
      return work(tx);
    });
  } catch (err) {
    throw toDatabaseError(err);
  }
}
